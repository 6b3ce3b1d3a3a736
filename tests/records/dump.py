"""Every row of tables as plain values, to hold a state before against a state after."""

from django.apps import apps

from lianxin.kernel.actor import SYSTEM
from lianxin.records.intake.undo import MADE
from lianxin.register.models import Household

RECORDS = {"AuditHead", "AuditRow", "RosterImport"}
"""What an import leaves on record even when it has been taken back."""


def dump(models) -> dict[str, list]:
    return {model.__name__: sorted(map(_row, _rows(model)), key=str) for model in models}


def everything() -> dict[str, list]:
    return dump(apps.get_app_config("lianxin").get_models())


def register() -> dict[str, list]:
    """Everything but the records of what was done."""
    tables = [m for m in apps.get_app_config("lianxin").get_models() if m.__name__ not in RECORDS]
    assert set(MADE) <= set(tables)
    return dump(tables)


ONWARD = {"edition", "marks"}
"""A household's editions only go forward, so that no phone takes one for another."""


def _rows(model):
    manager = model.objects
    rows = manager.visible_to(SYSTEM) if hasattr(manager, "visible_to") else manager.all()
    onward = ONWARD if model is Household else set()
    return rows.values_list(*(f.attname for f in model._meta.fields if f.name not in onward))


def _row(values) -> tuple:
    return tuple(bytes(v) if isinstance(v, memoryview) else v for v in values)

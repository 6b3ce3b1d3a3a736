"""What of a household may be changed on a phone: each field with its kind, value and words.

Values travel as JSON: numbers in 亩, square metres, metres and whole rooms, codes by their name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import refuse
from lianxin.kernel.shape import KINDS
from lianxin.kernel.text import prose
from lianxin.people.phone import cleaned
from lianxin.records.file.labels import FIELDS, LAND
from lianxin.records.file.models import Dwelling, HouseholdStatement, Land, Living, Production
from lianxin.records.file.quantities import AREA, LARGE, MU, ONE, SMALL, scaled, written
from lianxin.register.models import Household
from lianxin.register.queries import every_code

from .entry import code_of

STATED: tuple[type[HouseholdStatement], ...] = (Living, Dwelling, Land, Production)
Held = Mapping[type[HouseholdStatement], HouseholdStatement]


@dataclass(frozen=True)
class Field:
    """``model`` is None for the household's own column; ``parts`` of a unit are stored."""

    name: str
    label: Any
    kind: str
    model: type[HouseholdStatement] | None = None
    parts: int = ONE
    limit: int = LARGE


def _of(model: type[HouseholdStatement], name: str, label: Any) -> Field:
    column = model._meta.get_field(name)
    if column.is_relation:
        return Field(name, label, "choice", model)
    if column.get_internal_type() == "BooleanField":
        return Field(name, label, "bool", model)
    if column.get_internal_type() == "CharField":
        return Field(name, label, "text", model)
    parts = MU if name in LAND else AREA if name == "house_area" else ONE
    return Field(name, label, "number", model, parts, SMALL if name == "rooms" else LARGE)


def _all() -> dict[str, Field]:
    found = {"phone": Field("phone", gettext_lazy("电话"), "text")}
    for model in STATED:
        found |= {name: _of(model, name, label) for name, label in FIELDS[model].items()}
    return found


ALL = _all()


def held_of(household: Household) -> Held:
    """The statements that hold now. Unscoped: for an edit that the policy allows, or its reading."""
    found: dict[type[HouseholdStatement], HouseholdStatement] = {}
    for model in STATED:
        row = model.objects.visible_to(SYSTEM).filter(household=household, until=None).first()
        if row is not None:
            found[model] = row
    return found


def value_of(household: Household, held: Held, name: str) -> Any:
    """The present value as it travels."""
    field = ALL[name]
    if field.model is None:
        return getattr(household, name)
    row = held.get(field.model)
    if row is None:
        return None
    if field.kind == "choice":
        code = every_code().get(getattr(row, f"{name}_id"))
        return code.name if code else None
    value = getattr(row, name)
    if value is None or field.kind in {"bool", "text"} or field.parts == ONE:
        return value
    told = value / field.parts
    return int(told) if told == int(told) else told


def read(name: str, value: Any) -> Any:
    """What was sent as the model keeps it; refused with the field's name."""
    field = ALL.get(name)
    if field is None:
        raise refuse("sync.no_such_field", name, name=name)
    if field.kind == "bool":
        if value is not None and not isinstance(value, bool):
            raise refuse("api.wrong_kind", name, wanted=KINDS["bool"])
        return value
    if not isinstance(value, str | int | float | None) or isinstance(value, bool):
        raise refuse("api.wrong_kind", name, wanted=KINDS["string"])
    text = "" if value is None else str(value)[:60]
    if field.kind == "number":
        return scaled(text, field.parts, name, field.limit)
    if field.kind == "choice":
        return code_of(name, text, name) if text else None
    return cleaned(text) if field.model is None else prose(text)


def as_sent(name: str, value: Any) -> Any:
    """A value that was read, as it travels: so that 8.40 and 8.4 are the same."""
    field = ALL[name]
    if value is None or field.kind in {"bool", "text"}:
        return value
    if field.kind == "choice":
        return value.name
    told = value / field.parts
    return int(told) if told == int(told) else told


def label(name: str) -> str:
    if name == "text":
        return _("日记")
    return str(ALL[name].label) if name in ALL else name


def told(name: str, value: Any) -> str:
    """A value in the reader's words."""
    if value is None or value == "":
        return _("没有填")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    field = ALL.get(name)
    if field is None or field.kind == "text":
        return str(value)
    if field.kind == "choice":
        codes = (row for row in every_code().values() if row.list == name)
        return next((row.told for row in codes if row.name == value), str(value))
    return _measured(name, written(round(value * field.parts), field.parts))


def _measured(name: str, amount: str) -> str:
    if name in LAND:
        return _("%s 亩") % amount
    units = {"house_area": _("%s 平方米"), "road_metres": _("%s 米"), "rooms": _("%s 间")}
    return units[name] % amount

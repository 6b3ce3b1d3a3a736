"""How each household fares against the end of last year: asked once until somebody changes something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.kernel.memory import remembered
from lianxin.people.models import Area
from lianxin.people.policy import AccountActor
from lianxin.records.file import change
from lianxin.records.file.income import Income
from lianxin.register import queries as register
from lianxin.register.models import Household

from .charts import STATES


class Worse(NamedTuple):
    """A household that is worse, its head's name, and what shows it."""

    household: Household
    name: str
    signs: str


def fared(actor: AccountActor, village: Area | None, day: date) -> dict[UUID, change.Change]:
    """Nothing for who sees no incomes: what became of a household would tell of them."""
    if actor.sees(Income) is None:
        return {}

    def found() -> dict[UUID, change.Change]:
        rows = register.households(actor, village=village, day=day).order_by()
        return change.changes(actor, rows.values_list("pk", flat=True), day)

    return remembered(("fared", actor.id, village and village.pk, day, get_language()), found)


def counted(changes: Iterable[change.Change]) -> tuple[int, int, int]:
    """Better, the same, worse."""
    told = Counter(one.state for one in changes)
    better, same, worse = (told[state] for state in STATES)
    return better, same, worse


def worst(actor: AccountActor, village: Area | None, day: date) -> list[Worse]:
    """Every household that is worse, by its number."""

    def found() -> list[Worse]:
        told = {
            key: one for key, one in fared(actor, village, day).items() if one.state == change.WORSE
        }
        rows = Household.objects.visible_to(actor).filter(pk__in=told).select_related("group")
        heads = register.memberships(actor, day=day).filter(is_head=True, household__in=told)
        names = dict(heads.values_list("household_id", "person__name"))
        return [
            Worse(row, names.get(row.pk, row.number), _signs(told[row.pk]))
            for row in rows.order_by("number")
        ]

    return remembered(("worst", actor.id, village and village.pk, day, get_language()), found)


def _signs(one: change.Change) -> str:
    return _("；").join(sign.text for sign in one.signs if sign.state == change.WORSE)

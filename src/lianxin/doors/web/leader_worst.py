"""Households that are worse: who answers for them, what shows it, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.people.policy import AccountActor
from lianxin.plans.models import Measure
from lianxin.records.file.known import completeness
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import Wanted, needs
from lianxin.register import queries as register
from lianxin.register.queries import sees_persons
from lianxin.visits.progress import Progress

from .fared import Worse, worst
from .leader_asked import View

SHOWN = 8


@dataclass(frozen=True)
class Missing:
    """One tag: its tone, its icon and its words."""

    tone: str
    icon: str
    words: str


@dataclass(frozen=True)
class Shown:
    one: Worse
    officer: str
    missing: Missing | None


def worst_shown(actor: AccountActor, view: View, found: Progress) -> list[Shown]:
    """Every household that is worse, by its number, with the first thing that it lacks."""
    rows = worst(actor, view.village, view.day)
    keys = [one.household.pk for one in rows]
    paired = register.responsible(actor, day=view.day).filter(household__in=keys)
    officers = dict(paired.values_list("household_id", "officer__name"))
    lacks = _Lacks(actor, view, keys, found)
    return [
        Shown(one, officers.get(one.household.pk, ""), lacks.of(one.household.pk)) for one in rows
    ]


class _Lacks:
    """What is asked of all of them at once."""

    def __init__(self, actor: AccountActor, view: View, keys: list[UUID], found: Progress) -> None:
        self.view = view
        self.unvisited = {home.household.pk for home in found.unvisited}
        self.needs = self._needs(actor, keys)
        self.measured = self._measured(actor, keys)
        self.known = completeness(keys, view.day) if keys and sees_persons(actor) else {}

    def _needs(self, actor: AccountActor, keys: list[UUID]) -> dict[UUID, list[Need]]:
        found: dict[UUID, list[Need]] = defaultdict(list)
        if actor.sees(Need) is None:
            return found
        rows = needs(actor, Wanted(village=self.view.village), state="open", day=self.view.day)
        for row in rows.filter(household__in=keys).select_related("kind").order_by("due", "id"):
            if row.household_id is not None:
                found[row.household_id].append(row)
        return found

    def _measured(self, actor: AccountActor, keys: list[UUID]) -> set[Any] | None:
        if actor.sees(Measure) is None:
            return None
        rows = Measure.objects.visible_to(actor).filter(household__in=keys, dropped=None)
        rows = rows.filter(from_day__lte=self.view.day).order_by()
        return set(rows.values_list("household_id", flat=True))

    def of(self, key: UUID) -> Missing | None:
        if key in self.unvisited:
            return Missing("amber", "home-off", _("没人去"))
        for need in self.needs[key][:1]:
            if need.due < self.view.day:
                return Missing("red", "clock", _("%(kind)s超期") % {"kind": need.kind.told})
            return Missing("amber", "clock", _("等%(kind)s") % {"kind": need.kind.told})
        if self.measured is not None and key not in self.measured:
            return Missing("amber", "target-arrow", _("没有措施"))
        known = self.known.get(key)
        if known is not None and known.missing:
            return Missing("amber", "folder", _("缺材料"))
        return None

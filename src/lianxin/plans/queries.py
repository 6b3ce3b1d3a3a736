"""Measures as they stand on a day: under way, overdue, blocked, done or dropped; within one's scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.people.models import Area
from lianxin.register import queries as register

from .models import Measure, MeasureStep


class State(Enum):
    OPEN = "open"
    OVERDUE = "overdue"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    State.OPEN: _("在办"),
    State.OVERDUE: _("超期没办完"),
    State.BLOCKED: _("卡住了"),
    State.DONE: _("办完"),
    State.DROPPED: _("已停办"),
}


@dataclass(frozen=True)
class Standing:
    """A measure as it stands on the day."""

    measure: Measure
    head: str
    day: date

    @property
    def state(self) -> State:
        row = self.measure
        if row.dropped is not None:
            return State.DROPPED
        if row.done is not None:
            return State.DONE
        if row.blocked is not None:
            return State.BLOCKED
        return State.OVERDUE if row.due < self.day else State.OPEN

    @property
    def late(self) -> int:
        """Days past the due day."""
        return (self.day - self.measure.due).days

    @property
    def pace(self) -> int:
        """Hundredths of its time that have passed on the day."""
        whole = (self.measure.due - self.measure.from_day).days
        passed = (self.day - self.measure.from_day).days
        return max(0, min(100, passed * 100 // whole)) if whole > 0 else 100


def in_sight(actor: Actor, village: Area) -> GuardedQuerySet[Measure]:
    return Measure.objects.visible_to(actor).filter(household__village=village)


def measures(
    actor: Actor,
    *,
    village: Area,
    year: int,
    day: date,
    officer: UUID | None = None,
) -> list[Standing]:
    """Measures due in the year; in the year of the day also what is still owed from years before."""
    wanted = Q(year=year)
    if year == day.year:
        wanted |= Q(year__lt=year, done__isnull=True, dropped__isnull=True)
    rows = in_sight(actor, village).filter(wanted)
    rows = rows.filter(officer=officer) if officer else rows
    return standing(actor, rows, day)


def measure(actor: Actor, pk: UUID, day: date) -> Standing:
    steps = MeasureStep.objects.visible_to(actor).select_related("author").order_by("-at", "-id")
    rows = Measure.objects.visible_to(actor).prefetch_related(
        Prefetch("steps", steps, to_attr="told")
    )
    rows.get_visible(pk=pk)
    return standing(actor, rows.filter(pk=pk), day)[0]


def counted(rows: Iterable[Standing]) -> Counter[State]:
    return Counter(one.state for one in rows)


def standing(actor: Actor, rows: GuardedQuerySet[Any], day: date) -> list[Standing]:
    """Each measure as it stands on the day, with the head of its household."""
    listed = list(rows.select_related("household__village", "direction", "officer"))
    heads = register.memberships(actor).filter(
        is_head=True, household__in={row.household_id for row in listed}
    )
    names = dict(heads.order_by().values_list("household_id", "person__name"))
    return [Standing(row, names.get(row.household_id, row.household.number), day) for row in listed]

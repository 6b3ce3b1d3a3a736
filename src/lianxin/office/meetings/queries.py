"""Meetings of a year, each with who was asked and who came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.people.models import Officer, Unit

from .models import Attendee, Meeting

Came = Attendee.Came


class State(Enum):
    COMING = "coming"
    UNWRITTEN = "unwritten"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass
class MeetingLine:
    row: Meeting
    day: date
    people: list[Attendee] = field(default_factory=list)

    @property
    def state(self) -> State:
        if self.row.cancelled_at is not None:
            return State.CANCELLED
        if self.row.day > self.day:
            return State.COMING
        return State.HELD if self.row.minutes else State.UNWRITTEN

    def those(self, came: str) -> list[Attendee]:
        return [one for one in self.people if one.came == came]

    @property
    def came(self) -> list[Attendee]:
        return self.those(Came.CAME)

    @property
    def counts(self) -> Counter[str]:
        return Counter(one.came for one in self.people)


def meetings_in_sight(actor: Actor, unit: Unit | None = None) -> GuardedQuerySet[Meeting]:
    rows = Meeting.objects.visible_to(actor).select_related("unit", "document")
    return rows.filter(unit=unit) if unit else rows


def meetings(actor: Actor, unit: Unit, year: int, day: date) -> list[MeetingLine]:
    """The latest first, those that were cancelled too."""
    rows = meetings_in_sight(actor, unit).filter(year=year)
    return lines(actor, rows.order_by("-day", "-id"), day)


def meeting(actor: Actor, pk: UUID | str, day: date) -> MeetingLine:
    (line,) = lines(actor, [meetings_in_sight(actor).get_visible(pk=pk)], day)
    return line


def ahead(
    actor: Actor,
    first: date,
    last: date,
    *,
    officer: Officer | None = None,
    unit: Unit | None = None,
) -> GuardedQuerySet[Meeting]:
    """Meetings of these days that were not cancelled: of a unit, or those to which an officer was asked."""
    rows = meetings_in_sight(actor, unit).filter(day__gte=first, day__lte=last, cancelled_at=None)
    if officer is not None:
        asked = Attendee.objects.visible_to(actor).filter(officer=officer).values("meeting_id")
        rows = rows.filter(pk__in=asked)
    return rows.order_by("day", "id")


def lines(actor: Actor, rows: Iterable[Meeting], day: date) -> list[MeetingLine]:
    found = {row.pk: MeetingLine(row, day) for row in rows}
    people = Attendee.objects.visible_to(actor).filter(meeting__in=list(found))
    for one in people.select_related("officer").order_by("id"):
        found[one.meeting_id].people.append(one)
    return list(found.values())

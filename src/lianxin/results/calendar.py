"""What is due for one officer and what is planned, as a calendar shows it: no name, no need in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from lianxin.aid.models import Activity, Attendance
from lianxin.aid.outcomes.models import FollowUp
from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.office.meetings import queries as meetings
from lianxin.office.tasks import queries as tasks
from lianxin.people.models import Officer
from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need
from lianxin.register.models import Household
from lianxin.register.queries import memberships
from lianxin.visits.batches.queries import of_officer
from lianxin.visits.due import due_this_week

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
PERIODS = UUID("6f3f4c8e-6a5b-5d0c-9d0e-5f1b8a2f7a10")


@dataclass(frozen=True)
class Event:
    """A whole day; ``key`` stays the same as long as the thing itself does."""

    key: UUID
    day: date
    words: str
    owed: bool = False
    """Whether it still is to be done once its day is over."""


def events(actor: Actor, officer: Officer, day: date | None = None) -> list[Event]:
    day = day or today()
    found = [*_needs(actor, officer, day), *_measures(actor, officer, day)]
    found += [*_visits(actor, officer, day), *_activities(actor, officer, day)]
    found += [*_batches(actor, officer, day), *_follow_ups(actor, officer, day)]
    found += [*_tasks(actor, officer, day), *_meetings(actor, officer, day)]
    return sorted(found, key=lambda one: (one.day, one.words, one.key))


def _needs(actor: Actor, officer: Officer, day: date) -> Iterator[Event]:
    rows = Need.objects.visible_to(actor).filter(officer=officer, closed=None)
    rows = rows.filter(due__gte=day - BACK, due__lte=day + AHEAD)
    for row, home in _with_homes(actor, rows.select_related("household__group", "village"), day):
        yield Event(
            row.pk, row.due, _("%(home)s：需求到期") % {"home": home or row.village.name}, True
        )


def _measures(actor: Actor, officer: Officer, day: date) -> Iterator[Event]:
    rows = Measure.objects.visible_to(actor).filter(officer=officer)
    rows = rows.filter(due__gte=day - BACK, due__lte=day + AHEAD, dropped=None, done=None)
    for row, home in _with_homes(actor, rows.select_related("household__group"), day):
        yield Event(row.pk, row.due, _("%(home)s：措施到期") % {"home": home}, True)


def _visits(actor: Actor, officer: Officer, day: date) -> Iterator[Event]:
    """Periods of the requirements that end soon and in which something is missing."""
    for one in due_this_week(actor, None, day).rows:
        if one.page == "visits":
            yield Event(uuid5(PERIODS, f"{officer.pk} {one.day} {one.words}"), one.day, one.words)


def _activities(actor: Actor, officer: Officer, day: date) -> Iterator[Event]:
    came = Attendance.objects.visible_to(actor).filter(officer=officer).values("activity_id")
    rows = Activity.objects.visible_to(actor).filter(pk__in=came, cancelled_at=None)
    rows = rows.filter(day__gte=day - BACK, day__lte=day + AHEAD).select_related("kind", "village")
    for row in rows:
        told = {"village": row.village.name, "kind": row.kind.told}
        words = _("%(village)s：%(kind)s") % told
        yield Event(row.pk, row.day, f"{words} {row.time}".strip(), row.held_at is None)


def _follow_ups(actor: Actor, officer: Officer, day: date) -> Iterator[Event]:
    """Whom to ask again after an activity."""
    rows = FollowUp.objects.visible_to(actor).filter(officer=officer, done=None, cancelled_at=None)
    rows = rows.filter(due__gte=day - BACK, due__lte=day + AHEAD)
    for row, home in _with_homes(actor, rows.select_related("household__group"), day):
        yield Event(row.pk, row.due, _("%(home)s：活动后回访") % {"home": home}, True)


def _batches(actor: Actor, officer: Officer, day: date) -> Iterator[Event]:
    """Each day of a batch in which the officer goes; one that is cancelled or moved goes from here too."""
    for row in of_officer(actor, officer, day - BACK, day + AHEAD):
        words = _("%(village)s：走访") % {"village": row.village.name}
        for n in range((row.last - row.first).days + 1):
            on = row.first + timedelta(days=n)
            yield Event(uuid5(row.pk, str(n)), on, words)


def _tasks(actor: Actor, officer: Officer, day: date) -> Iterator[Event]:
    """What the officer answers for in the year's plan; a task's own words may name somebody."""
    for line in tasks.of_officer(actor, officer, day):
        if day - BACK <= line.row.due <= day + AHEAD:
            yield Event(line.row.pk, line.row.due, _("年度计划：任务到期"))


def _meetings(actor: Actor, officer: Officer, day: date) -> Iterator[Event]:
    for row in meetings.ahead(actor, day - BACK, day + AHEAD, officer=officer):
        yield Event(row.pk, row.day, f"{row.get_kind_display()} {row.time}".strip())


def _with_homes(actor: Actor, rows: Any, day: date) -> Iterator[tuple[Any, str]]:
    """Each row with its household in the words that may stand in a calendar: 三社 张家."""
    found = list(rows)
    keys = [row.household_id for row in found if row.household_id]
    heads = memberships(actor, day=day).filter(is_head=True, household_id__in=keys).order_by()
    names = dict(heads.values_list("household_id", "person__name"))
    for row in found:
        home = row.household
        yield row, place_of(home, names.get(home.pk, "")) if home is not None else ""


def place_of(home: Household, head: str) -> str:
    """The group and the first character of the head's name, and nothing else of anybody."""
    group = home.group.name if home.group else ""
    return " ".join(filter(None, (group, _("%(surname)s家") % {"surname": head[:1] or "…"})))

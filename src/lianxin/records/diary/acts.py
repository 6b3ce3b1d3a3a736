"""The countable acts of an entry: what is counted, on which day, and as part of which event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Area
from lianxin.register.models import Household

from .models import Act, Entry, Kind

HALF_DAY = 240
"""Minutes: half of a working day of eight hours (国务院关于职工工作时间的规定, 1995, 第三条)."""
SHARED = {Kind.LECTURE, Kind.TRAINING}
LINKS_HOUSEHOLDS = {Kind.VISIT, Kind.TALK, Kind.DELIVERY, Kind.HELP}


def acts(entry: Entry, households: Sequence[Household], event: UUID | None = None) -> list[Act]:
    """One act a kind and household; a stay one a day; a lecture or training none for each household.

    An ``event`` that is named marks every act of the entry, so that the entry tells what wrote it.
    """
    return list(_acts(entry, households, event))


def written_by(entry: Entry) -> UUID | None:
    """The event that wrote this entry for its officer; None where somebody wrote it by hand."""
    own = {entry.pk, event_of(entry.village, entry.day)}
    # unscoped: whoever may read an entry may know that it changes elsewhere
    rows = Act.objects.visible_to(SYSTEM).filter(entry=entry).exclude(event__in=own)
    return rows.values_list("event", flat=True).first()


def event_of(village: Area, day: date) -> UUID:
    """What officers of one village wrote apart about one day's lecture is one event."""
    return uuid5(village.pk, day.isoformat())


def _acts(entry: Entry, households: Sequence[Household], event: UUID | None) -> Iterator[Act]:
    for name in entry.kinds:
        kind = Kind(name)
        if kind is Kind.STAY:
            yield from _stays(entry, event or entry.pk)
            continue
        own = event or (event_of(entry.village, entry.day) if kind in SHARED else entry.pk)
        for household in households or (None,):
            yield _act(entry, kind, entry.day, own, household)


def _stays(entry: Entry, event: UUID) -> Iterator[Act]:
    """A half-day where at most ``HALF_DAY`` minutes of one day are told, else whole days."""
    last = entry.until or entry.day
    half = entry.day == last and entry.minutes is not None and entry.minutes <= HALF_DAY
    for place in range((last - entry.day).days + 1):
        day = entry.day + timedelta(days=place)
        act = _act(entry, Kind.STAY, day, event, None)
        act.half_days = 1 if half else 2
        yield act


def _act(entry: Entry, kind: Kind, day: date, event: UUID, household: Household | None) -> Act:
    return Act(
        entry=entry,
        kind=kind,
        household=household,
        officer_id=entry.officer_id,
        village_id=entry.village_id,
        day=day,
        year=day.year,
        month=day.month,
        event=event,
    )

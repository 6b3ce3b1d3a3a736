"""Days of a year on which somebody answers for households, is in office and is not away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import F, Q

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.grouped import id_read
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.ids import as_given
from lianxin.kernel.period import Period
from lianxin.people.models import Absence, Area, Officer, Unit
from lianxin.register.models import Pairing

from .rules import Place


@dataclass(frozen=True)
class Year:
    """Sets of days of one year, each a whole number with one bit a day."""

    number: int

    @property
    def whole(self) -> Period:
        return Period.year(self.number)

    def span(self, from_day: date, until: date | None) -> int:
        """The days of the year from ``from_day`` up to, not including, ``until``."""
        return _span(self.number, from_day, until)

    def period(self, period: Period) -> int:
        return self.span(period.first, period.last + timedelta(days=1))

    def bit(self, day: date) -> int:
        return 1 << (day - self.whole.first).days


@lru_cache(maxsize=8192)
def _span(number: int, from_day: date, until: date | None) -> int:
    whole = Period.year(number)
    last = until or whole.last + timedelta(days=1)
    first = min(max((from_day - whole.first).days, 0), whole.days)
    end = min(max((last - whole.first).days, 0), whole.days)
    return (1 << end) - (1 << first) if end > first else 0


@dataclass
class Duty:
    """One officer's days: by household, and by village where a rule is meant for one village.

    ``office``: the days in office; ``able``: those of them on which the officer is not away.
    """

    officer: Officer
    office: int
    able: int
    by_home: dict[UUID, int] = field(default_factory=dict)
    village_of: dict[UUID, UUID] = field(default_factory=dict)
    today: set[UUID] = field(default_factory=set)

    def days(self, village: UUID | None) -> int:
        return self.held(village) & self.able

    def held(self, village: UUID | None) -> int:
        """Days on which the officer answers for a household, away or not."""
        found = 0
        for home, days in self.by_home.items():
            if village is None or self.village_of[home] == village:
                found |= days
        return found & self.office

    def homes(self, village: UUID | None) -> list[UUID]:
        """The households of today."""
        return [h for h in self.today if village is None or self.village_of[h] == village]

    @property
    def place(self) -> Place:
        villages = frozenset(self.village_of.values())
        return Place(self.officer.unit.path, self.officer.rank, villages)


def share(minimum: int, days: int, whole: int) -> int:
    """The minimum for a share of the days, halves upwards; never above the minimum."""
    return (2 * minimum * days + whole) // (2 * whole) if whole else 0


def prorated(minimum: int, period: int, held: int, days: int) -> int:
    """The part of a period's minimum that falls to ``held``, lowered by the days away in it.

    Rounded at the days on which it changes hands, not by parts: whoever follow one another through the
    period are asked for the minimum together, no more and no less.
    """
    first = (period & -period).bit_length() - 1
    held, whole, asked = (held & period) >> max(first, 0), period.bit_count(), 0
    left, count = held, held.bit_count()
    while left:
        begin = (left & -left).bit_length() - 1
        end = begin + ((left >> begin) + 1 & ~(left >> begin)).bit_length() - 1
        asked += share(minimum, end, whole) - share(minimum, begin, whole)
        left &= -1 << end
    return share(asked, (days & period).bit_count(), count)


def duties(
    actor: Actor,
    village: Area | None,
    year: Year,
    day: date,
    only: Collection[UUID] | None = None,
) -> list[Duty]:
    """Every officer whom the actor sees and who answered for a household in the year, by unit and name;
    of ``only`` these officers.

    Pairings and absences of those officers are unscoped: the rules are about the officer, whose year is
    to be shown whole, also for a household that somebody else answers for today.
    """
    held = _held(year, day)
    if only is not None:
        held = held.filter(officer__in=only)
    here = held.filter(household__village=village) if village else held
    seen = Officer.objects.visible_to(actor).filter(pk__in=here.order_by().values("officer_id"))
    everybody = only is None and village is None
    officers = {row.pk: row for row in (seen if everybody else seen.select_related("unit"))}
    if everybody:
        _put_units(officers.values())
    away = _away(None if everybody else officers, year)
    found = {
        key: Duty(row, days, days & ~away.get(key, 0))
        for key, row in officers.items()
        for days in [year.span(row.from_day, row.until)]
    }
    theirs = held if everybody else held.filter(officer__in=officers)
    ids = ("officer_id", "household_id", "household__village_id")
    told = theirs.values_list(*map(as_given, ids), "from_day", "until", "household__closed")
    for officer, home, where, begun, *ends in told.order_by().iterator(chunk_size=5000):
        duty = found.get(id_read(officer))
        if duty is not None:
            until = min(filter(None, ends), default=None) if any(ends) else None
            _hold(duty, id_read(home), id_read(where), year.span(begun or day, until))
            if until is None or until > day:
                duty.today.add(id_read(home))
    return list(found.values())


def _put_units(officers: Collection[Officer]) -> None:
    """Each unit once. Unscoped: the units of officers who are seen."""
    units = {row.pk: row for row in Unit.objects.visible_to(SYSTEM)}
    put = Officer.unit.field.set_cached_value
    for row in officers:
        put(row, units[row.unit_id])


def _held(year: Year, day: date) -> GuardedQuerySet[Pairing]:
    begun = Q(from_day__lte=min(day, year.whole.last))
    lasting = Q(until__isnull=True) | Q(until__gt=year.whole.first)
    rows = Pairing.objects.visible_to(SYSTEM).filter(begun, lasting, responsible=True)
    return rows.exclude(until=F("from_day"))


def _away(officers: Iterable[UUID] | None, year: Year) -> dict[UUID, int]:
    whole, away = year.whole, dict[UUID, int]()
    rows = Absence.objects.visible_to(SYSTEM).filter(
        from_day__lte=whole.last, until__gt=whole.first
    )
    if officers is not None:
        rows = rows.filter(officer__in=officers)
    for row in rows:
        days = year.span(row.from_day, row.until)
        away[row.officer_id] = away.get(row.officer_id, 0) | days
    return away


def _hold(duty: Duty, home: UUID, village: UUID, days: int) -> None:
    duty.by_home[home] = duty.by_home.get(home, 0) | days
    duty.village_of[home] = village

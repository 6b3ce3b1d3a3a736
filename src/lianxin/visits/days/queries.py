"""Which days are worked, wished for or taken, by the tables of the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import Period
from lianxin.people.models import Absence, Area, Officer

from .models import Blocked, Holiday, Season

WEIGHT = {Season.Wish.PREFER: -15, Season.Wish.AVOID: 60}
"""What a day of the season weighs against a trip's lying off the middle of its share of the year."""
ONE = timedelta(days=1)


def holidays(year: int) -> list[Holiday]:
    return list(Holiday.objects.visible_to(SYSTEM).filter(day__year=year))


def seasons(village: Area | None) -> list[Season]:
    """In use, of every village and of this one."""
    rows = Season.objects.visible_to(SYSTEM).filter(Q(village=None) | Q(village=village))
    return list(rows.filter(until=None).select_related("village"))


def days_of(year: int) -> list[date]:
    return [date.fromordinal(n) for n in range(*_ends(Period.year(year)))]


def _ends(period: Period) -> tuple[int, int]:
    return period.first.toordinal(), period.last.toordinal() + 1


def span_in(season: Season, year: int) -> Iterator[date]:
    """The days of the year that the season takes."""
    for begun in (year - 1, year) if season.yearly else (season.first.year,):
        first = _moved(season.first, begun - season.first.year)
        for n in range((season.last - season.first).days + 1):
            if (day := first + n * ONE).year == year:
                yield day


def _moved(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def open_days(village: Area, year: int) -> frozenset[date]:
    """Days that are worked and that no season closes."""
    told = {row.day: row.off for row in holidays(year)}
    closed = {
        day for row in seasons(village) if row.wish == row.Wish.CLOSED for day in span_in(row, year)
    }
    return frozenset(
        day for day in days_of(year) if not told.get(day, day.weekday() > 4) and day not in closed
    )


def worked(day: date) -> bool:
    """Whether it is a working day by the table of days off, whatever a village's seasons say."""
    told = {row.day: row.off for row in holidays(day.year)}
    return not told.get(day, day.weekday() > 4)


def wishes(village: Area, year: int) -> dict[date, int]:
    found: dict[date, int] = defaultdict(int)
    for row in seasons(village):
        for day in span_in(row, year) if row.wish != row.Wish.CLOSED else ():
            found[day] += WEIGHT[Season.Wish(row.wish)]
    return dict(found)


def blocked(actor: Actor, day: date) -> GuardedQuerySet[Blocked]:
    """Those that are not over on the day."""
    rows = Blocked.objects.visible_to(actor).filter(last__gte=day)
    return rows.select_related("officer__unit").order_by("first", "officer__name", "id")


def away(officers: Iterable[Officer], year: int) -> dict[UUID, dict[date, str]]:
    """By officer the days of the year on which they cannot go, each with the word for why.

    Unscoped: whoever may plan for an officer is told when they are not to be had.
    """
    whole, found = Period.year(year), dict[UUID, dict[date, str]]()
    for one in officers:
        found[one.pk] = {
            day: ""
            for day in days_of(year)
            if day < one.from_day or (one.until is not None and day >= one.until)
        }
    for gone in Absence.objects.visible_to(SYSTEM).filter(
        officer__in=found, from_day__lte=whole.last, until__gt=whole.first
    ):
        _mark(
            found[gone.officer_id], gone.from_day, gone.until - ONE, gone.get_kind_display(), year
        )
    for row in Blocked.objects.visible_to(SYSTEM).filter(
        officer__in=found, first__lte=whole.last, last__gte=whole.first
    ):
        _mark(found[row.officer_id], row.first, row.last, row.get_kind_display(), year)
    return found


def _mark(days: dict[date, str], first: date, last: date, word: str, year: int) -> None:
    for n in range(first.toordinal(), last.toordinal() + 1):
        if (day := date.fromordinal(n)).year == year:
            days.setdefault(day, word)

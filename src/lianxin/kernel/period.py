"""Days and spans. A span is half-open: from its first day up to, not including, ``until``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from .problem import refuse


def today() -> date:
    return timezone.localdate()


def in_force(day: date | None = None, prefix: str = "") -> Q:
    """Rows with ``from_day`` and ``until`` that hold on the day (today where none is given)."""
    day = day or today()
    begun = Q(**{f"{prefix}from_day__lte": day})
    return begun & (Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": day}))


def full_years(born: date, day: date) -> int:
    """The age on a day; whoever was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def check_order(from_day: date, until: date | None, field: str = "until") -> None:
    if until is not None and until < from_day:
        raise refuse("period.backwards", field, from_day=from_day, until=until)


@dataclass(frozen=True)
class Period:
    """A calendar year, half-year, quarter or month; ``last`` is its last day."""

    first: date
    last: date

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def half(cls, year: int, number: int) -> Period:
        return cls._months(year, 6 * number - 5, 6)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        return cls._months(year, 3 * number - 2, 3)

    @classmethod
    def month(cls, year: int, number: int) -> Period:
        return cls._months(year, number, 1)

    @classmethod
    def _months(cls, year: int, first: int, count: int) -> Period:
        after = first + count
        end = date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
        return cls(date(year, first, 1), end - timedelta(days=1))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def passed(self, day: date) -> float:
        """The share of the period that has passed at the end of the day, 0 to 1."""
        return min(1.0, max(0.0, ((day - self.first).days + 1) / self.days))

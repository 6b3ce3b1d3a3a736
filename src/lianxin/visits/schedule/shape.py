"""What a proposal is made from and what it is: plain values, so that it can be made and checked anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

VISITS, TALKS, STAYS, LECTURES = "visits", "talks", "stay_days", "lectures"


@dataclass(frozen=True)
class Person:
    """``away``: days of the year on which they cannot go."""

    key: str
    away: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Home:
    """``officer``: who answers for it, empty where nobody does; ``group``: the village group it lies in."""

    key: str
    officer: str
    group: str = ""


@dataclass(frozen=True)
class Need:
    """What is still to be done within a period: by an officer, or in one household where ``home`` says so."""

    requirement: str
    figure: str
    officer: str
    first: date
    last: date
    amount: int
    home: str = ""


@dataclass(frozen=True)
class Rules:
    group_least: int = 3
    group_most: int = 5
    days_most: int = 2
    gap_weeks: int = 2
    homes_a_day: int = 3
    at_once: int = 2


@dataclass(frozen=True)
class Trip:
    """``visits``: household and who goes there, each once; every visit is a talk as well."""

    first: date
    last: date
    officers: tuple[str, ...]
    visits: tuple[tuple[str, str], ...]
    lecture: bool = False

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Unmet:
    """``missing`` of the need's amount, and why: one of ``REASONS``."""

    need: Need
    missing: int
    reason: str


REASONS = (
    "no_officer",
    "no_home",
    "few_people",
    "away",
    "few_days",
    "many_homes",
    "no_company",
)


@dataclass(frozen=True)
class Problem:
    """``first``: nothing is proposed before it. ``kept`` trips stay; those from ``first`` on count.

    ``wishes``: how much a day is to be preferred (below nought) or avoided (above).
    """

    year: int
    first: date
    open_days: frozenset[date]
    people: tuple[Person, ...]
    homes: tuple[Home, ...]
    needs: tuple[Need, ...]
    rules: Rules = Rules()
    kept: tuple[Trip, ...] = ()
    wishes: Mapping[date, int] = field(default_factory=dict)
    seed: int = 1


@dataclass(frozen=True)
class Plan:
    """``cost``: what the solver made small."""

    trips: tuple[Trip, ...]
    unmet: tuple[Unmet, ...]
    cost: int = 0


def week_of(day: date) -> int:
    """Weeks begin on Monday; a number that grows by one each week."""
    return (day.toordinal() - 1) // 7

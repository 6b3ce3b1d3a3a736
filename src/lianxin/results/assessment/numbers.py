"""The figures behind an assessment, each folded once for all who are assessed together.

As the system: somebody's year is assessed whole, also where a household has another officer today.
Officers and households are known by their place, so that a city's half a million numbers stand in lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.grouped import Places, column, id_read
from lianxin.kernel.ids import as_given
from lianxin.visits.counted import MANY, Counted, Wanted, among, counted
from lianxin.visits.duty import Duty, Year
from lianxin.visits.models import Requirement
from lianxin.visits.rules import Place, asked, requirements

from ..figures import FIGURES
from .targets import Target

INCOME = "income_per_head_median"


class Grown(NamedTuple):
    """Incomes per head added up over households that have both years, in fen."""

    now: int
    before: int


NOTHING = Grown(0, 0)


class Held(NamedTuple):
    """A household that an officer answered for: its place, for how many of the days that count, and which."""

    home: int
    lasting: int
    days: int


@dataclass(frozen=True)
class Incomes:
    """By household, None without both years; by village what all its households come to."""

    of: list[Grown | None]
    villages: dict[UUID, Grown]


def days_held(duty: Duty, only: int) -> dict[UUID, int]:
    """The days of ``only`` on which the officer was in office and answered for each household."""
    office = duty.office & only
    found = {home: days & office for home, days in duty.by_home.items()}
    return {home: days for home, days in found.items() if days}


def days_that_count(year: int, last: date) -> int:
    """Of the year up to the last of them, one bit each."""
    it = Year(year)
    return it.span(it.whole.first, last + timedelta(days=1))


class Numbers:
    """Of the officers of ``found`` who answered for somebody up to ``last``, and of their households.

    ``homes``: of a village's households instead; ``villages``: in which the households are.
    """

    def __init__(
        self,
        year: int,
        last: date,
        found: Iterable[Duty] = (),
        homes: Collection[UUID] = (),
        villages: Iterable[UUID] = (),
    ) -> None:
        self.year, self.last = Year(year), last
        self.extent = Extent("", year, last)
        self.only = days_that_count(year, last)
        self.duties: list[Duty] = []
        self.held: list[list[Held]] = []
        self.villages = set(villages)
        places = {home: place for place, home in enumerate(homes)}
        for duty in found:
            if theirs := days_held(duty, self.only):
                self.duties.append(duty)
                self.villages.update(duty.village_of[home] for home in theirs)
                self.held.append(
                    [
                        Held(places.setdefault(home, len(places)), days.bit_count(), days)
                        for home, days in theirs.items()
                    ]
                )
        self.officers = Places(duty.officer.id for duty in self.duties)
        self.homes = Places(places)
        self._of: dict[tuple[str, str], list[int]] = {}

    @cached_property
    def days(self) -> list[tuple[int, int]]:
        """Of each officer the days on which somebody is answered for, and those of them not away."""
        held = [duty.held(None) for duty in self.duties]
        return [(days, days & duty.able) for days, duty in zip(held, self.duties, strict=True)]

    @cached_property
    def rules(self) -> list[Requirement]:
        return requirements(self.last)

    @cached_property
    def done(self) -> Counted:
        wanted = Wanted(self.officers, self.homes)
        return counted(SYSTEM, self.rules, self.year, self.last, wanted)

    @cached_property
    def targets(self) -> list[dict[str, list[Target]]]:
        """What is asked of each officer, by figure; worked out once for all who stand alike."""
        made = {rule.pk: Target(rule, self.year, self.only) for rule in self.rules}
        by_village = any(rule.village_id for rule in self.rules)
        known: dict[tuple[str, str, frozenset[UUID]], dict[str, list[Target]]] = {}
        found = []
        for duty in self.duties:
            where = frozenset(duty.village_of.values()) if by_village else frozenset()
            key = (duty.officer.unit.path, duty.officer.rank, where)
            if key not in known:
                by_figure: dict[str, list[Target]] = defaultdict(list)
                for rule in asked(self.rules, Place(*key)):
                    by_figure[rule.figure].append(made[rule.pk])
                known[key] = by_figure
            found.append(known[key])
        return found

    def of_officers(self, name: str) -> list[int]:
        return self._told(name, "officer", self.officers)

    def of_homes(self, name: str) -> list[int]:
        return self._told(name, "household", self.homes)

    def rows_of_officers(self, name: str) -> list[int]:
        """How many rows the figure has for each officer, whatever it folds them to."""
        return self._told(name, "officer", self.officers, fold="count")

    def rows_of_homes(self, name: str) -> list[int]:
        return self._told(name, "household", self.homes, fold="count")

    def _told(self, name: str, whose: str, places: Places, fold: str = "") -> list[int]:
        key = (f"{name} {fold}", whose)
        if key not in self._of:
            figure = FIGURES[name]
            it = replace(figure, fold=fold) if fold else figure
            whom = getattr(figure, whose)
            rows = among(it.rows(SYSTEM, self.extent), whom, places)
            self._of[key] = column(it, rows, whom, places)
        return self._of[key]

    @cached_property
    def incomes(self) -> Incomes:
        """Of each household with both years, and of all those in its village, whoever answers for them."""
        of: list[Grown | None] = [None] * len(self.homes)
        before = dict(self._incomes(self.extent.year - 1, "household"))
        sums: dict[object, list[int]] = defaultdict(lambda: [0, 0])
        for home, village, now in self._incomes(
            self.extent.year, "household", "household__village"
        ):
            was = before.get(home, 0)
            if was <= 0:
                continue
            if (place := self.homes.at(home)) is not None:
                of[place] = Grown(now, was)
            both = sums[village]
            both[0] += now
            both[1] += was
        return Incomes(of, {id_read(village): Grown(*both) for village, both in sums.items()})

    def _incomes(self, year: int, *keys: str) -> Iterable[tuple[Any, ...]]:
        rows = FIGURES[INCOME].rows(SYSTEM, replace(self.extent, year=year)).order_by()
        if len(self.homes) <= MANY:
            rows = rows.filter(household__village__in=self.villages)
        told = rows.values_list(*map(as_given, keys), "per_head")
        return told.iterator(chunk_size=5000)

"""The figures behind an assessment, each folded once for all who are assessed together.

As the system: somebody's year is assessed whole, also where a household has another officer today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent, Figure
from lianxin.kernel.grouped import grouped, id_read
from lianxin.kernel.ids import in_text
from lianxin.register.models import Household
from lianxin.visits.counted import MANY, Wanted, counted
from lianxin.visits.duty import Duty, Year
from lianxin.visits.measure import Deeds, Measure
from lianxin.visits.models import Requirement
from lianxin.visits.rules import Place, asked, requirements

from ..figures import FIGURES

INCOME = "income_per_head_median"


class Grown(NamedTuple):
    """Incomes per head added up over households that have both years, in fen."""

    now: int
    before: int


class Numbers:
    """``last``: the last day that counts; ``officers`` and ``homes``: whose rows are read, None for all."""

    def __init__(
        self,
        year: int,
        last: date,
        officers: Collection[UUID] | None,
        homes: Collection[UUID] | None,
    ) -> None:
        self.year, self.last = Year(year), last
        self.extent = Extent("", year, last)
        self.officers, self.homes = officers, homes
        self._of: dict[str, dict[UUID, int]] = {}
        self._at: dict[str, dict[UUID, int]] = {}
        self._held: dict[UUID, dict[UUID, int]] = {}
        self._spans: dict[UUID, list[tuple[int, int]]] = {}
        self._rules: dict[tuple[str, str, frozenset[UUID]], list[Requirement]] = {}

    @cached_property
    def only(self) -> int:
        """The days that count, one bit each."""
        return self.year.span(self.year.whole.first, self.last + timedelta(days=1))

    @cached_property
    def rules(self) -> list[Requirement]:
        return requirements(self.last)

    @cached_property
    def measure(self) -> Measure:
        wanted = Wanted(self.officers, self.homes)
        deeds = counted(SYSTEM, self.rules, self.year, self.last, wanted)
        return Measure(self.year, self.last, deeds, only=self.only)

    @property
    def deeds(self) -> Deeds:
        return self.measure.deeds

    def held(self, duty: Duty) -> dict[UUID, int]:
        """For how many of the days that count the officer answered for each household."""
        key = duty.officer.pk
        if key not in self._held:
            office = duty.office & self.only
            found = {home: (days & office).bit_count() for home, days in duty.by_home.items()}
            self._held[key] = {home: days for home, days in found.items() if days}
        return self._held[key]

    def spans(self, rule: Requirement) -> list[tuple[int, int]]:
        """Each period of a rule, and those of its days that count."""
        if rule.pk not in self._spans:
            self._spans[rule.pk] = self.measure.spans(rule)
        return self._spans[rule.pk]

    def asked_of(self, duty: Duty, figure: str) -> list[Requirement]:
        """The rules meant for the officer; worked out once for all who stand alike."""
        officer = duty.officer
        where = frozenset(duty.village_of.values()) if self._by_village else frozenset()
        key = (officer.unit.path, officer.rank, where)
        if key not in self._rules:
            self._rules[key] = asked(self.rules, Place(*key))
        return [rule for rule in self._rules[key] if rule.figure == figure]

    @cached_property
    def asked_of_officers(self) -> set[str]:
        return {rule.figure for rule in self.rules if rule.per == Requirement.Per.OFFICER}

    @cached_property
    def _by_village(self) -> bool:
        return any(rule.village_id for rule in self.rules)

    def of_officers(self, name: str) -> dict[UUID, int]:
        if name not in self._of:
            figure = FIGURES[name]
            self._of[name] = self._told(figure, figure.officer, self.officers)
        return self._of[name]

    def of_homes(self, name: str) -> dict[UUID, int]:
        if name not in self._at:
            figure = FIGURES[name]
            self._at[name] = self._told(figure, figure.household, self.homes)
        return self._at[name]

    def rows_of_officers(self, name: str) -> dict[UUID, int]:
        """How many rows the figure has for each officer, whatever it folds them to."""
        return self._counted(name, "officer")

    def rows_of_homes(self, name: str) -> dict[UUID, int]:
        return self._counted(name, "household")

    def _counted(self, name: str, whose: str) -> dict[UUID, int]:
        kept, key = (self._of, self.officers) if whose == "officer" else (self._at, self.homes)
        if f"{name}#" not in kept:
            figure = replace(FIGURES[name], fold="count")
            kept[f"{name}#"] = self._told(figure, getattr(figure, whose), key)
        return kept[f"{name}#"]

    def _told(self, figure: Figure, column: str, keys: Collection[UUID] | None) -> dict[UUID, int]:
        rows = _among(figure.rows(SYSTEM, self.extent), column, keys)
        return {key: number for (key,), number in grouped(figure, rows, [column])}

    @cached_property
    def incomes(self) -> dict[UUID, Grown]:
        """Of each household with both years, in the villages of the households that are wanted."""
        now = self._incomes(self.extent)
        before = self._incomes(replace(self.extent, year=self.extent.year - 1))
        return {
            home: Grown(amount, before[home])
            for home, amount in now.items()
            if before.get(home, 0) > 0
        }

    def _incomes(self, extent: Extent) -> dict[UUID, int]:
        rows = FIGURES[INCOME].rows(SYSTEM, extent).order_by()
        if self.homes is not None and len(self.homes) <= MANY:
            rows = rows.filter(household__village__in=set(self.villages.values()))
        told = rows.values_list(in_text("household_id"), "per_head")
        return {id_read(home): amount for home, amount in told.iterator(chunk_size=5000)}

    @cached_property
    def villages(self) -> dict[UUID, UUID]:
        """The village of each household that is wanted."""
        rows = _among(Household.objects.visible_to(SYSTEM), "pk", self.homes)
        told = rows.order_by().values_list(in_text("pk"), in_text("village_id"))
        return {id_read(home): id_read(village) for home, village in told}

    @cached_property
    def by_village(self) -> dict[UUID, Grown]:
        """What the incomes of all a village's households come to."""
        found: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
        homes = Household.objects.visible_to(SYSTEM).order_by()
        if self.homes is not None and len(self.homes) <= MANY:
            homes = homes.filter(village__in=set(self.villages.values()))
        for key, of in homes.values_list(in_text("pk"), in_text("village_id")):
            home, village = id_read(key), id_read(of)
            if home in self.incomes:
                found[village][0] += self.incomes[home].now
                found[village][1] += self.incomes[home].before
        return {village: Grown(*sums) for village, sums in found.items()}


def _among(rows: QuerySet, column: str, keys: Collection[UUID] | None) -> QuerySet:  # type: ignore[type-arg]
    if keys is None or len(keys) > MANY:
        return rows
    return rows.filter(**{f"{column}__in": keys})

"""A household as forms are filled from it: ledger row, dated file, members and what was done for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import full_years
from lianxin.people.models import Area, Officer
from lianxin.plans.models import Measure
from lianxin.records.diary.models import Act, Kind
from lianxin.records.file.benefits import MedicalAid
from lianxin.records.file.income import Income
from lianxin.records.file.models import Livelihood, Support, Welfare
from lianxin.records.file.stated import Stated, stated
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import is_open
from lianxin.register.models import Household
from lianxin.register.queries import HouseholdFile, files

from ..households import Row, rows
from ..members import Member

BATCH = 100


@dataclass(slots=True)
class Kin(Member):
    """A member with everything that is stated of the person on the day."""

    livelihood: Livelihood | None = None
    support: Support | None = None
    welfare: Welfare | None = None
    relieved: bool = False
    day: date = date.min
    number: int = 0

    @property
    def cared(self) -> bool | None:
        """Whether there was relief in illness: as it is stated, else as the payments of the year tell."""
        said = self.welfare.medical_relief if self.welfare else None
        return True if said is None and self.relieved else said

    @property
    def age(self) -> int | None:
        born = self.person.born
        return full_years(born, self.day) if born else None


@dataclass
class Home:
    """``number`` is its place among the households that are filled in together."""

    row: Row
    file: HouseholdFile
    stated: Stated
    number: int
    people: list[Kin]
    town: str = ""
    county: str = ""
    needs: list[Need] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    visits: list[date] = field(default_factory=list)

    @property
    def household(self) -> Household:
        return self.file.household

    @property
    def head(self) -> Kin | None:
        return next((one for one in self.people if one.membership.is_head), None)

    @property
    def officer(self) -> Officer | None:
        pairing = self.file.responsible
        return pairing.officer if pairing else None

    @property
    def income(self) -> Income | None:
        """The household's figure of the latest year."""
        return next(iter(self.stated.leading), None)


def homes(actor: Actor, keys: Sequence[UUID], *, day: date, year: int) -> Iterator[Home]:
    """In the order asked, with a fixed number of queries for each hundred."""
    for start in range(0, len(keys), BATCH):
        yield from _batch(actor, list(keys[start : start + BATCH]), day, year, start)


def _batch(actor: Actor, keys: list[UUID], day: date, year: int, before: int) -> Iterator[Home]:
    found = files(actor, keys, day=day)
    told = stated(actor, found)
    lines = {row.household.pk: row for row in rows(actor, [it.household for it in found], day)}
    above = _above({it.household.village_id for it in found})
    made = {
        it.household.pk: Home(
            lines[it.household.pk],
            it,
            told[it.household.pk],
            before + place,
            _people(it, told[it.household.pk]),
            *above[it.household.village_id],
        )
        for place, it in enumerate(found, 1)
    }
    _needs(actor, made, day)
    _measures(actor, made, day)
    _visits(actor, made, day, year)
    yield from made.values()


def _people(file: HouseholdFile, told: Stated) -> list[Kin]:
    relieved = {
        one.person_id
        for one in told.benefits
        if isinstance(one, MedicalAid) and one.year == file.day.year and one.relief
    }
    return [
        Kin(
            one,
            told.conditions.get(one.person_id),
            told.livelihoods.get(one.person_id),
            told.supports.get(one.person_id),
            told.welfares.get(one.person_id),
            one.person_id in relieved,
            file.day,
            place,
        )
        for place, one in enumerate(file.members, 1)
    ]


def _above(villages: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Names of the town and the county above each village; areas are public."""
    rows_: Any = Area.objects.visible_to(SYSTEM).filter(pk__in=villages)
    return {
        one.pk: (
            one.parent.name if one.parent else "",
            one.parent.parent.name if one.parent and one.parent.parent else "",
        )
        for one in rows_.select_related("parent__parent")
    }


def _needs(actor: Actor, made: dict[UUID, Home], day: date) -> None:
    found = Need.objects.visible_to(actor).filter(is_open(day), household__in=made, opened__lte=day)
    for need in found.order_by("opened", "id"):
        made[need.household_id].needs.append(need)  # type: ignore[index]


def _measures(actor: Actor, made: dict[UUID, Home], day: date) -> None:
    """Those that had begun and were not dropped by then."""
    found = Measure.objects.visible_to(actor).filter(household__in=made, from_day__lte=day)
    for row in found.order_by("from_day", "id"):
        if row.dropped is None or row.dropped > day:
            made[row.household_id].measures.append(row)


def _visits(actor: Actor, made: dict[UUID, Home], day: date, year: int) -> None:
    """Days of the year's visits up to the day: once for each officer and day, as the figure counts."""
    found = Act.objects.visible_to(actor).filter(
        household__in=made, kind=Kind.VISIT, counts=True, year=year, day__lte=day
    )
    seen: dict[UUID, set[tuple[UUID, date]]] = defaultdict(set)
    for key, officer, on in found.order_by().values_list("household_id", "officer_id", "day"):
        seen[key].add((officer, on))
    for key, both in seen.items():
        made[key].visits = sorted(on for _officer, on in both)

"""The file as of a day: every kind of statement that holds, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.register.queries import HouseholdFile, holds, with_codes

from .benefits import BENEFITS, Benefit
from .income import Income
from .labels import FIELDS
from .models import (
    Allowance,
    Condition,
    Dwelling,
    HouseholdStatement,
    Insurance,
    Land,
    Livelihood,
    Living,
    PartyLife,
    PersonStatement,
    Position,
    Production,
    Service,
    Standing,
    Statement,
    Support,
    Welfare,
)
from .working import with_lines

HOUSEHOLD: dict[str, type[HouseholdStatement]] = {
    "standing": Standing,
    "living": Living,
    "dwelling": Dwelling,
    "land": Land,
    "production": Production,
    "allowance": Allowance,
    "position": Position,
}
PERSON: dict[str, type[PersonStatement]] = {
    "conditions": Condition,
    "livelihoods": Livelihood,
    "insurances": Insurance,
    "supports": Support,
    "welfares": Welfare,
    "party_lives": PartyLife,
    "services": Service,
}


@dataclass
class Stated:
    """What is stated of a household up to the day; the fields are what holds on it.

    ``told`` has every statement of each kind in the order in which they were made, ``earned`` every
    income; ``incomes`` are those that hold, by every rule set, the latest year first.
    """

    day: date
    standing: Standing | None = None
    living: Living | None = None
    dwelling: Dwelling | None = None
    land: Land | None = None
    production: Production | None = None
    allowance: Allowance | None = None
    position: Position | None = None
    incomes: list[Income] = field(default_factory=list)
    benefits: list[Benefit] = field(default_factory=list)
    conditions: dict[UUID, Condition] = field(default_factory=dict)
    livelihoods: dict[UUID, Livelihood] = field(default_factory=dict)
    insurances: dict[UUID, Insurance] = field(default_factory=dict)
    supports: dict[UUID, Support] = field(default_factory=dict)
    welfares: dict[UUID, Welfare] = field(default_factory=dict)
    party_lives: dict[UUID, PartyLife] = field(default_factory=dict)
    services: dict[UUID, Service] = field(default_factory=dict)
    told: dict[type[Statement], list[Any]] = field(default_factory=lambda: defaultdict(list))
    earned: list[Income] = field(default_factory=list)

    @property
    def leading(self) -> list[Income]:
        """The household's one figure of each year; the same choice as ``queries.leading``."""
        best: dict[int, Income] = {}
        for row in self.incomes:
            held = best.get(row.year)
            if _counts(row) and (held is None or _rank(row) > _rank(held)):
                best[row.year] = row
        return [best[year] for year in sorted(best, reverse=True)]


def _counts(row: Income) -> bool:
    return row.rule is None or row.rule.leading


def _rank(row: Income) -> date:
    return row.rule.from_day if row.rule else date.min


def stated(actor: Actor, files: Iterable[HouseholdFile]) -> dict[UUID, Stated]:
    """For each household what is stated of it and its members up to the day of the files."""
    files = list(files)
    if not files:
        return {}
    day = files[0].day
    found = {file.household.pk: Stated(day) for file in files}
    for name, kind in HOUSEHOLD.items():
        for row in _told(actor, kind, day, household__in=found):
            it = found[row.household_id]
            it.told[kind].append(row)
            if holds(row.from_day, row.until, day):
                setattr(it, name, row)
    _earned(actor, found, day)
    _benefits(actor, found, day)
    _members(actor, files, found, day)
    return found


def _benefits(actor: Actor, found: Mapping[UUID, Stated], day: date) -> None:
    for kind in BENEFITS.values():
        for row in _told(actor, kind, day, household__in=found):
            it = found[row.household_id]
            it.told[kind].append(row)
            if holds(row.from_day, row.until, day):
                it.benefits.append(row)


def _earned(actor: Actor, found: dict[UUID, Stated], day: date) -> None:
    rows = Income.objects.visible_to(actor).filter(household__in=found, from_day__lte=day)
    for row in with_lines(rows.order_by("from_day", "written_at", "id")):
        found[row.household_id].earned.append(row)
    for it in found.values():
        held = [row for row in it.earned if holds(row.from_day, row.until, day)]
        it.incomes = sorted(held, key=lambda row: (-row.year, not _counts(row), str(row.rule)))


def _members(
    actor: Actor, files: list[HouseholdFile], found: Mapping[UUID, Stated], day: date
) -> None:
    """Of members, and of who has left while they belonged to the household."""
    homes: dict[UUID, list[UUID]] = defaultdict(list)
    for file in files:
        for person in {one.person_id for one in (*file.members, *file.former)}:
            homes[person].append(file.household.pk)
    for name, kind in PERSON.items():
        for row in _told(actor, kind, day, person__in=homes):
            for home in homes[row.person_id]:
                found[home].told[kind].append(row)
                if holds(row.from_day, row.until, day):
                    getattr(found[home], name)[row.person_id] = row


def _told(actor: Actor, kind: type[Statement], day: date, **of: Any) -> list[Any]:
    """Statements up to the day in the order in which they were made, with author and codes."""
    rows = kind.objects.visible_to(actor).filter(from_day__lte=day, **of).select_related("author")
    found = list(rows.order_by("from_day", "written_at", "id"))
    with_codes(found, *codes_of(kind))
    return found


def codes_of(kind: type[Statement]) -> list[str]:
    """The fields of a kind that name a value of a code list."""
    names = FIELDS[kind]
    return [one.name for one in kind._meta.fields if one.name in names and one.is_relation]

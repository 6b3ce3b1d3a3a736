"""The file as of a day: every kind of statement that holds, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import in_force
from lianxin.register.queries import HouseholdFile

from .income import Income
from .labels import FIELDS
from .models import (
    Condition,
    Dwelling,
    HouseholdStatement,
    Land,
    Livelihood,
    Living,
    Standing,
    Statement,
)
from .working import with_lines

HOUSEHOLD: dict[str, type[HouseholdStatement]] = {
    "standing": Standing,
    "living": Living,
    "dwelling": Dwelling,
    "land": Land,
}


@dataclass
class Stated:
    """What holds of a household on the day; ``incomes`` by every rule set, the latest year first."""

    standing: Standing | None = None
    living: Living | None = None
    dwelling: Dwelling | None = None
    land: Land | None = None
    incomes: list[Income] = field(default_factory=list)
    conditions: dict[UUID, Condition] = field(default_factory=dict)
    livelihoods: dict[UUID, Livelihood] = field(default_factory=dict)

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
    """For each household what is stated of it and its members on the day of the files."""
    files = list(files)
    found = {file.household.pk: Stated() for file in files}
    if not files:
        return found
    day = files[0].day
    for name, kind in HOUSEHOLD.items():
        for row in _held(actor, kind, day).filter(household__in=found):
            setattr(found[row.household_id], name, row)
    rows = Income.objects.visible_to(actor).filter(in_force(day), household__in=found)
    for income in with_lines(rows.order_by("-year", "-rule__leading", "rule__name")):
        found[income.household_id].incomes.append(income)
    _members(actor, files, found, day)
    return found


def _members(
    actor: Actor, files: list[HouseholdFile], found: Mapping[UUID, Stated], day: date
) -> None:
    homes = [(one.person_id, file.household.pk) for file in files for one in file.members]
    people = {person for person, _home in homes}
    conditions = _by_person(_held(actor, Condition, day).filter(person__in=people))
    livelihoods = _by_person(_held(actor, Livelihood, day).filter(person__in=people))
    for person, home in homes:
        if person in conditions:
            found[home].conditions[person] = conditions[person]
        if person in livelihoods:
            found[home].livelihoods[person] = livelihoods[person]


def _by_person(rows: Iterable[Any]) -> dict[UUID, Any]:
    return {row.person_id: row for row in rows}


def _held(actor: Actor, kind: type[Statement], day: date) -> Any:
    """Statements in force with their author and codes."""
    rows = kind.objects.visible_to(actor).filter(in_force(day))
    return rows.select_related("author", *codes_of(kind))


def codes_of(kind: type[Statement]) -> list[str]:
    """The fields of a kind that name a value of a code list."""
    names = FIELDS[kind]
    return [one.name for one in kind._meta.fields if one.name in names and one.is_relation]

"""Which fields of a roster become which columns of the register.

A person's and a household's own columns are kept up in place; everything else is a dated statement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField

from lianxin.kernel.text import fold, initials
from lianxin.records.file.labels import FIELDS
from lianxin.records.file.models import (
    Condition,
    Dwelling,
    HouseholdStatement,
    Land,
    Livelihood,
    Living,
    PersonStatement,
    Production,
    Standing,
    Statement,
    Support,
    Welfare,
)

from .roster import RosterHousehold, RosterPerson

Values = tuple[Any, ...]
"""A statement's facts, in the order of its columns below."""

STANDING: Mapping[str, str] = {
    "category_id": "category",
    "lifted_year": "lifted_year",
    "watch_id": "watch",
    "risk_cleared": "risk_cleared",
    "identified": "identified",
    "risk_from": "risk_from",
    "risk_until": "risk_until",
    "cause_id": "causes",
    "causes": "causes",
}
LIVING: Mapping[str, str] = {"dangerous_house": "dangerous_house", "safe_water": "safe_water"}
CONDITION: Mapping[str, str] = {
    "education_id": "education",
    "schooling_id": "schooling",
    "health_id": "health",
    "labour_id": "labour",
    "work_months": "work_months",
    "illness_insurance": "illness_insurance",
    "identified": "person_identified",
    "mandarin": "mandarin",
    "not_at_school_id": "not_at_school",
}


def _whole(kind: type[Statement]) -> Mapping[str, str]:
    """Every field of a kind by its own name."""
    names = FIELDS[kind]
    return {it.attname: it.name for it in kind._meta.fields if it.name in names}


COLUMNS: Mapping[type[Statement], Mapping[str, str]] = {
    Standing: STANDING,
    Living: LIVING,
    Condition: CONDITION,
    Dwelling: _whole(Dwelling),
    Land: _whole(Land),
    Livelihood: _whole(Livelihood),
    Production: _whole(Production),
    Support: _whole(Support),
    Welfare: _whole(Welfare),
}
"""Column of the statement → the name by which ``RosterHousehold.told`` says the file has it."""

IN_PERSON = ("sex", "born", "ethnic_id", "party_id", "phone", "register_code")
"""Columns that a filled cell keeps up in place; an empty cell never erases who somebody is."""


def standing(h: RosterHousehold) -> Values:
    return (
        h.category,
        h.lifted_year,
        h.watch,
        h.risk_cleared,
        h.identified,
        h.risk_from,
        h.risk_until,
        h.causes[0] if h.causes else None,
        causes_text(h.causes),
    )


def living(h: RosterHousehold) -> Values:
    return (h.dangerous_house, h.safe_water)


def condition(p: RosterPerson) -> Values:
    return (
        p.education,
        p.schooling,
        p.health,
        p.labour,
        p.work_months,
        p.illness_insurance,
        p.identified,
        p.more.get("mandarin"),
        p.more.get("not_at_school"),
    )


MORE_OF_HOUSEHOLD: tuple[type[HouseholdStatement], ...] = (Dwelling, Land, Production)
MORE_OF_PERSON: tuple[type[PersonStatement], ...] = (Livelihood, Support, Welfare)
"""Kinds that only sheets with every field tell of."""


def more(model: type[Statement], said: RosterHousehold | RosterPerson) -> Values:
    """Of a kind that only sheets with every field tell of."""
    names = COLUMNS[model].values()
    return tuple(
        nothing if (value := said.more.get(name)) is None else value
        for name, nothing in zip(names, empty(model), strict=True)
    )


@lru_cache(maxsize=1000)
def tells(model: type[Statement], told: frozenset[str]) -> bool:
    """Whether the file has a column for any field of the kind."""
    return not told.isdisjoint(COLUMNS[model].values())


def in_person(p: RosterPerson) -> Values:
    return (p.sex, p.born, p.ethnic, p.party, p.phone, p.register_code)


def merged(model: type[Statement], told: frozenset[str], new: Values, old: Values | None) -> Values:
    """The file's facts where it has a column for them, what already held elsewhere."""
    if not _told_whole(model, told):
        kept, names = old or empty(model), COLUMNS[model].values()
        new = tuple(n if name in told else o for n, o, name in zip(new, kept, names, strict=True))
    settle = SETTLED.get(model)
    return new if settle is None else settle(dict(zip(COLUMNS[model].values(), new, strict=True)))


def _certificate(said: dict[str, Any]) -> Values:
    """The day of a certificate tells its year, unless the file now has another one."""
    issued, year = said["disability_issued"], said["disability_year"]
    if issued is not None and (year is None or year == issued.year):
        said["disability_year"] = None
    return tuple(said.values())


def _support(said: dict[str, Any]) -> Values:
    """Who is not supported has no way of it."""
    if said["supported"] is False:
        said |= {"way": None, "support_monthly": None, "care": None}
    return tuple(said.values())


SETTLED: Mapping[type[Statement], Callable[[dict[str, Any]], Values]] = {
    Livelihood: _certificate,
    Support: _support,
}


def changed(model: type[Statement], new: Values, old: Values | None) -> list[str]:
    """Names of the fields that become another value."""
    kept = old or empty(model)
    names = zip(COLUMNS[model], new, kept, strict=True)
    return [name.removesuffix("_id") for name, n, o in names if n != o]


@lru_cache(maxsize=100)
def _told_whole(model: type[Statement], told: frozenset[str]) -> bool:
    return told.issuperset(COLUMNS[model].values())


@cache
def empty(model: type[Statement]) -> Values:
    return tuple(_nothing(model, column) for column in COLUMNS[model])


def _nothing(model: type[Statement], column: str) -> Any:
    if column == "causes":
        return "[]"
    return "" if isinstance(model._meta.get_field(column.removesuffix("_id")), CharField) else None


@cache
def causes_text(causes: tuple[UUID, ...]) -> str:
    return json.dumps([str(cause) for cause in causes])


def same_name(one: str, other: str) -> bool:
    return one == other or fold(one) == fold(other)


def names(name: str) -> tuple[str, str, str]:
    """A name as the register keeps it: as written, folded for search, initials."""
    return name, fold(name), initials(name)

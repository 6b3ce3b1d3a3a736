"""Statements of the dated file as the API shows them, each with its day, source and author."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.records.file.change import changes
from lianxin.records.file.income import Income
from lianxin.records.file.known import completeness
from lianxin.records.file.labels import FIELDS, LAND
from lianxin.records.file.models import Condition, Livelihood, Standing, Statement, Welfare
from lianxin.records.file.quantities import AREA, MU
from lianxin.records.file.queries import code_names
from lianxin.records.file.stated import Stated
from lianxin.records.file.working import parts
from lianxin.register.models import Household
from lianxin.register.queries import sees_persons


def facts_of(actor: Actor, held: Stated) -> dict[str, Any]:
    """Every kind of statement; ``income`` is the one figure of each year, ``incomes`` all rule sets."""
    names = code_names("cause") if held.standing else {}
    return {
        "standing": held.standing and _standing(held.standing, names),
        "living": held.living and _fields(held.living),
        "dwelling": held.dwelling and _fields(held.dwelling),
        "land": held.land and _fields(held.land),
        "production": held.production and _fields(held.production),
        "income": [_income(row) for row in held.leading],
        "incomes": [_worked(row) for row in held.incomes],
    }


def judged(actor: Actor, household: Household, day: date) -> dict[str, Any]:
    """How well it is known and how it has changed; nothing for who does not see its members."""
    if not sees_persons(actor):
        return {"known": None, "change": None}
    known = completeness([household.pk], day)[household.pk]
    change = changes(actor, [household.pk], day)[household.pk]
    missing = [{"name": one.name, "title": one.title, "why": one.why} for one in known.missing]
    return {
        "known": {"percent": known.percent, "missing": missing},
        "change": {"state": change.state, "signs": [sign.text for sign in change.signs]},
    }


def condition(row: Condition) -> dict[str, Any]:
    return _fields(row)


def livelihood(row: Livelihood) -> dict[str, Any]:
    return _fields(row)


def welfare(row: Welfare) -> dict[str, Any]:
    return _fields(row)


def _said(row: Statement) -> dict[str, Any]:
    author = row.author.name if row.author else None
    return {"from_day": row.from_day, "source": row.source, "author": author}


def _fields(row: Statement) -> dict[str, Any]:
    names = [name for name in FIELDS[type(row)] if name != "causes"]
    return {**_said(row), **{name: _value(row, name) for name in names}}


def _value(row: Statement, name: str) -> Any:
    """Codes by their name, areas in 亩 and square metres."""
    value = getattr(row, name)
    if value is None or isinstance(value, bool | str | date):
        return value
    if isinstance(value, int):
        whole = MU if name in LAND else AREA if name == "house_area" else 1
        return value / whole if whole > 1 else value
    return value.name


def _standing(row: Standing, names: dict[str, str]) -> dict[str, Any]:
    main = str(row.cause_id or "")
    others = [names[one] for one in map(str, row.causes) if one in names and one != main]
    return {**_fields(row), "causes": others}


def _income(row: Income) -> dict[str, Any]:
    rule = row.rule.name if row.rule else None
    return {**_said(row), "year": row.year, "rule": rule, "per_head": row.per_head / 100}


def _worked(row: Income) -> dict[str, Any]:
    """Yuan, line by line; a line with sign −1 is taken off."""
    lines = [
        {"group": part.group, "name": line.name, "sign": line.sign, "amount": line.amount / 100}
        for part in parts(row)
        for line in part.lines
    ]
    net = None if row.net is None else row.net / 100
    return {**_income(row), "net": net, "people": row.people, "lines": lines}

"""Rosters as understood, built for tests: invented families of area 620599."""

from __future__ import annotations

from datetime import date
from functools import cache
from uuid import UUID

from lianxin.records.intake.roster import RosterHousehold, RosterPerson
from tests.cast import code, id_number

JULY = date(2026, 7, 1)
TODAY = date(2026, 7, 15)
EVERYTHING = frozenset(
    """group register_code phone category watch risk_cleared identified risk_from
    risk_until causes dangerous_house safe_water per_head education schooling health labour
    work_months illness_insurance person_identified""".split()
)


@cache
def number(order: int) -> str:
    return id_number(date(1940 + order % 70, 3, 14), order % 400, True)


def the(list_name: str, name: str) -> UUID:
    return code(list_name, name).pk


def person(name: str, relation: str = "户主", order: int = 1, **said) -> RosterPerson:
    held = number(order) if order else ""
    return RosterPerson(
        row=said.pop("row", 2 + order),
        name=name,
        relation=the("relation", relation),
        is_head=relation == "户主",
        id_number=said.pop("id_number", held),
        no_id_reason="" if order else "未办理",
        sex="1",
        health=said.pop("health", None) or the("health", "健康"),
        ethnic=the("ethnic", "汉族"),
        **said,
    )


def family(order: int = 1, size: int = 3, **said) -> RosterHousehold:
    """The family number ``order``: a head and sons, each with an ID number of their own."""
    first = order * 10
    members = [person(f"康润{order}", "户主", first)]
    members += [person(f"康小{order}之{n}", "之子", first + n) for n in range(1, size)]
    given = {
        "as_of": JULY,
        "group": "一社",
        "phone": "19900001234",
        "category": the("category", "脱贫户"),
        "causes": (the("cause", "因病"),),
        "dangerous_house": False,
        "safe_water": True,
        "per_head": 939500,
        "income_year": 2025,
        "told": EVERYTHING,
    }
    return RosterHousehold(row=first, members=members, **{**given, **said})

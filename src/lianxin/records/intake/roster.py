"""What a roster says, understood: plain values, no sheet and no database behind them.

``doors/sheets/roster`` makes these from a file; ``records/intake/actions`` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class RosterPerson:
    """One member. Codes are ids of ``register.Code`` rows; ``row`` is the sheet's own row number."""

    row: int
    name: str
    relation: UUID
    is_head: bool
    id_number: str = ""
    id_kind: str = "居民身份证"
    no_id_reason: str = ""
    sex: str = "0"
    born: date | None = None
    ethnic: UUID | None = None
    party: UUID | None = None
    phone: str = ""
    register_code: str = ""
    education: UUID | None = None
    schooling: UUID | None = None
    health: UUID | None = None
    labour: UUID | None = None
    work_months: int | None = None
    illness_insurance: bool | None = None
    identified: date | None = None
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RosterHousehold:
    """One household with its members; ``as_of`` is the day its facts hold from.

    ``per_head`` is net income per head in fen, ``income_year`` the year it is stated for.
    ``told`` names the fields for which the file has a column, so an absent column never blanks a fact;
    a member's field that the household has too is told as person_phone, person_identified,
    person_register_code. ``sound`` is false where a row of the household has a problem: it may be
    shown and set aside, never written. ``more`` holds what only sheets with every field tell, by the names
    of the file's own fields (house, land, work, insurance). ``sheet`` is the name of its sheet in the file.
    """

    row: int
    as_of: date
    group: str = ""
    register_code: str = ""
    phone: str = ""
    category: UUID | None = None
    lifted_year: int | None = None
    watch: UUID | None = None
    risk_cleared: bool | None = None
    identified: date | None = None
    risk_from: date | None = None
    risk_until: date | None = None
    causes: tuple[UUID, ...] = ()
    dangerous_house: bool | None = None
    safe_water: bool | None = None
    per_head: int | None = None
    income_year: int | None = None
    members: list[RosterPerson] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    sheet: str = ""
    sound: bool = True


@dataclass(slots=True)
class LeftOut:
    """A household that the office sets aside: its cells as read, by header, and what is wrong in them.

    ``problems`` are problems as JSON (code, message, row, column, …). ``numbers``: the members' ID
    numbers, as far as they are right; by them and by its code a household is known again.
    """

    head: str
    rows: list[int]
    cells: list[dict[str, str]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    register_code: str = ""
    numbers: tuple[str, ...] = ()

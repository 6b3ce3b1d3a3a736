"""What the API answers, field by field. ID numbers are never in it: their last four characters are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import ConfigDict, Field

Day = Annotated[date, Field(examples=["2026-07-15"])]
Id = Annotated[UUID, Field(examples=["019b0000-0000-7000-8000-000000000001"])]
Sex = Literal["male", "female", "unknown"]


class ProblemShape(Schema):
    model_config = ConfigDict(extra="allow")
    code: str = Field(examples=["action.absent"])
    message: str
    field: str | None


class Problems(Schema):
    problems: list[ProblemShape]


class Health(Schema):
    status: str = Field(examples=["ok"])
    version: str = Field(examples=["0.1.0"])
    database: str = Field(examples=["sqlite"])


class Place(Schema):
    id: Id
    code: str = Field(examples=["620524101901"])
    name: str = Field(examples=["阳坡村"])


class AreaShape(Place):
    level: str = Field(examples=["village"])
    parent: UUID | None
    provisional: bool


class AreaPage(Schema):
    items: list[AreaShape]
    next: str | None


class OfficerShape(Schema):
    id: Id
    name: str = Field(examples=["田立新"])
    unit: str = Field(examples=["市自然资源执法支队"])


class HouseholdShape(Schema):
    id: Id
    number: str = Field(examples=["1-001"])
    village: Place
    group: str | None = Field(examples=["一社"])
    head: str | None = Field(examples=["康润生"])
    members: int | None = Field(examples=[4])
    phone: str = Field(examples=["19900001234"])
    officer: OfficerShape | None
    category: str | None = Field(examples=["脱贫户"])
    watch: str | None = Field(examples=["脱贫不稳定户"])
    opened: Day
    closed: date | None
    rev: int


class HouseholdPage(Schema):
    items: list[HouseholdShape]
    next: str | None


class ConditionShape(Schema):
    from_day: Day
    education: str | None
    schooling: str | None
    health: str | None
    labour: str | None
    work_months: int | None
    illness_insurance: bool | None


class MemberShape(Schema):
    id: Id
    household: Id
    name: str = Field(examples=["康润生"])
    relation: str = Field(examples=["户主"])
    head: bool
    id_number: str = Field(description=_("只有末四位"), examples=["…1997"])
    no_id_reason: str
    sex: Sex
    born: date | None
    died: date | None
    ethnic: str | None
    party: str | None
    phone: str
    from_day: Day
    until: date | None
    condition: ConditionShape | None


class MemberList(Schema):
    items: list[MemberShape]


class MemberPage(MemberList):
    next: str | None


class PairingShape(Schema):
    id: Id
    officer: OfficerShape
    responsible: bool
    from_day: Day
    until: date | None
    reason: str


class StandingShape(Schema):
    from_day: Day
    category: str | None
    watch: str | None
    risk_cleared: bool | None
    cause: str | None


class LivingShape(Schema):
    from_day: Day
    dangerous_house: bool | None
    safe_water: bool | None


class IncomeShape(Schema):
    from_day: Day
    year: int = Field(examples=[2025])
    per_head: float = Field(description=_("人均纯收入，元"), examples=[13860.5])


class Facts(Schema):
    standing: StandingShape | None
    living: LivingShape | None
    income: list[IncomeShape]


class HouseholdFile(HouseholdShape):
    as_of: Day
    people: list[MemberShape]
    pairings: list[PairingShape]
    facts: Facts


class LedgerPage(Schema):
    columns: dict[str, str] = Field(examples=[{"number": "户号", "income": "人均纯收入"}])
    items: list[dict[str, Any]] = Field(examples=[[{"number": "1-001", "income": 13860.5}]])
    next: str | None


class FigureList(Schema):
    village: str | None = Field(examples=["阳坡村"])
    year: int = Field(examples=[2026])
    figures: dict[str, float | int | None] = Field(examples=[{"households": 64}])
    definitions: dict[str, str] = Field(examples=[{"households": "…"}])


REFUSALS: dict[Any, Any] = {frozenset({401, 404, 405, 422}): Problems}


def answers(shape: Any) -> dict[Any, Any]:
    """An operation's documented answers: its own, and the refusals that every operation can give."""
    return {200: shape, **REFUSALS}

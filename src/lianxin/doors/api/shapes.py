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


class Said(Schema):
    """From which day a statement holds, from what source and by whom."""

    from_day: Day
    source: Literal["import", "office", "officer", "village"]
    author: str | None = Field(examples=["何晓燕"])


class ConditionShape(Said):
    education: str | None
    schooling: str | None
    health: str | None
    labour: str | None
    work_months: int | None
    illness_insurance: bool | None
    identified: date | None
    mandarin: bool | None
    not_at_school: str | None = Field(description=_("义务教育阶段为什么没上学"))


class LivelihoodShape(Said):
    doing: str = Field(examples=["在家务农、养牛"])
    work_region: str | None
    employer: str
    abroad: bool | None
    public_post: str
    public_post_months: int | None
    jobless_graduate: str = Field(description=_("大专或本科毕业没就业的原因"))
    stay_months: int | None = Field(description=_("一年在家住几个月"))
    disability: str | None
    disability_level: str | None
    medical_insurance: bool | None
    pension: bool | None


class WelfareShape(Said):
    """低保、特困以外的保障，健康方面的帮扶."""

    minimum: bool | None = Field(description=_("本人吃低保"))
    orphaned: bool | None = Field(description=_("事实无人抚养儿童"))
    employee_medical: bool | None
    commercial_medical: bool | None
    employee_pension: bool | None
    accident_insurance: bool | None
    medical_relief: bool | None
    health_help: bool | None


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
    livelihood: LivelihoodShape | None
    welfare: WelfareShape | None


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


class StandingShape(Said):
    category: str | None
    watch: str | None
    risk_cleared: bool | None
    identified: date | None
    risk_from: date | None
    risk_until: date | None
    cause: str | None
    causes: list[str] = Field(description=_("主要原因以外的"))


class LivingShape(Said):
    dangerous_house: bool | None
    safe_water: bool | None


class DwellingShape(Said):
    rooms: int | None
    house_area: float | None = Field(description=_("平方米"))
    structure: str | None
    house_grade: str | None
    toilet: bool | None
    power: bool | None
    business_power: bool | None
    broadcast: bool | None
    fuel: str | None
    road: str | None
    road_metres: int | None


class LandShape(Said):
    """亩."""

    arable: float | None = Field(description=_("亩"), examples=[8.4])
    arable_certified: float | None
    irrigated: float | None
    dry: float | None
    paddy: float | None
    forest: float | None
    forest_certified: float | None
    returned: float | None
    orchard: float | None
    orchard_certified: float | None
    pasture: float | None
    pasture_certified: float | None
    water: float | None


class ProductionShape(Said):
    """生产组织."""

    cooperative: bool | None
    company: bool | None
    leader: bool | None
    business_help: str = Field(description=_("到户产业帮扶类型"))


class IncomeShape(Said):
    year: int = Field(examples=[2025])
    rule: str | None = Field(description=_("口径；名册上的数没有"))
    per_head: float = Field(description=_("人均纯收入，元"), examples=[13860.5])


class IncomeLine(Schema):
    group: Literal["wage", "business", "property", "transfer"]
    name: str
    sign: Literal[1, -1]
    amount: float


class WorkedIncome(IncomeShape):
    net: float | None
    people: int | None
    lines: list[IncomeLine]


class Facts(Schema):
    standing: StandingShape | None
    living: LivingShape | None
    dwelling: DwellingShape | None
    land: LandShape | None
    production: ProductionShape | None
    income: list[IncomeShape] = Field(description=_("每年一个数：作准的口径，没有就用名册的"))
    incomes: list[WorkedIncome] = Field(description=_("各口径并排，带分项"))


class MissingItem(Schema):
    name: str = Field(examples=["land"])
    title: str
    why: str


class KnownShape(Schema):
    percent: int
    missing: list[MissingItem]


class ChangeShape(Schema):
    state: Literal["better", "same", "worse"]
    signs: list[str]


class HouseholdFile(HouseholdShape):
    as_of: Day
    people: list[MemberShape]
    pairings: list[PairingShape]
    facts: Facts
    known: KnownShape | None
    change: ChangeShape | None


class LedgerPage(Schema):
    columns: dict[str, str] = Field(examples=[{"number": "户号", "income": "人均纯收入"}])
    items: list[dict[str, Any]] = Field(examples=[[{"number": "1-001", "income": 13860.5}]])
    next: str | None


class FigureList(Schema):
    village: str | None = Field(examples=["阳坡村"])
    year: int = Field(examples=[2026])
    figures: dict[str, float | int | None] = Field(examples=[{"households": 64}])
    definitions: dict[str, str] = Field(examples=[{"households": "…"}])


class ReportLine(Schema):
    name: str = Field(examples=["results"])
    title: str = Field(examples=["帮扶工作情况报告"])


class ReportList(Schema):
    items: list[ReportLine]


REFUSALS: dict[Any, Any] = {frozenset({401, 404, 405, 422}): Problems}


def answers(shape: Any) -> dict[Any, Any]:
    """An operation's documented answers: its own, and the refusals that every operation can give."""
    return {200: shape, **REFUSALS}

"""Columns of the ledgers of households and members, declared once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.plans.models import Measure
from lianxin.records.file.models import (
    Allowance,
    Insurance,
    Livelihood,
    PartyLife,
    Service,
    Standing,
    Statement,
    Support,
    Welfare,
)
from lianxin.records.file.queries import code_names
from lianxin.register.models import Membership, Pairing, Person

from .columns import Column
from .lines import Line
from .members import sex_name
from .numbers import certified
from .record_columns import HEAD, NUMBER, VILLAGE, day, text

GROUP = Column(
    "group",
    _("社"),
    lambda line: str((line.household and line.household.group) or ""),
    width=8,
    sort=False,
)
HOME = (VILLAGE, NUMBER, HEAD, GROUP)


def said(
    kind: type[Statement],
    name: str,
    title: Any,
    how: str = "text",
    width: int = 12,
    adds: bool = False,
    mask: str = "",
) -> Column:
    """A field of the statement that stands beside the row."""

    def read(line: Line) -> Any:
        value = getattr(line.told.get(kind), name, None)
        if isinstance(value, bool):
            return _now("是") if value else _now("否")
        if how in {"number", "money", "day"}:
            return value
        return "" if value is None else str(value)

    return Column(name, title, read, how, width, kind, sort=False, mask=mask, adds=adds)


def _person(name: str, title: Any, read: Callable[[Any], Any], **more: Any) -> Column:
    return Column(name, title, lambda line: read(line.it.person), sort=False, needs=Person, **more)


def risks(line: Line) -> str:
    """Every cause by its name, the main one first."""
    row = line.told.get(Standing)
    listed = getattr(row, "causes", None) or ()
    names = code_names("cause") if listed else {}
    return _now("、").join(names[str(one)] for one in listed if str(one) in names)


def _risk_state(line: Line) -> str:
    row = line.told.get(Standing)
    return _now("已消除") if row is not None and row.risk_cleared else _now("风险未消除")


def certificate(line: Line) -> str:
    """The certificate of a disability: the ID number, then the kind and the grade."""
    tail, kind = line.it.person.id_tail, certified(line)
    return f"…{tail}{kind}" if tail and kind else ""


def _month(value: date | None) -> str:
    return f"{value:%Y-%m}" if value else ""


NAME = Column(
    "name",
    _("姓名"),
    lambda line: line.it.person.name,
    width=10,
    needs=Person,
    sort=False,
    mask="name",
)
WHO = (
    *HOME,
    NAME,
    _person("sex", _("性别"), lambda p: sex_name(p.sex), width=6),
    _person("born", _("出生日期"), lambda p: p.born, kind="day", mask="born"),
    Column(
        "id_number",
        _("证件号码"),
        lambda line: f"…{line.it.person.id_tail}" if line.it.person.id_tail else "",
        width=20,
        needs=Person,
        sort=False,
        mask="hide",
        whole="id_number",
    ),
)
PHONE = _person("phone", _("电话"), lambda p: p.phone, width=14, usual=False, mask="phone")
LIFTED = (
    *HOME,
    said(Standing, "lifted_year", _("脱贫年度"), "number", 8),
    said(Standing, "cause", _("主要致贫原因"), width=14),
    Column(
        "officer", _("帮扶责任人"), lambda line: line.officers, width=10, needs=Pairing, sort=False
    ),
    Column(
        "measures",
        _("帮扶措施"),
        lambda line: _now("；").join(line.measures),
        width=36,
        needs=Measure,
        sort=False,
        mask="hide",
    ),
)
MONITORED = (
    *HOME,
    said(Standing, "watch", _("监测对象类别"), width=16),
    Column("risks", _("风险类型"), risks, width=20, needs=Standing, sort=False),
    Column(
        "risk_from",
        _("识别时间"),
        lambda line: _month(getattr(line.told.get(Standing), "risk_from", None)),
        width=10,
        needs=Standing,
        sort=False,
    ),
    Column("risk_state", _("状态"), _risk_state, width=10, needs=Standing, sort=False),
    Column(
        "risk_until",
        _("消除时间"),
        lambda line: _month(getattr(line.told.get(Standing), "risk_until", None)),
        width=10,
        needs=Standing,
        sort=False,
    ),
    Column(
        "officer", _("帮扶责任人"), lambda line: line.officers, width=10, needs=Pairing, sort=False
    ),
)
ALLOWANCE = (
    *HOME,
    said(Allowance, "people", _("低保人数"), "number", 8, adds=True),
    said(Allowance, "monthly", _("月金额"), "money", adds=True),
    said(Allowance, "grade", _("低保类别"), width=10),
    said(Allowance, "from_day", _("从哪天起"), "day"),
)
SUPPORT = (
    *WHO,
    said(Support, "way", _("供养方式")),
    said(Support, "support_monthly", _("月金额"), "money", adds=True),
    said(Support, "care", _("护理等级"), width=10, mask="hide"),
)
DISABILITY = (
    *WHO,
    Column(
        "certificate",
        _("残疾证号"),
        certificate,
        width=24,
        needs=Livelihood,
        sort=False,
        mask="hide",
        whole="certificate",
    ),
    said(Livelihood, "disability", _("残疾类别"), width=10, mask="hide"),
    said(Livelihood, "disability_level", _("残疾等级"), width=10, mask="hide"),
    said(Livelihood, "disability_issued", _("发证日期"), "day", mask="hide"),
)
PARTY = (
    *WHO,
    _person("party", _("政治面貌"), lambda p: str(p.party or "")),
    said(PartyLife, "party_joined", _("入党日期"), "day"),
    said(PartyLife, "party_post", _("党内职务")),
    said(PartyLife, "party_branch", _("组织关系"), width=24),
    PHONE,
)
VETERANS = (
    *WHO,
    said(Service, "enlisted", _("入伍日期"), "day"),
    said(Service, "discharged", _("退役日期"), "day"),
    said(Service, "special_care", _("优抚类别"), width=20),
    said(Service, "plaque", _("光荣牌"), width=8),
    PHONE,
)
WORK = (
    *WHO,
    said(Livelihood, "work_region", _("务工地点")),
    said(Livelihood, "employer", _("务工单位"), width=20),
    said(Livelihood, "trade", _("工种")),
    said(Livelihood, "wage", _("月收入"), "money"),
    said(Livelihood, "work_from", _("务工开始"), "day"),
    said(Livelihood, "work_until", _("务工结束"), "day"),
    said(Livelihood, "abroad", _("国外务工"), width=10),
    said(Livelihood, "public_post", _("公益性岗位")),
    said(Livelihood, "public_post_months", _("公益性岗位月数"), "number", 14),
    PHONE,
)
MEDICAL = (
    *WHO,
    said(Insurance, "medical_year", _("医保年度"), "number", 8),
    said(Livelihood, "medical_insurance", _("参加医保"), width=8),
    said(Insurance, "medical_tier", _("医保档次")),
    said(Insurance, "medical_amount", _("医保缴费"), "money", adds=True),
    said(Insurance, "medical_paid", _("医保缴费日期"), "day"),
    said(Welfare, "employee_medical", _("职工医保"), width=10),
    said(Welfare, "commercial_medical", _("商业补充医疗保险"), width=16),
)
PENSION = (
    *WHO,
    said(Insurance, "pension_year", _("养老年度"), "number", 8),
    said(Livelihood, "pension", _("参加养老保险"), width=8),
    said(Insurance, "pension_tier", _("养老缴费档次"), "money"),
    said(Insurance, "pension_amount", _("养老缴费"), "money", adds=True),
    said(Insurance, "pension_drawn", _("是否领养老金"), width=8),
    said(Insurance, "pension_monthly", _("月养老金"), "money", adds=True),
    said(Welfare, "employee_pension", _("职工养老保险"), width=12),
)


def _paid(name: str, title: Any, adds: bool = True) -> Column:
    return Column(
        name,
        title,
        lambda line: getattr(line.it, name),
        "money",
        12,
        sort=False,
        adds=adds,
        of="row",
    )


YEAR = Column("year", _("年度"), lambda line: line.it.year, "number", 8, sort=False, of="row")
FOR_WHOM = Column(
    "name",
    _("姓名"),
    lambda line: line.it.person.name,
    width=10,
    needs=Membership,
    sort=False,
    mask="name",
)
SUBSIDIES = (
    *HOME,
    text("subsidy", _("补贴类型"), width=16),
    YEAR,
    Column(
        "area",
        _("补贴面积（亩）"),
        lambda line: None if line.it.area is None else line.it.area / 100,
        "decimal",
        10,
        sort=False,
        adds=True,
        of="row",
    ),
    _paid("amount", _("金额")),
    text("subsidy_state", _("发放状态"), width=10),
    day("paid", _("发放日期")),
)
STUDY_AIDS = (
    *HOME,
    FOR_WHOM,
    text("stage", _("学段"), width=8),
    text("study_aid", _("资助类型")),
    YEAR,
    text("term", _("学期"), width=8),
    _paid("amount", _("金额")),
)
MEDICAL_AIDS = (
    *HOME,
    FOR_WHOM,
    text("illness", _("疾病"), width=20, mask="hide"),
    day("treated", _("治疗日期")),
    _paid("total", _("总费用")),
    _paid("insured", _("医保报销")),
    _paid("relief", _("大病救助")),
    _paid("own", _("自付")),
)

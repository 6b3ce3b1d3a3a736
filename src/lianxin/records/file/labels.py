"""What each field of a statement is called, and how its value is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.money import yuan

from .benefits import Benefit, MedicalAid, StudyAid, Subsidy
from .models import (
    MILLIONTHS,
    Allowance,
    Condition,
    Dwelling,
    Insurance,
    Land,
    Livelihood,
    Living,
    PartyLife,
    Position,
    Production,
    Service,
    Standing,
    Statement,
    Support,
    Welfare,
)
from .quantities import AREA, MU, written

STANDING = {
    "category": gettext_lazy("户类型"),
    "lifted_year": gettext_lazy("脱贫年度"),
    "watch": gettext_lazy("监测类别"),
    "risk_cleared": gettext_lazy("风险是否消除"),
    "identified": gettext_lazy("认定日期"),
    "risk_from": gettext_lazy("风险识别月份"),
    "risk_until": gettext_lazy("风险消除月份"),
    "cause": gettext_lazy("主要致贫原因"),
    "causes": gettext_lazy("其他致贫原因"),
}
LIVING = {"dangerous_house": gettext_lazy("是否危房"), "safe_water": gettext_lazy("饮水是否安全")}
DWELLING = {
    "rooms": gettext_lazy("房屋间数"),
    "house_area": gettext_lazy("住房面积"),
    "structure": gettext_lazy("房屋结构"),
    "house_grade": gettext_lazy("住房等级"),
    "toilet": gettext_lazy("卫生厕所"),
    "power": gettext_lazy("通生活用电"),
    "business_power": gettext_lazy("通生产用电"),
    "broadcast": gettext_lazy("通广播电视"),
    "fuel": gettext_lazy("主要燃料"),
    "road": gettext_lazy("入户路"),
    "road_metres": gettext_lazy("离主干路"),
}
LAND = {
    "arable": gettext_lazy("耕地"),
    "arable_certified": gettext_lazy("耕地确权面积"),
    "irrigated": gettext_lazy("水浇地"),
    "dry": gettext_lazy("旱地"),
    "paddy": gettext_lazy("水田"),
    "forest": gettext_lazy("林地"),
    "forest_certified": gettext_lazy("林地确权面积"),
    "returned": gettext_lazy("退耕还林"),
    "orchard": gettext_lazy("林果"),
    "orchard_certified": gettext_lazy("林果确权面积"),
    "pasture": gettext_lazy("牧草地"),
    "pasture_certified": gettext_lazy("牧草地确权面积"),
    "water": gettext_lazy("水面"),
}
PRODUCTION = {
    "cooperative": gettext_lazy("加入合作社"),
    "company": gettext_lazy("龙头企业带动"),
    "leader": gettext_lazy("致富带头人带动"),
    "business_help": gettext_lazy("到户产业帮扶类型"),
}
ALLOWANCE = {
    "people": gettext_lazy("低保人数"),
    "monthly": gettext_lazy("低保月金额"),
    "grade": gettext_lazy("低保类别"),
}
POSITION = {
    "latitude": gettext_lazy("纬度"),
    "longitude": gettext_lazy("经度"),
    "datum": gettext_lazy("从哪种地图上看来的"),
}
CONDITION = {
    "education": gettext_lazy("文化程度"),
    "schooling": gettext_lazy("在校生状况"),
    "health": gettext_lazy("健康状况"),
    "labour": gettext_lazy("劳动技能"),
    "work_months": gettext_lazy("务工月数"),
    "illness_insurance": gettext_lazy("大病保险"),
    "identified": gettext_lazy("认定日期"),
    "mandarin": gettext_lazy("会讲普通话"),
    "not_at_school": gettext_lazy("未上学原因"),
}
LIVELIHOOD = {
    "doing": gettext_lazy("现在做什么"),
    "work_region": gettext_lazy("务工地点"),
    "employer": gettext_lazy("务工单位"),
    "trade": gettext_lazy("工种"),
    "wage": gettext_lazy("月收入"),
    "work_from": gettext_lazy("务工开始"),
    "work_until": gettext_lazy("务工结束"),
    "abroad": gettext_lazy("国外务工"),
    "public_post": gettext_lazy("公益性岗位"),
    "public_post_months": gettext_lazy("公益性岗位月数"),
    "jobless_graduate": gettext_lazy("毕业生未就业原因"),
    "stay_months": gettext_lazy("一年在家住几个月"),
    "disability": gettext_lazy("残疾类别"),
    "disability_level": gettext_lazy("残疾等级"),
    "disability_issued": gettext_lazy("残疾证发证日期"),
    "disability_year": gettext_lazy("残疾证办证年度"),
    "medical_insurance": gettext_lazy("参加医保"),
    "pension": gettext_lazy("参加养老保险"),
}
INSURANCE = {
    "medical_year": gettext_lazy("医保年度"),
    "medical_tier": gettext_lazy("医保档次"),
    "medical_amount": gettext_lazy("医保缴费"),
    "medical_paid": gettext_lazy("医保缴费日期"),
    "pension_year": gettext_lazy("养老年度"),
    "pension_tier": gettext_lazy("养老缴费档次"),
    "pension_amount": gettext_lazy("养老缴费"),
    "pension_drawn": gettext_lazy("是否领养老金"),
    "pension_monthly": gettext_lazy("月养老金"),
}
SUPPORT = {
    "supported": gettext_lazy("特困供养人员"),
    "way": gettext_lazy("特困供养方式"),
    "support_monthly": gettext_lazy("供养月金额"),
    "care": gettext_lazy("护理等级"),
}
WELFARE = {
    "minimum": gettext_lazy("本人吃低保"),
    "orphaned": gettext_lazy("事实无人抚养儿童"),
    "employee_medical": gettext_lazy("职工医保"),
    "commercial_medical": gettext_lazy("商业补充医疗保险"),
    "employee_pension": gettext_lazy("职工养老保险"),
    "accident_insurance": gettext_lazy("人身意外保险补贴"),
    "medical_relief": gettext_lazy("接受医疗救助"),
    "health_help": gettext_lazy("接受其他健康扶贫"),
}
"""Yes or no, each of them."""
PARTY_LIFE = {
    "party_joined": gettext_lazy("入党日期"),
    "party_post": gettext_lazy("党内职务"),
    "party_branch": gettext_lazy("组织关系"),
}
SERVICE = {
    "enlisted": gettext_lazy("入伍日期"),
    "discharged": gettext_lazy("退役日期"),
    "special_care": gettext_lazy("优抚类别"),
    "plaque": gettext_lazy("光荣牌"),
}
SUBSIDY = {
    "subsidy": gettext_lazy("补贴类型"),
    "year": gettext_lazy("年度"),
    "area": gettext_lazy("补贴面积"),
    "amount": gettext_lazy("金额"),
    "subsidy_state": gettext_lazy("发放状态"),
    "paid": gettext_lazy("发放日期"),
}
STUDY_AID = {
    "stage": gettext_lazy("学段"),
    "study_aid": gettext_lazy("资助类型"),
    "year": gettext_lazy("年度"),
    "term": gettext_lazy("学期"),
    "amount": gettext_lazy("金额"),
}
MEDICAL_AID = {
    "illness": gettext_lazy("疾病"),
    "treated": gettext_lazy("治疗日期"),
    "total": gettext_lazy("总费用"),
    "insured": gettext_lazy("医保报销"),
    "relief": gettext_lazy("大病救助"),
}
FIELDS: Mapping[type[Statement], dict[str, Any]] = MappingProxyType(
    {
        Standing: STANDING,
        Living: LIVING,
        Dwelling: DWELLING,
        Land: LAND,
        Production: PRODUCTION,
        Allowance: ALLOWANCE,
        Position: POSITION,
        Condition: CONDITION,
        Livelihood: LIVELIHOOD,
        Insurance: INSURANCE,
        Support: SUPPORT,
        Welfare: WELFARE,
        PartyLife: PARTY_LIFE,
        Service: SERVICE,
        Subsidy: SUBSIDY,
        StudyAid: STUDY_AID,
        MedicalAid: MEDICAL_AID,
    }
)
"""Every field of every kind, in the order in which pages show them."""
BENEFIT_TITLES: Mapping[type[Benefit], Any] = MappingProxyType(
    {
        Subsidy: gettext_lazy("惠民补贴"),
        StudyAid: gettext_lazy("教育资助"),
        MedicalAid: gettext_lazy("医疗救助"),
    }
)
MONTHS = {"risk_from", "risk_until"}
MONEY = {
    *("monthly", "wage", "medical_amount", "pension_tier", "pension_amount"),
    *("pension_monthly", "support_monthly", "amount", "total", "insured", "relief"),
}
"""Fields that hold fen."""
YEARS = {"lifted_year", "medical_year", "pension_year", "disability_year", "year"}
DEGREES = {"latitude", "longitude"}
"""Fields that hold millionths of a degree."""
IN_MONTHS = {"work_months", "public_post_months", "stay_months"}
"""Fields that hold how many months of a year."""


def told(row: Statement | None, name: str, causes: Mapping[str, str]) -> str:
    """A field's value in the reader's words; ``causes`` are the names of the codes of causes."""
    value = getattr(row, name, None)
    if name == "causes":
        main = str(getattr(row, "cause_id", ""))
        others = (str(one) for one in value or () if str(one) != main)
        return _("、").join(causes[one] for one in others if one in causes)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()[: 7 if name in MONTHS else 10]
    if isinstance(row, Land) or name == "area":
        return _("%s 亩") % written(value, MU)
    return _measured(name, value)


def _measured(name: str, value: Any) -> str:
    if name in MONEY:
        return _("%s 元") % yuan(value)
    if name == "people":
        return _("%s 人") % str(value)
    if name == "house_area":
        return _("%s 平方米") % written(value, AREA)
    if name == "road_metres":
        return _("%s 米") % str(value)
    if name in IN_MONTHS:
        return _("%s 个月") % str(value)
    if name in DEGREES:
        return _("%s 度") % written(value, MILLIONTHS)
    if name == "rooms":
        return _("%s 间") % str(value)
    return str(getattr(value, "told", value))

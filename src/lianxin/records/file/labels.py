"""What each field of a statement is called, and how its value is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Condition, Dwelling, Land, Livelihood, Living, Standing, Statement
from .quantities import AREA, MU, written

STANDING = {
    "category": gettext_lazy("户类型"),
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
CONDITION = {
    "education": gettext_lazy("文化程度"),
    "schooling": gettext_lazy("在校生状况"),
    "health": gettext_lazy("健康状况"),
    "labour": gettext_lazy("劳动技能"),
    "work_months": gettext_lazy("务工月数"),
    "illness_insurance": gettext_lazy("大病保险"),
    "identified": gettext_lazy("认定日期"),
}
LIVELIHOOD = {
    "doing": gettext_lazy("现在做什么"),
    "work_region": gettext_lazy("务工地点"),
    "employer": gettext_lazy("务工单位"),
    "disability": gettext_lazy("残疾类别"),
    "disability_level": gettext_lazy("残疾等级"),
    "medical_insurance": gettext_lazy("参加医保"),
    "pension": gettext_lazy("参加养老保险"),
}
FIELDS: Mapping[type[Statement], dict[str, Any]] = MappingProxyType(
    {
        Standing: STANDING,
        Living: LIVING,
        Dwelling: DWELLING,
        Land: LAND,
        Condition: CONDITION,
        Livelihood: LIVELIHOOD,
    }
)
"""Every field of every kind, in the order in which pages show them."""
MONTHS = {"risk_from", "risk_until"}


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
    if isinstance(row, Land):
        return _("%s 亩") % written(value, MU)
    return _measured(name, value)


def _measured(name: str, value: Any) -> str:
    if name == "house_area":
        return _("%s 平方米") % written(value, AREA)
    if name == "road_metres":
        return _("%s 米") % str(value)
    if name == "rooms":
        return _("%s 间") % str(value)
    return str(getattr(value, "told", value))

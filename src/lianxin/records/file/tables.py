"""Rule sets of income that come with the product: the national register's, and the stated-people one."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .income import IncomeItem, IncomeRule

SINCE = date(2012, 1, 1)
REGISTER = _("国家系统口径")
SIMPLE = _("住户常住口径")
Group = IncomeItem.Group
LINES = (
    (_("公益性岗位收入"), Group.WAGE, 1),
    (_("其他工资性收入"), Group.WAGE, 1),
    (_("种植收入"), Group.BUSINESS, 1),
    (_("养殖收入"), Group.BUSINESS, 1),
    (_("其他经营收入"), Group.BUSINESS, 1),
    (_("生产经营性支出"), Group.BUSINESS, -1),
    (_("专项用于减少生产经营性支出的补贴"), Group.BUSINESS, 1),
    (_("资产收益分红"), Group.PROPERTY, 1),
    (_("其他财产性收入"), Group.PROPERTY, 1),
    (_("最低生活保障金"), Group.TRANSFER, 1),
    (_("特困人员救助供养金"), Group.TRANSFER, 1),
    (_("养老金或离退休金"), Group.TRANSFER, 1),
    (_("计划生育金"), Group.TRANSFER, 1),
    (_("生态补偿金"), Group.TRANSFER, 1),
    (_("产业奖励"), Group.TRANSFER, 1),
    (_("就业奖励"), Group.TRANSFER, 1),
    (_("其他转移性收入"), Group.TRANSFER, 1),
)
RULES = (
    (REGISTER, IncomeRule.Denominator.REGISTERED, True, "全国防返贫监测信息系统住户信息字段"),
    (SIMPLE, IncomeRule.Denominator.STATED, False, "按实际常住人口算，人数由填表人写明"),
)


def load_income_rules() -> None:
    """Once, into an instance without any."""
    if IncomeRule.objects.visible_to(SYSTEM).exists():
        return
    for name, denominator, leading, source in RULES:
        rule = IncomeRule.objects.create(
            name=name, denominator=denominator, leading=leading, source=source, from_day=SINCE
        )
        IncomeItem.objects.bulk_create(
            IncomeItem(rule=rule, name=line, group=group, sign=sign, position=place)
            for place, (line, group, sign) in enumerate(LINES)
        )

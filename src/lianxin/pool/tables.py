"""Kinds of goods that come with the product, and which field answers which need; a unit adds its own."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM
from lianxin.register.models import Code

from .models import Goods
from .offers.models import NeedField

GOODS = (
    (_("化肥"), _("袋"), False),
    (_("农药"), _("袋"), False),
    (_("种子"), _("袋"), False),
    (_("饲料"), _("袋"), False),
    (_("地膜"), _("卷"), False),
    (_("苗木"), _("株"), False),
    (_("大米"), _("袋"), False),
    (_("面粉"), _("袋"), False),
    (_("食用油"), _("桶"), False),
    (_("煤"), _("吨"), False),
    (_("宣传资料"), _("份"), True),
    (_("技术资料"), _("份"), True),
    (_("民情连心卡"), _("张"), False),
    (_("学习用品"), _("套"), False),
)
SINCE = date(2012, 1, 1)
ANSWERS = {
    "看病就医": ("政策宣传", "项目投资"),
    "上学": ("政策宣传", "项目投资"),
    "住房": ("项目投资",),
    "饮水": ("项目投资",),
    "产业发展": ("产业扶持", "技能培训", "小额贷款"),
    "就业务工": ("技能培训", "产业扶持"),
    "贷款资金": ("小额贷款", "产业扶持"),
    "技术培训": ("技能培训",),
    "政策咨询": ("政策宣传",),
    "矛盾纠纷": ("法律教育",),
    "基础设施": ("项目投资",),
}
"""By name, as code lists are matched."""


def load_goods() -> None:
    """Adds what is missing; never changes a row that somebody has changed."""
    known = set(Goods.objects.visible_to(SYSTEM).values_list("name", flat=True))
    Goods.objects.bulk_create(
        Goods(name=name, unit=unit, printed=printed, position=place)
        for place, (name, unit, printed) in enumerate(GOODS)
        if name not in known
    )


def load_need_fields() -> None:
    """Only where none stands yet: afterwards the rows are the unit's own."""
    if NeedField.objects.visible_to(SYSTEM).exists():
        return
    codes = Code.objects.visible_to(SYSTEM).filter(list__in=["need", "field"])
    known = {(row.list, row.name): row for row in codes}
    NeedField.objects.bulk_create(
        NeedField(need=known["need", need], field=known["field", field], from_day=SINCE)
        for need, fields in ANSWERS.items()
        for field in fields
    )

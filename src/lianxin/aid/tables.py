"""Kinds of goods that come with the product; a unit adds its own."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .models import Goods

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


def load_goods() -> None:
    """Adds what is missing; never changes a row that somebody has changed."""
    known = set(Goods.objects.visible_to(SYSTEM).values_list("name", flat=True))
    Goods.objects.bulk_create(
        Goods(name=name, unit=unit, printed=printed, position=place)
        for place, (name, unit, printed) in enumerate(GOODS)
        if name not in known
    )

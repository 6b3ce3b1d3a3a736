"""Kinds of goods that come with the product; a unit adds its own."""

from __future__ import annotations

from lianxin.kernel.actor import SYSTEM

from .models import Goods

GOODS = (
    ("化肥", "袋", False),
    ("农药", "袋", False),
    ("种子", "袋", False),
    ("饲料", "袋", False),
    ("地膜", "卷", False),
    ("苗木", "株", False),
    ("大米", "袋", False),
    ("面粉", "袋", False),
    ("食用油", "桶", False),
    ("煤", "吨", False),
    ("宣传资料", "份", True),
    ("技术资料", "份", True),
    ("民情连心卡", "张", False),
    ("学习用品", "套", False),
)


def load_goods() -> None:
    """Adds what is missing; never changes a row that somebody has changed."""
    known = set(Goods.objects.visible_to(SYSTEM).values_list("name", flat=True))
    Goods.objects.bulk_create(
        Goods(name=name, unit=unit, printed=printed, position=place)
        for place, (name, unit, printed) in enumerate(GOODS)
        if name not in known
    )

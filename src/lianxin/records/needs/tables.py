"""Within how many days needs are answered, as it comes with the product; a unit sets its own."""

from __future__ import annotations

from datetime import date

from lianxin.kernel.actor import SYSTEM
from lianxin.register.models import Code

from .models import ReplyRule

SINCE = date(2012, 1, 1)
SOURCE = "产品自带，请按本单位的规定修改"
USUAL = 30
DAYS = {"政策咨询": 7, "矛盾纠纷": 15, "基础设施": 60}


def load_reply_rules() -> None:
    """Once, into an instance without any."""
    if ReplyRule.objects.visible_to(SYSTEM).exists():
        return
    kinds = {code.name: code for code in Code.objects.visible_to(SYSTEM).filter(list="need")}
    rows = [(None, USUAL), *((kinds[name], days) for name, days in DAYS.items() if name in kinds)]
    ReplyRule.objects.bulk_create(
        ReplyRule(kind=kind, days=days, source=SOURCE, from_day=SINCE) for kind, days in rows
    )

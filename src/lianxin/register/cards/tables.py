"""What a contact card says as it comes with the product; a unit writes its own."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _

from lianxin.kernel.actor import SYSTEM

from .models import CardWords

SINCE = date(2012, 1, 1)
DUTIES = (
    _("常来家里看，情况记清楚"),
    _("讲政策，帮您家定计划"),
    _("教技术，找挣钱的门路"),
    _("有难处帮着办，办完给回话"),
)
RULES = (
    _("不收礼，不收土特产"),
    _("不在您家吃请，食宿自己掏钱"),
    _("不要层层陪同"),
    _("不给您家和村上添负担"),
    _("说到的事要有回话"),
)


def load_card_words() -> None:
    """Once, into an instance without any."""
    if CardWords.objects.visible_to(SYSTEM).filter(unit=None).exists():
        return
    CardWords.objects.create(duties="\n".join(DUTIES), rules="\n".join(RULES), from_day=SINCE)

"""What speaks for a delivery that its household says has not come."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.aid.models import Delivery, Presence
from lianxin.aid.receipts.models import ReceiptWord
from lianxin.aid.receipts.queries import counted, words_on
from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Act


def speaks_for(row: Delivery) -> list[str]:
    """Unscoped: what is known of this delivery is for whoever decides about it; nobody else is named."""
    return [*_signature(row), *_own_words(row), *_there(row), *_others(row)]


def _signature(row: Delivery) -> list[str]:
    if row.received is None:
        return []
    told = {"name": row.received_by, "day": f"{row.received:%Y-%m-%d}"}
    return [_("%(day)s %(name)s签收了") % told]


def _own_words(row: Delivery) -> list[str]:
    """An earlier word of the same household that it came."""
    rows = ReceiptWord.objects.visible_to(SYSTEM).filter(
        delivery=row, answer=ReceiptWord.Answer.GOT
    )
    first = rows.order_by("at", "id").first()
    if first is None:
        return []
    return [_("户里 %(day)s 扫卡说过收到了") % {"day": f"{first.at:%Y-%m-%d}"}]


def _there(row: Delivery) -> list[str]:
    """The household was at the activity; somebody wrote of it in the diary that day."""
    found = []
    if row.activity_id:
        came = Presence.objects.visible_to(SYSTEM).filter(
            activity=row.activity_id, household=row.household_id
        )
        if came.exists():
            found.append(_("那次活动登记了这户到场"))
    acts = Act.objects.visible_to(SYSTEM).filter(
        household=row.household_id, day=row.day, entry__withdrawn_at=None
    )
    if acts.exists():
        found.append(_("那天的日记写了到这户"))
    return found


def _others(row: Delivery) -> list[str]:
    """Of those who were given the same by the same officer that day, how many say that it came."""
    same = Delivery.objects.visible_to(SYSTEM).filter(
        officer=row.officer_id, goods=row.goods_id, day=row.day, cancelled_at=None
    )
    keys = list(same.exclude(pk=row.pk).values_list("pk", flat=True))
    came = counted(words_on(SYSTEM, "delivery", keys).values()).get("got", 0) if keys else 0
    return [_("同一天同一批，另有 %(n)s 户说收到了") % {"n": came}] if came else []

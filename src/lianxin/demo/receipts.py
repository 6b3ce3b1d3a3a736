"""What the demo's households say of what came lately: nearly all that it did, one not, one not as much."""

from __future__ import annotations

from lianxin.aid.receipts.actions import receipt_say
from lianxin.aid.receipts.queries import handed_to
from lianxin.kernel.actor import SYSTEM
from lianxin.register.cards.holder import Holder
from lianxin.register.cards.models import Card

from .records import Records

ODD = (("not", ""), ("differs", "本子有，书包没有"))


def confirm(records: Records) -> None:
    odd = iter(ODD)
    cards = Card.objects.visible_to(SYSTEM).filter(
        household__village=records.area, handed_out__isnull=False
    )
    for n, card in enumerate(cards.order_by("household__number", "id")):
        holder = Holder(card)
        for thing in handed_to(holder, card.household)[:1]:
            answer, words = next(odd, ("got", "")) if n % 3 == 1 else ("got", "")
            receipt_say(actor=holder, thing=thing.key, answer=answer, words=words)

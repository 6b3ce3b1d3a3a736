"""The household says through its card whether what was handed out to it has come."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.problem import refuse
from lianxin.kernel.tally import counted
from lianxin.people.wording import Reading
from lianxin.pool.offers.handovers import signed_by_card, unsigned_by_card
from lianxin.register.cards.holder import Holder

from ..deliveries import signed_by_home, unsigned_by_home
from .models import ReceiptWord
from .queries import Handed, handed_to

Answer = ReceiptWord.Answer
EACH_DAY = 30


def receipt_say(*, actor: Holder, thing: str, answer: str, words: str = "") -> ReceiptWord:
    """One more word on a thing that the household was shown; the latest counts, the others stay.

    That it came signs for what nobody has signed for yet; taken back, so is that signature and no other.
    """
    household = actor.card.household
    with act(actor, "receipt.say", on=household) as audit:
        found = _thing(actor, thing)
        if answer not in Answer.values:
            raise refuse("receipt.no_answer", "answer")
        reading = Reading()
        said = reading.words("words", words, _("说两句"), 200, sentence=True)
        if answer == Answer.DIFFERS and not said:
            reading.add("receipt.words_wanted", "words")
        reading.check()
        if found.said and (found.answer, found.said.words) == (answer, said):
            return found.said  # a slow phone sends twice
        if not counted(f"card-receipt-{actor.card.pk}", EACH_DAY):
            raise refuse("receipt.enough_today", "answer")
        before = found.said.answer if found.said else ""
        audit.note(day=found.day, before=before, after=answer)
        return ReceiptWord.objects.create(
            household=household,
            card=actor.card,
            answer=answer,
            words=said,
            quantity=found.quantity,
            signed=_signed(actor, found, answer),
            at=timezone.now(),
            **{found.kind: found.row},
        )


def _signed(actor: Holder, found: Handed, answer: str) -> int:
    """How much stands signed for through the card after this word."""
    held = found.said.signed if found.said else 0
    came = answer == Answer.GOT
    if found.kind == "delivery":
        if came:
            return found.quantity if signed_by_home(actor, found.row) else held
        if held:
            unsigned_by_home(actor, found.row)
    elif found.kind == "allocation":
        if came:
            return held + signed_by_card(actor, found.row, actor.name)
        if held:
            unsigned_by_card(actor, found.row, held, str(Answer(answer).label))
    return 0


def _thing(actor: Holder, key: str) -> Handed:
    for one in handed_to(actor, actor.card.household):
        if one.key == key:
            return one
    raise refuse("receipt.not_there", "thing")

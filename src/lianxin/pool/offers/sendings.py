"""What was set aside is sent, signed for or called back, as whoever gives it tells."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading

from .models import Account, Allocation, Kind, Offer, Posting
from .steps import offer_of, step, why_of


def allocation_deliver(
    *, actor: Actor, allocation: Allocation, quantity: int, day: date, note: str = ""
) -> Posting:
    """It was sent or given; goods go through their deliveries, so that nothing is told twice."""
    with act(actor, "allocation.deliver", on=allocation) as audit:
        row = _told_itself(allocation)
        words = _words(note)
        audit.note(allocation, quantity=quantity, day=day)
        return step(
            actor, row, allocation, Account.ALLOCATED, Account.DELIVERED, quantity, day, words
        )


def allocation_receive(
    *, actor: Actor, allocation: Allocation, quantity: int, day: date, received_by: str
) -> Posting:
    """Somebody of the household or the village says that it has come."""
    with act(actor, "allocation.receive", on=allocation) as audit:
        row, found = _told_itself(allocation), Reading()
        name = found.words("received_by", received_by, _("签收人"), 40, needed=True)
        found.check()
        audit.note(allocation, quantity=quantity, day=day)
        return step(
            actor, row, allocation, Account.DELIVERED, Account.RECEIVED, quantity, day, name
        )


def allocation_call_back(
    *, actor: Actor, allocation: Allocation, quantity: int, reason: str
) -> Posting:
    """It was not sent after all, or did not arrive: it is set aside again."""
    with act(actor, "allocation.call_back", on=allocation) as audit:
        row, why = _told_itself(allocation), why_of(reason)
        audit.note(allocation, quantity=quantity, reason=why)
        return step(
            actor, row, allocation, Account.DELIVERED, Account.ALLOCATED, quantity, today(), why
        )


def _told_itself(allocation: Allocation) -> Offer:
    """Goods go through their deliveries, so that nothing is told twice."""
    row = offer_of(allocation)
    if row.kind == Kind.GOODS:
        raise refuse("offer.by_delivery")
    return row


def _words(note: str) -> str:
    found = Reading()
    words = found.words("note", note, _("备注"), 120, sentence=True)
    found.check()
    return words

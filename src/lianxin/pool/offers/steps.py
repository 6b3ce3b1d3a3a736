"""One step of what was set aside, from one of its accounts to the next; its offer held, its reason told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.people.wording import Reading

from .ledger import Place, hold, post
from .models import Allocation, Offer, Posting


def offer_of(allocation: Allocation) -> Offer:
    """The offer, held until the action is done: who writes next waits."""
    return hold([allocation.offer_id])[allocation.offer_id]


def step(
    actor: Actor,
    row: Offer,
    lot: Allocation,
    out: str,
    into: str,
    quantity: int,
    day: date,
    reason: str = "",
    cause: UUID | None = None,
) -> Posting:
    """From ``out`` to ``into``, both of the one allocation."""
    places = Place(out, lot.pk), Place(into, lot.pk)
    return post(actor, row, *places, quantity, day, reason=reason, cause=cause)


def why_of(reason: str) -> str:
    """Raises ``input.*`` where no reason is told."""
    found = Reading()
    why = found.words("reason", reason, _("原因"), 120, needed=True, sentence=True)
    found.check()
    return why

"""A card ends with its pairing, in the same transaction, and comes back with it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.guard import GuardedQuerySet

from ..models import Pairing
from .models import Card


def end_with(pairing: Pairing, day: date, reason: str) -> None:
    """From the day on the pairing's card opens nothing. Unscoped: no card outlives its pairing."""
    for card in _cards(pairing).filter(Q(withdrawn__isnull=True) | Q(withdrawn__gt=day)):
        card.withdrawn, card.withdrawn_for = max(day, card.issued), reason[:120]
        card.save(update_fields=["withdrawn", "withdrawn_for"])


def back_with(pairing: Pairing, day: date, reason: str) -> None:
    """The pairing goes on as if it had never ended, and so does the card that ended with it."""
    ended = _cards(pairing).filter(withdrawn__gte=day, withdrawn_for=reason[:120])
    card = ended.order_by("-pk").first()
    if card is not None and not _held(card):
        card.withdrawn, card.withdrawn_for = None, ""
        card.save(update_fields=["withdrawn", "withdrawn_for"])


def _cards(pairing: Pairing) -> GuardedQuerySet[Card]:
    return Card.objects.visible_to(SYSTEM).filter(pairing=pairing)


def _held(card: Card) -> bool:
    rows = Card.objects.visible_to(SYSTEM).filter(household_id=card.household_id)
    return rows.filter(withdrawn__isnull=True).exists()

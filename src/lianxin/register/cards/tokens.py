"""What a card's code says: made at random, sealed for printing, found by its SHA-256."""

from __future__ import annotations

import secrets
from hashlib import sha256

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.sealed import seal, unseal

from .models import Card

COLUMN = "card.token"
BYTES = 16
DIGITS = 8


def fresh_token() -> str:
    """128 bits, as 22 characters that may stand in an address."""
    return secrets.token_urlsafe(BYTES)


def fresh_number() -> str:
    """Eight digits of chance that no card has had. Unscoped: numbers are told apart everywhere."""
    rows = Card.objects.visible_to(SYSTEM)
    while True:
        number = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        if not rows.filter(number=number).exists():
            return number


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def sealed(token: str) -> bytes:
    return seal(token, COLUMN)


def token_of(card: Card) -> str:
    """The token in clear; only ``cards_printed`` asks for it."""
    return unseal(bytes(card.token_sealed), COLUMN)

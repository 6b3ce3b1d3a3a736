"""That the second question was answered: a signed cookie of half an hour, good for this card alone."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from lianxin.register.cards.models import Card

COOKIE = "card"
PATH = "/c/"
SALT = "lianxin.card"
LASTS = 30 * 60


def remember(answer: HttpResponse, card: Card) -> None:
    answer.set_cookie(
        COOKIE,
        signing.TimestampSigner(salt=SALT).sign(card.pk.hex),
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def remembers(request: HttpRequest, card: Card) -> bool:
    signer = signing.TimestampSigner(salt=SALT)
    try:
        held = signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=LASTS)
    except signing.BadSignature:
        return False
    return bool(held == card.pk.hex)


def forget(answer: HttpResponse) -> None:
    answer.delete_cookie(COOKIE, path=PATH, samesite="Lax")

"""API tokens: made once, shown once; only the SHA-256 of each is kept."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import refuse

from .models import Account, Token
from .policy import alive

PREFIX = "lx_"
USED_EVERY = timedelta(minutes=1)


def token_make(*, actor: Actor, account: Account, name: str) -> tuple[Token, str]:
    """The token and its text; the text is nowhere kept and cannot be shown again."""
    name = name.strip()
    if not name:
        raise refuse("token.no_name", "name")
    text = PREFIX + secrets.token_urlsafe(32)
    token = Token(account=account, name=name[:60], hash=_hash(text))
    with act(actor, "token.make", on=account) as audit:
        token.save(force_insert=True)
        audit.note(token, token=token.name)
    return token, text


def token_end(*, actor: Actor, token: Token) -> Token:
    """From now on the token opens nothing; ending it twice changes nothing."""
    with act(actor, "token.end", on=token):
        if token.ended_at is None:
            token.ended_at = timezone.now()
            token.save(update_fields=["ended_at"])
    return token


def token_named(text: str) -> Token | None:
    """The token of this text, also an ended one. Unscoped: nobody is known yet."""
    if not text.startswith(PREFIX) or len(text) > 100:
        return None
    rows = Token.objects.visible_to(SYSTEM).filter(hash=_hash(text))
    token = rows.select_related("account__officer__unit", "account__unit").first()
    if token is not None and token.ended_at is None:
        _mark_used(token)
    return token


def token_alive(token: Token) -> bool:
    """Whether it opens anything: neither it nor its account has ended."""
    return token.ended_at is None and alive(token.account)


def _mark_used(token: Token) -> None:
    """At most once a minute, so that reading by API does not write with every call."""
    now = timezone.now()
    if token.last_used is None or now - token.last_used > USED_EVERY:
        Token.objects.visible_to(SYSTEM).filter(pk=token.pk).update(last_used=now)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()

"""Signing in: who is meant, five wrong tries and fifteen minutes, and what the audit trail keeps.

A lock holds for one account from one address, so that nobody can shut somebody else out from afar.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from lianxin.kernel import audit
from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import Refused, refuse
from lianxin.kernel.text import tidy

from .models import Account
from .phone import cleaned
from .policy import alive

TRIES = 5
WAIT = 15 * 60
SIGN_IN = "account.sign_in"


@dataclass(frozen=True)
class Visitor:
    """Whoever stands at the door: known by name only, or by nothing; may do nothing."""

    id: UUID | None
    name: str
    door: str
    address: str

    def sees(self, model: object) -> None:
        return None

    def allows(self, action: str, on: object = None) -> bool:
        return False


def account_named(text: str) -> Account | None:
    """By login name, else by phone as people type it. Unscoped: nobody is known yet."""
    text = tidy(text)
    account = Account.objects.filter(login=text).first()
    return account or Account.objects.filter(phone=plain_phone(text) or "-").first()


def plain_phone(text: str) -> str:
    try:
        return cleaned(text.replace("-", "").replace("－", ""))
    except Refused:
        return ""


def check_not_locked(account: Account | None, typed: str, address: str) -> None:
    minutes = locked_minutes(_key(account, typed), address)
    if minutes:
        raise refuse("signin.locked", minutes=minutes)


def sign_in_failed(*, account: Account | None, typed: str, door: str, address: str) -> None:
    """Counts the try and writes it down; what was typed as a name is not kept, it may be a password."""
    visitor = _visitor(account, door, address)
    with transaction.atomic():
        # The chain's head is locked by this row, so that two tries at once are counted as two.
        audit.write(visitor, SIGN_IN, account, {}, done=False)
        _count(_key(account, typed), address)


def sign_in_done(*, account: Account, how: str, door: str, address: str) -> None:
    visitor = _visitor(account, door, address)
    with transaction.atomic():
        audit.write(visitor, SIGN_IN, account, {"how": how})
        tries = _tries(key := _key(account, ""))
        if tries.pop(address, None):
            cache.set(key, tries, WAIT)


def password_changed(*, account: Account, password: str, door: str, address: str) -> None:
    """The account's own new password, already held against the rules by the form."""
    with transaction.atomic():
        account.set_password(password)
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])
        audit.write(_visitor(account, door, address), "account.password", account, {})


def account_unlock(*, actor: Actor, account: Account) -> None:
    """Lifts every lock of the account, whatever address it holds for."""
    with act(actor, "account.unlock", on=account) as note:
        note.note(addresses=len(locks_of(account)))
        cache.delete(_key(account, ""))


def locks_of(account: Account) -> dict[str, int]:
    """Addresses from which the account is locked now, with the minutes that are left."""
    key = _key(account, "")
    found = {address: locked_minutes(key, address) for address in _tries(key)}
    return {address: minutes for address, minutes in found.items() if minutes}


def locked_among(accounts: Iterable[Account]) -> set[UUID]:
    """Which of these accounts are locked from some address now, in one look-up."""
    keys = {_key(account, ""): account.pk for account in accounts}
    since = time.time() - WAIT
    return {
        keys[key]
        for key, tries in cache.get_many(list(keys)).items()
        if any(count >= TRIES and last > since for count, last in tries.values())
    }


def locked_minutes(key: str, address: str) -> int:
    count, last = _tries(key).get(address, (0, 0.0))
    return math.ceil((last + WAIT - time.time()) / 60) if count >= TRIES else 0


def may_sign_in(account: Account) -> None:
    if not alive(account):
        raise refuse("signin.ended")


def count_try(name: str, address: str) -> None:
    """The same five tries for other secrets than passwords, such as the set-up code."""
    _count(_key(None, name), address)


def check_tries(name: str, address: str) -> None:
    check_not_locked(None, name, address)


def _count(key: str, address: str) -> None:
    tries = _tries(key)
    count = tries.get(address, (0, 0.0))[0]
    tries[address] = (count + 1, time.time())
    cache.set(key, tries, WAIT)


def _tries(key: str) -> dict[str, tuple[int, float]]:
    """Tries by address that are younger than the wait."""
    since = time.time() - WAIT
    kept: dict[str, tuple[int, float]] = cache.get(key) or {}
    return {address: tried for address, tried in kept.items() if tried[1] > since}


def _key(account: Account | None, typed: str) -> str:
    who = str(account.pk) if account else sha256(tidy(typed).encode()).hexdigest()[:32]
    return f"signin-{who}"


def _visitor(account: Account | None, door: str, address: str) -> Visitor:
    return Visitor(account.pk if account else None, account.name if account else "", door, address)

"""Giving: what has changed for an account since a number, never since a time.

Each document of an account's feed bears the number of its last change. When the audit chain has moved,
or a day has passed, the documents are looked at again, so that no action has to know what hangs on it:
whatever changed in what the officer may see arrives, and what is no longer theirs goes. What is costly
to make is left as it was where every action since is known not to have touched it (``touched``).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import translation

from lianxin.kernel import audit, bulk
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.epoch import epoch
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.memory import steady
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor

from .documents import SMALL, Doc, Scope, documents, signs, touched
from .models import Feed, Given

MOST = 200
"""Documents in one answer."""


class Pulled(NamedTuple):
    cursor: str
    more: bool
    changes: list[dict[str, Any]]


def pull(actor: AccountActor, cursor: str | None) -> Pulled:
    with translation.override(actor.account.language):
        scope = Scope.of(actor)
        if scope is None:
            return Pulled(_cursor(actor, 0), False, [])
        since = _since(actor, cursor)
        feed = _refreshed(scope)
        rows = (
            Given.objects.visible_to(SYSTEM).filter(feed=feed, number__gt=since).order_by("number")
        )
        if not since:
            rows = rows.filter(gone=False)
        found = list(rows[: MOST + 1])
        page = found[:MOST]
        more = len(found) > MOST
        place = page[-1].number if more else feed.number
        with steady():
            changes = _changes(scope, page)
        return Pulled(_cursor(actor, place), more, changes)


def _changes(scope: Scope, rows: Iterable[Given]) -> list[dict[str, Any]]:
    """A document that has gone since it was looked at is told as gone; the next look says the same."""
    rows = list(rows)
    docs = documents(scope, [(row.kind, row.key) for row in rows if not row.gone])
    return [_change(row, docs.get((row.kind, row.key))) for row in rows]


def _change(row: Given, doc: Doc | None) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "id": str(row.key),
        "rev": doc.rev if doc else row.number,
        "data": doc.data if doc else None,
    }


def _refreshed(scope: Scope) -> Feed:
    """The feed as of now. Where the chain stands is read first: what comes later is looked at later."""
    account = scope.actor.account
    feed = _feeds().filter(account=account).first()
    if feed is not None and (feed.seen, feed.day) == (audit.position(), today()):
        return feed
    with transaction.atomic():
        _feeds().get_or_create(account=account)
        feed = _feeds().select_for_update().get(account=account)
        stands, day = audit.position(), today()
        if (feed.seen, feed.day) != (stands, day):
            with steady():
                _look(feed, scope, stands)
            feed.seen, feed.day = stands, day
            feed.save()
        return feed


def _feeds() -> GuardedQuerySet[Feed]:
    """Unscoped: an account's own place, by its account."""
    return Feed.objects.visible_to(SYSTEM)


class Held(NamedTuple):
    """What the feed last said of a document."""

    id: int
    digest: bytes
    gone: bool


Key = tuple[str, UUID]


def _look(feed: Feed, scope: Scope, stands: int) -> None:
    """At what may have changed: of households those that did or are new, of other kinds all or none."""
    since = touched(scope, feed.seen, stands) if feed.day == scope.day else None
    kinds = {"household"}
    if since is None or since.small:
        kinds |= SMALL.keys()
    if since is None or since.diary:
        kinds.add("entry")
    held = _held(feed, kinds)
    left = {
        key
        for key in scope.homes
        if since and key not in since.homes and _there(held, ("household", key))
    }
    now = signs(scope, scope.homes.keys() - left, kinds)
    _note(feed, held, now, {("household", key) for key in left})


def _held(feed: Feed, kinds: set[str]) -> dict[Key, Held]:
    rows = Given.objects.visible_to(SYSTEM).filter(feed=feed, kind__in=kinds)
    told = rows.values_list("kind", "key", "id", "digest", "gone")
    return {(kind, key): Held(id, bytes(digest), gone) for kind, key, id, digest, gone in told}


def _there(held: dict[Key, Held], key: Key) -> bool:
    return key in held and not held[key].gone


def _note(feed: Feed, held: dict[Key, Held], now: dict[Key, bytes], left: set[Key]) -> None:
    """Each document that is new, differs or has gone gets the next number."""
    numbers = count(feed.number + 1)
    made = [
        (feed.pk, *key, next(numbers), digest, False)
        for key, digest in now.items()
        if key not in held
    ]
    changed = [
        (next(numbers), digest, False, held[key].id)
        for key, digest in now.items()
        if key in held and (held[key].gone or held[key].digest != digest)
    ]
    changed += [
        (next(numbers), row.digest, True, row.id)
        for key, row in held.items()
        if not row.gone and key not in now and key not in left
    ]
    feed.number += len(made) + len(changed)
    if made:
        bulk.insert(Given, ("feed_id", "kind", "key", "number", "digest", "gone"), made)
    if changed:
        bulk.update(Given, ("number", "digest", "gone"), changed)


def _cursor(actor: AccountActor, number: int) -> str:
    """Opaque to the phone: of this epoch and this account alone."""
    life = epoch()
    return f"{life[:8]}{life[-8:]}.{actor.account.pk.hex[-12:]}.{number}"


def _since(actor: AccountActor, cursor: str | None) -> int:
    """0, everything anew, for a cursor of another epoch or account, or one that is none."""
    beginning, _, number = (cursor or "").rpartition(".")
    if not beginning or beginning != _cursor(actor, 0).rpartition(".")[0]:
        return 0
    return int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0

"""Giving: what has changed for an account since a number, never since a time.

Each document of an account's feed bears the number of its last change. When the audit chain has moved,
or a day has passed, all documents are looked at again, so that no action has to know what hangs on it:
whatever changed in what the officer may see arrives, and what is no longer theirs goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import translation

from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.epoch import epoch
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor

from .documents import Doc, Scope, documents, signs
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
        return Pulled(_cursor(actor, place), more, _changes(scope, page))


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
            _look(feed, signs(scope))
            feed.seen, feed.day = stands, day
            feed.save()
        return feed


def _feeds() -> GuardedQuerySet[Feed]:
    """Unscoped: an account's own place, by its account."""
    return Feed.objects.visible_to(SYSTEM)


def _look(feed: Feed, now: dict[tuple[str, UUID], bytes]) -> None:
    held = {(row.kind, row.key): row for row in Given.objects.visible_to(SYSTEM).filter(feed=feed)}
    made: list[Given] = []
    changed: list[Given] = []
    for key, digest in now.items():
        row = held.get(key)
        if row is None:
            feed.number += 1
            made.append(
                Given(feed=feed, kind=key[0], key=key[1], number=feed.number, digest=digest)
            )
        elif row.gone or bytes(row.digest) != digest:
            changed.append(row)
            row.digest, row.gone = digest, False
    for key, row in held.items():
        if key not in now and not row.gone:
            row.gone = True
            changed.append(row)
    for row in changed:
        feed.number += 1
        row.number = feed.number
    Given.objects.bulk_create(made)
    Given.objects.visible_to(SYSTEM).bulk_update(
        changed, ["number", "digest", "gone"], batch_size=200
    )


def _cursor(actor: AccountActor, number: int) -> str:
    """Opaque to the phone: of this epoch and this account alone."""
    return f"{epoch()[:8]}{epoch()[-8:]}.{actor.account.pk.hex[-12:]}.{number}"


def _since(actor: AccountActor, cursor: str | None) -> int:
    """0, everything anew, for a cursor of another epoch or account, or one that is none."""
    beginning, _, number = (cursor or "").rpartition(".")
    if not beginning or beginning != _cursor(actor, 0).rpartition(".")[0]:
        return 0
    return int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0

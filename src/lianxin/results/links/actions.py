"""Writes of this room: a link is made, shown once, used and ended."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.http import QueryDict
from django.utils import timezone

from lianxin.kernel import tally
from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import prose
from lianxin.people.models import Account, Area
from lianxin.people.policy import AccountActor, alive
from lianxin.results.actions import Export, ledger_export
from lianxin.results.ledgers import visible_ledger

from .models import DataLink

LONGEST, MOST, MOST_DAYS = 500, 20, 366
EACH_HOUR, WRONG_EACH_HOUR = 60, 30
"""Reads by one link; wrong links tried from one address."""
USED_EVERY = timedelta(minutes=1)
Kind = DataLink.Kind


def link_make(
    *,
    actor: Actor,
    account: Account,
    ledger: str,
    name: str,
    village: Area | None = None,
    query: str = "",
    days: int = 90,
) -> tuple[DataLink, str]:
    """The link and its secret part, which is kept nowhere and cannot be shown again."""
    with act(actor, "link.make") as audit:
        if account.pk != actor.id:
            raise refuse("action.absent")
        visible_ledger(actor, ledger)
        if len(query) > LONGEST:
            raise refuse("view.too_complicated", "name")
        row, text = _made(account, Kind.LEDGER, name, days)
        row.ledger, row.village, row.query = ledger, village, query
        row.save(force_insert=True)
        audit.note(row, ledger=ledger, until=row.until)
    return row, text


def calendar_make(*, actor: Actor, account: Account, days: int = 365) -> tuple[DataLink, str]:
    """What is due for the account's own officer, for a calendar to read."""
    with act(actor, "calendar.make", on=account) as audit:
        if account.officer_id is None:
            raise refuse("link.no_officer")
        row, text = _made(account, Kind.CALENDAR, str(Kind.CALENDAR.label), days)
        row.save(force_insert=True)
        audit.note(row, until=row.until)
    return row, text


def link_end(*, actor: Actor, row: DataLink) -> None:
    """From now on it opens nothing; ending it twice changes nothing."""
    with act(actor, "link.end", on=row):
        if row.ended_at is None:
            row.ended_at = timezone.now()
            row.save(update_fields=["ended_at"])


def link_opened(kind: str, text: str, address: str) -> DataLink:
    """The link of this text while it opens anything. Unscoped: nobody is known yet.

    Whoever guesses is soon told to wait; so is a sheet that asks every few seconds.
    """
    rows = DataLink.objects.visible_to(SYSTEM).filter(kind=kind, hash=_hash(text))
    row = rows.select_related("account__officer__unit", "account__unit", "village").first()
    if row is None or row.ended_at or row.until <= today() or not alive(row.account):
        if not tally.counted(f"link {address}", WRONG_EACH_HOUR, tally.HOUR):
            raise refuse("link.too_often")
        raise refuse("action.absent")
    if not tally.counted(f"link {row.pk}", EACH_HOUR, tally.HOUR):
        raise refuse("link.too_often")
    _mark_used(row)
    return row


def link_read(row: DataLink, address: str, form: str = "csv") -> Export:
    """Its ledger as of today, masked, with the conditions that were fixed when it was made."""
    actor = AccountActor.of(row.account, door="link", address=address)
    it = visible_ledger(actor, row.ledger)
    return ledger_export(
        actor=actor,
        ledger=row.ledger,
        form=form,
        village=row.village,
        conditions=it.asks.read(QueryDict(row.query)),
        view=row.name,
        masked=True,
    )


def _made(account: Account, kind: str, name: str, days: int) -> tuple[DataLink, str]:
    name = prose(name)[:60]
    if not name:
        raise refuse("link.no_name", "name")
    if not 1 <= days <= MOST_DAYS:
        raise refuse("link.too_long", "days", limit=MOST_DAYS)
    held = DataLink.objects.visible_to(SYSTEM).filter(account=account, ended_at=None)
    if held.filter(until__gt=today()).count() >= MOST:
        raise refuse("link.too_many", "name", limit=MOST)
    text = secrets.token_urlsafe(32)
    until = today() + timedelta(days=days)
    now = timezone.now()
    row = DataLink(
        account=account, kind=kind, name=name, hash=_hash(text), made_at=now, until=until
    )
    return row, text


def _mark_used(row: DataLink) -> None:
    """At most once a minute, so that reading does not write with every call."""
    now = timezone.now()
    if row.last_used is None or now - row.last_used > USED_EVERY:
        DataLink.objects.visible_to(SYSTEM).filter(pk=row.pk).update(last_used=now)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()

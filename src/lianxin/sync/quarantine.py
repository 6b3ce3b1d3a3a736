"""What is kept and not applied, until the office takes it or does not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import problem, refuse
from lianxin.kernel.sealed import seal, unseal
from lianxin.kernel.text import tidy
from lianxin.people.models import Account, Officer
from lianxin.people.policy import AccountActor, alive

from .intents import Waits, carry_out
from .items import Answer, Item
from .models import Device, Quarantined, Verdict

COLUMN = "quarantined.content"
MOST = 2000
Reason = Literal["revoked", "other_content"]
CODES = {"revoked": "sync.kept", "other_content": "sync.other_content"}


def quarantine(actor: AccountActor, device: Device, item: Item, reason: Reason) -> Answer:
    """Kept once, however often it comes."""
    rows = Quarantined.objects.visible_to(SYSTEM)
    if not rows.filter(item=item.id, hash=item.hash).exists():
        if rows.filter(account=actor.account, decision="").count() >= MOST:
            raise refuse("sync.full", limit=MOST)
        text = json.dumps(item.payload, ensure_ascii=False)
        Quarantined.objects.create(
            item=item.id,
            account=actor.account,
            device=device,
            action=item.action,
            at=item.at,
            seq=item.seq,
            hash=item.hash,
            content=seal(text, COLUMN),
            reason=reason,
            received_at=timezone.now(),
        )
    return Answer(item.id, Verdict.QUARANTINED, problem(CODES[reason]))


def kept_of(actor: AccountActor, items: Sequence[Item]) -> dict[tuple[UUID, str], Quarantined]:
    """The account's items that lie here or have lain here, by number and content."""
    rows = Quarantined.objects.visible_to(SYSTEM).filter(account=actor.account)
    rows = rows.filter(item__in=[item.id for item in items]).defer("content")
    return {(row.item, row.hash): row for row in rows}


def standing(row: Quarantined) -> Answer:
    """Whoever sends it again is told what the office decided; until then nobody but the office writes it."""
    if row.decision == Quarantined.Decision.TAKEN:
        return Answer(row.item, Verdict.DUPLICATE, first=Verdict.ACCEPTED)
    if row.decision == Quarantined.Decision.DROPPED:
        why = problem("sync.not_taken", reason=row.decided_for)
        return Answer(row.item, Verdict.DUPLICATE, why, Verdict.REJECTED)
    return Answer(row.item, Verdict.QUARANTINED, problem(CODES[row.reason]))


def content_of(row: Quarantined) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unseal(bytes(row.content), COLUMN))
    return found


def quarantine_decide(
    *, actor: AccountActor, row: Quarantined, decision: str, reason: str = ""
) -> Quarantined:
    """``taken``: written as its writer's, by the writer's own right or, where that has ended, by the
    right of who decides; ``dropped``: with a reason, and still readable."""
    with act(actor, "quarantine.decide", on=row) as audit:
        rows = Quarantined.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        held = rows.select_related("account__officer", "device").get(pk=row.pk)
        why = tidy(reason or "")[:120]
        if held.decision:
            raise refuse("quarantine.decided")
        if decision not in Quarantined.Decision.values:
            raise refuse("input.unknown_choice", "decision", value=decision)
        if decision == Quarantined.Decision.DROPPED and not why:
            raise refuse("quarantine.reason_wanted", "reason")
        if decision == Quarantined.Decision.TAKEN:
            key = held.item if held.reason == Quarantined.Reason.REVOKED else held.pk
            item = Item(key, held.seq, held.action, held.at, content_of(held), held.hash)
            try:
                carry_out(*_writer(actor, held.account), item)
            except Waits:
                raise refuse("sync.waits_for") from None
        held.decision, held.decided_by_id, held.decided_for = decision, actor.id, why
        held.decided_at = timezone.now()
        held.save(update_fields=["decision", "decided_by", "decided_for", "decided_at"])
        audit.note(held, reason=why)
        return held


def _writer(actor: AccountActor, account: Account) -> tuple[AccountActor, Officer | None]:
    """The writer while the account lives; else who decides, for the writer's officer."""
    if alive(account):
        return AccountActor.of(account, door=actor.door, address=actor.address), account.officer
    return actor, account.officer

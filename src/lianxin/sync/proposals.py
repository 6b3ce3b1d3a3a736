"""Clashes: two values of one field, both kept, until somebody decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account, Area, Grant, Partnership, Role
from lianxin.people.policy import AccountActor, alive
from lianxin.records.diary.actions import diary_amend
from lianxin.records.diary.models import Entry
from lianxin.register.actions.memberships import lock
from lianxin.register.models import Household

from .apply import fields_apply
from .fields import held_of, label, read
from .models import Proposal

Outcome = Proposal.Outcome


def decider_of(village: Area) -> Account | None:
    """The named person: the first account of the office that is paired with the village.

    Unscoped: an officer may know who decides.
    """
    paired = Partnership.objects.visible_to(SYSTEM).filter(in_force(), village=village)
    grants = Grant.objects.visible_to(SYSTEM).filter(in_force(), role=Role.OFFICE)
    rows = grants.filter(unit__in=paired.values("unit")).select_related("account__officer")
    found = (row.account for row in rows.order_by("from_day", "id"))
    return next((one for one in found if alive(one)), None)


def propose(
    *,
    actor: AccountActor,
    item: UUID,
    field: str,
    base: int,
    yours: Any,
    held: Any,
    held_by: str,
    held_at: datetime | None,
    at: datetime,
    household: Household | None = None,
    entry: Entry | None = None,
) -> Proposal:
    """Within the item's own transaction; nothing of the household changes."""
    village = household.village if household else entry.village  # type: ignore[union-attr]
    return Proposal.objects.create(
        village=village,
        household=household,
        entry=entry,
        officer=actor.account.officer,
        account=actor.account,
        item=item,
        field=field,
        base=base,
        yours=yours,
        held=held,
        held_by=held_by,
        held_at=held_at,
        at=at,
        made_at=timezone.now(),
        decider=decider_of(village),
    )


def as_told(row: Proposal) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "field": row.field,
        "label": label(row.field),
        "yours": row.yours,
        "held": row.held,
        "held_by": row.held_by,
    }


def proposal_decide(*, actor: Actor, proposal: Proposal, outcome: str) -> Proposal:
    """``taken``: the phone's value is written, by who decides; ``kept``: the other one stays."""
    with act(actor, "proposal.decide", on=proposal) as audit:
        row = _open(proposal)
        if outcome not in {Outcome.TAKEN, Outcome.KEPT}:
            raise refuse("input.unknown_choice", "outcome", value=outcome)
        if outcome == Outcome.TAKEN:
            _write(actor, row)
        _settle(row, outcome, actor.id)
        audit.note(row, fields=[row.field], household=str(row.household or ""))
        return row


def _write(actor: Actor, row: Proposal) -> None:
    if row.entry is not None:
        diary_amend(actor=actor, entry=row.entry, text=row.yours, rev=row.entry.rev)
    elif row.household is not None:
        household = lock(row.household)
        fields_apply(
            actor=actor,
            household=household,
            held=held_of(household),
            values={row.field: read(row.field, row.yours)},
            day=min(row.at.date(), today()),
        )


def proposal_withdraw(*, actor: Actor, proposal: Proposal) -> Proposal:
    """Its writer takes the other value."""
    with act(actor, "proposal.withdraw", on=proposal) as audit:
        row = _open(proposal)
        if row.account_id != actor.id:
            raise refuse("action.absent", "proposal")
        _settle(row, Outcome.WITHDRAWN, actor.id)
        audit.note(row, fields=[row.field])
        return row


def settled_by_edit(actor: AccountActor, household: Household, names: Iterable[str]) -> None:
    """Who has seen the other value and writes again has decided by that: within the edit's transaction."""
    rows = Proposal.objects.visible_to(SYSTEM).filter(household=household, outcome="")
    for row in rows.filter(account=actor.account, field__in=list(names)):
        _settle(row, Outcome.TAKEN, actor.id)


def _settle(row: Proposal, outcome: str, account: UUID | None) -> None:
    row.outcome, row.decided_by_id, row.decided_at = outcome, account, timezone.now()
    row.save(update_fields=["outcome", "decided_by", "decided_at"])


def _open(proposal: Proposal) -> Proposal:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Proposal.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("household__village", "entry__village").get(pk=proposal.pk)
    if row.outcome:
        raise refuse("proposal.decided")
    return row

"""``household.edit`` by three ways: what nobody else changed is written, what differs waits, none is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.kernel.period import today
from lianxin.kernel.problem import Problem, Refused, problem
from lianxin.people.policy import AccountActor
from lianxin.register.actions.memberships import lock
from lianxin.register.marks import mark_of
from lianxin.register.models import Household

from . import fields as of_field
from .apply import fields_apply
from .models import Proposal, Verdict
from .proposals import as_told, propose, settled_by_edit


def household_edit(
    *,
    actor: AccountActor,
    household: Household,
    base: int,
    fields: Mapping[str, Any],
    item: UUID,
    at: datetime,
) -> tuple[Verdict, Problem | None]:
    """Field by field over the edition ``base`` that the writer looked at.

    Unchanged since: written. Changed to the same: nothing to do. Changed to another: the value that is
    held stays, and what was sent becomes a proposal.
    """
    values = _read(fields)
    row = lock(household)
    seen = row.edition
    held = of_field.held_of(row)
    now = {name: of_field.value_of(row, held, name) for name in values}
    said = {name: of_field.as_sent(name, value) for name, value in values.items()}
    news = [name for name in values if said[name] != now[name]]
    clashing = [name for name in news if mark_of(row, name).edition > base]
    free = {name: values[name] for name in news if name not in clashing}
    if free:
        day = min(at.date(), today())
        fields_apply(actor=actor, household=row, held=held, values=free, day=day)
    settled_by_edit(actor, row, [name for name in values if name not in clashing])
    waiting = [
        _propose(actor, row, item, name, base, said[name], now[name], at) for name in clashing
    ]
    if waiting:
        return Verdict.CONFLICT, conflict(waiting)
    return (Verdict.MERGED if base < seen else Verdict.ACCEPTED), None


def _read(fields: Mapping[str, Any]) -> dict[str, Any]:
    """All problems of all fields at once."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in fields.items():
        try:
            values[name] = of_field.read(name, value)
        except Refused as error:
            problems += (Problem(one.code, name, one.details) for one in error.problems)
    if problems:
        raise Refused(problems)
    return values


def _propose(
    actor: AccountActor,
    row: Household,
    item: UUID,
    name: str,
    base: int,
    yours: Any,
    held: Any,
    at: datetime,
) -> Proposal:
    mark = mark_of(row, name)
    return propose(
        actor=actor,
        household=row,
        item=item,
        field=name,
        base=base,
        yours=yours,
        held=held,
        held_by=mark.name,
        held_at=mark.at,
        at=at,
    )


def conflict(rows: list[Proposal]) -> Problem:
    decider = rows[0].decider
    return problem(
        "sync.conflict",
        rows[0].field,
        proposals=[as_told(row) for row in rows],
        decider=decider.name if decider else "联户办",
    )

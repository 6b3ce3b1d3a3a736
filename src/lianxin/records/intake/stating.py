"""Dated statements of a roster beside what the register holds: what would begin, and what would end."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Model

from lianxin.records.file.income import Income
from lianxin.records.file.models import Living, Standing, Statement
from lianxin.records.file.working import divided

from . import facts
from .change import Change, Edit, Fact
from .facts import Values
from .income_lines import Amounts, Led
from .known import Held


def statements(change: Change, led: Led | None = None) -> bool:
    """Opens what the file says anew; True where the register is newer. ``led``: by which rule set lines
    of income count, where the file has any."""
    said, known = change.said, change.known
    owner = known.id if known else None
    older = _state(change, Standing, facts.standing(said), known.standing if known else None, owner)
    older |= _state(change, Living, facts.living(said), known.living if known else None, owner)
    for kind in facts.MORE_OF_HOUSEHOLD:
        if facts.tells(kind, said.told):
            held = known.more.get(kind) if known else None
            older |= _state(change, kind, facts.more(kind, said), held, owner)
    if led is not None and (amounts := led.amounts(said)):
        return older | _worked(change, led, amounts, owner)
    if said.per_head is None or said.income_year is None:
        return older
    earned = known.incomes.get(said.income_year) if known else None
    if earned and earned.values == (said.per_head,):
        return older
    if not close(change, Income, earned):
        return True
    result = (said.per_head, None, None, None)
    change.facts.append(Fact(Income, result, owner, said.income_year))
    return older


def _worked(change: Change, led: Led, amounts: Amounts, owner: UUID | None) -> bool:
    """An income by its lines, divided by the members that the file names."""
    said, known = change.said, change.known
    year, people = said.income_year or said.as_of.year, len(said.members)
    held = known.worked.get(year) if known else None
    if held is not None and held.values == (people, amounts):
        return False
    if not close(change, Income, held):
        return True
    net = led.net(amounts)
    result = (divided(net, people), led.rule, people, net)
    change.facts.append(Fact(Income, result, owner, year, amounts))
    return False


def _state(
    change: Change,
    model: type[Statement],
    said: Values,
    held: Held | None,
    owner: UUID | None,
) -> bool:
    """Opens a statement where the file says something else; True where the register is newer."""
    values = news(change, model, said, held)
    if values is None:
        return False
    if not close(change, model, held):
        return True
    change.facts.append(Fact(model, values, owner))
    change.touched += facts.changed(model, values, held.values if held else None)
    return False


def news(change: Change, model: type[Statement], said: Values, held: Held | None) -> Values | None:
    old = held.values if held else None
    values = facts.merged(model, change.said.told, said, old)
    return None if values == (old or facts.empty(model)) else values


def close(change: Change, model: type[Model], held: Held | None) -> bool:
    """Ends what held on the file's day; the same day leaves an empty span (a correction)."""
    if held is None:
        return True
    if change.said.as_of < held.from_day:
        return False
    change.edits.append(Edit(model, held.id, {"until": change.said.as_of}))
    return True

"""How net income per head comes about: lines added and taken off, divided by the people who count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lianxin.kernel.actor import SYSTEM
from lianxin.register.models import Household
from lianxin.register.queries import memberships

from .income import IncomeItem, IncomeRule


@dataclass(frozen=True)
class Working:
    """``net`` and ``per_head`` in fen; ``per_head`` rounds halves up."""

    net: int
    people: int
    per_head: int


def working(
    household: Household,
    rule: IncomeRule,
    amounts: Mapping[IncomeItem, int],
    people: int | None,
    day: date,
) -> Working:
    """By the rule set's own denominator: members on the register that day, or as many as are told."""
    if rule.denominator == IncomeRule.Denominator.REGISTERED:
        people = memberships(SYSTEM, day=day).filter(household=household).count()
    net = sum(item.sign * amount for item, amount in amounts.items())
    return Working(net, people or 0, _divided(net, people or 0))


def _divided(net: int, people: int) -> int:
    return (2 * net + people) // (2 * people) if people else 0

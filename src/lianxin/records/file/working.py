"""How net income per head comes about: lines added and taken off, divided by the people who count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.register.models import Household
from lianxin.register.queries import memberships

from .income import Income, IncomeAmount, IncomeItem, IncomeRule


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
    return Working(net, people or 0, divided(net, people or 0))


def divided(net: int, people: int) -> int:
    """Per head, halves up; 0 where there is nobody."""
    return (2 * net + people) // (2 * people) if people else 0


class Line(NamedTuple):
    """One line as it was filled in; ``sign`` −1 is taken off."""

    name: str
    sign: int
    amount: int


@dataclass(frozen=True)
class Part:
    """The lines of one group with what they come to, in fen."""

    group: str
    title: str
    lines: list[Line]

    @property
    def net(self) -> int:
        return sum(line.sign * line.amount for line in self.lines)


def parts(income: Income) -> list[Part]:
    """How the income came about, group by group; nothing where only the result was stated.

    ``income.amounts`` with their items must have been fetched as ``lines``.
    """
    found: dict[str, list[Line]] = {}
    for one in income.lines:  # type: ignore[attr-defined]
        line = Line(one.item.told, one.item.sign, one.amount)
        found.setdefault(one.item.group, []).append(line)
    return [
        Part(str(group.value), str(group.label), found[group.value])
        for group in IncomeItem.Group
        if group.value in found
    ]


def with_lines(rows: GuardedQuerySet[Income]) -> QuerySet[Income]:
    """Incomes with their rule sets and lines. Unscoped lines: who sees the income sees its lines."""
    lines = IncomeAmount.objects.visible_to(SYSTEM).select_related("item")
    lines = lines.order_by("item__position", "id")
    return rows.select_related("rule", "author").prefetch_related(
        Prefetch("amounts", lines, to_attr="lines")
    )

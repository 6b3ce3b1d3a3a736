"""Lines of income that a sheet with every field has, by the rule set that leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Area
from lianxin.records.file.income import Income, IncomeAmount, IncomeItem, IncomeRule

from .roster import RosterHousehold

PREFIX = "income:"
"""Before the name of a line, where a roster tells of it."""
Amounts = Mapping[UUID, int]


@dataclass(frozen=True)
class Led:
    """The leading rule set with the keys and signs of its lines, by name."""

    rule: UUID
    items: Mapping[str, tuple[UUID, int]]

    def amounts(self, said: RosterHousehold) -> dict[UUID, int]:
        """What the file says of each line; nothing where one of them is none of this rule set."""
        told = {
            name.removeprefix(PREFIX): amount
            for name, amount in said.more.items()
            if name.startswith(PREFIX)
        }
        if told.keys() - self.items.keys():
            return {}
        return {self.items[name][0]: amount for name, amount in told.items()}

    def net(self, amounts: Amounts) -> int:
        signs = dict(self.items.values())
        return sum(signs[key] * amount for key, amount in amounts.items())


def led(told: Iterable[str]) -> Led | None:
    """Where the file has lines of income. Unscoped: rule sets are public."""
    if not any(name.startswith(PREFIX) for name in told):
        return None
    rule = IncomeRule.objects.visible_to(SYSTEM).filter(leading=True, until=None).first()
    if rule is None:
        return None
    rows = IncomeItem.objects.visible_to(SYSTEM).filter(rule=rule)
    return Led(rule.pk, {row.name: (row.pk, row.sign) for row in rows})


def held(
    village: Area, rule: UUID
) -> dict[UUID, tuple[UUID, int, Any, int | None, dict[UUID, int]]]:
    """By the income: household, year, from which day, people, lines. Unscoped: the village has been
    asked about."""
    rows = Income.objects.visible_to(SYSTEM).filter(
        household__village=village, rule_id=rule, until=None
    )
    lines: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    amounts = IncomeAmount.objects.visible_to(SYSTEM).filter(
        income__in=rows.order_by().values("pk")
    )
    for income, item, amount in amounts.order_by().values_list("income_id", "item_id", "amount"):
        lines[income][item] = amount
    return {
        key: (home, year, since, people, lines[key])
        for key, home, year, since, people in rows.values_list(
            "pk", "household_id", "year", "from_day", "people"
        )
    }

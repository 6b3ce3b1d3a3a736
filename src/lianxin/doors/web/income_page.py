"""Income as the page shows it: the working of each year, rule sets side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from lianxin.records.file.income import Income
from lianxin.records.file.working import Part, parts

from .household_page import HouseholdPage


@dataclass(frozen=True)
class Working:
    """One year by one rule set, or as a roster states it."""

    income: Income
    parts: list[Part]
    leads: bool

    @property
    def rule(self) -> str:
        return self.income.rule.told if self.income.rule else _("名册上的数")

    @property
    def negative(self) -> bool:
        return (self.income.net or 0) < 0


def workings(page: HouseholdPage) -> list[tuple[int, list[Working]]]:
    """The latest year first; within a year the one that counts first."""
    leading = {row.pk for row in page.incomes}
    rows = [Working(row, parts(row), row.pk in leading) for row in page.stated.incomes]
    rows.sort(key=lambda one: (-one.income.year, not one.leads))
    return [(year, list(some)) for year, some in groupby(rows, key=lambda one: one.income.year)]

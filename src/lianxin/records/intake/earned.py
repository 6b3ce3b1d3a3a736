"""收入表: a household's income of a year by its lines, and whether what the sheet sums up agrees with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.money import yuan
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import fold
from lianxin.records.file.actions import income_state
from lianxin.records.file.income import Income, IncomeAmount, IncomeItem, IncomeRule
from lianxin.records.file.models import Source
from lianxin.records.file.rules import items_of, rule_sets
from lianxin.register.models import Household

from .bringing import Bringing
from .homes import Homes
from .known import CHUNK, chunks
from .lines import SaidIncome

NEAR = 100
"""Fen by which a sum may differ: sheets round to a yuan."""
Amounts = dict[IncomeItem, int]


class IncomesIn(Bringing[SaidIncome]):
    fields = {"amounts": "register_code", "day": "year", "households": "head_name"}

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.homes = Homes(self.actor, self.village)
        self.rules = {
            rule: {fold(item.name): item for item in items_of(rule)} for rule in rule_sets(self.day)
        }
        self.said: dict[tuple[Any, ...], int] = {}
        self.fresh: list[UUID] = []
        # Unscoped: the action asks the policy about each household.
        rows = Income.objects.visible_to(SYSTEM).filter(until=None, rule__isnull=False)
        rows = rows.filter(household__village=self.village)
        self.held = {(row.household_id, row.year, row.rule_id): row for row in rows}
        self.told: dict[UUID, dict[UUID, int]] = defaultdict(dict)
        amounts = IncomeAmount.objects.visible_to(SYSTEM).filter(income__in=rows)
        for key, item, amount in amounts.values_list("income_id", "item_id", "amount"):
            self.told[key][item] = amount

    @contextmanager
    def all_of_them(self) -> Iterator[None]:
        """The lines of all that was stated anew are noted in one go."""
        yield
        self.trace.made += [(Income.__name__, key) for key in self.fresh]
        for some in chunks(self.fresh, CHUNK):
            lines = IncomeAmount.objects.visible_to(SYSTEM).filter(income__in=some)
            keys = lines.values_list("pk", flat=True)
            self.trace.made += [(IncomeAmount.__name__, key) for key in keys]

    def counts(self, lines: Sequence[SaidIncome]) -> dict[str, int]:
        return {"households": len({line.home for line in lines}), "incomes": len(lines)}

    def put(self, line: SaidIncome) -> str:
        home, doubts = self.homes.find(line.home)
        self.doubted(doubts)
        if line.year is None:
            raise refuse("sheet.year_wanted", "year")
        rule = self._rule(line)
        other = self.said.setdefault((home.pk, rule.pk, line.year), line.row)
        if other != line.row:
            told = {"number": home.number, "year": line.year, "other": other}
            raise refuse("sheet.income_twice", "year", **told)
        return self._state(line, home, rule, self._amounts(line, rule))

    def _state(self, line: SaidIncome, home: Household, rule: IncomeRule, amounts: Amounts) -> str:
        held = self.held.get((home.pk, line.year or 0, rule.pk))
        if held is not None and self._says_nothing_new(line, held, amounts):
            return "unchanged"
        if held is None:
            income = self._stated(line, home, rule, amounts)
            self.fresh.append(income.pk)
        else:
            of = {"household": home, "year": line.year, "rule": rule}
            rows = Income.objects.visible_to(SYSTEM).filter(**of)  # unscoped: as above
            told = {f"income__{name}": value for name, value in of.items()}
            lines = IncomeAmount.objects.visible_to(SYSTEM).filter(**told)
            with self.trace.watching(rows, lines):
                income = self._stated(line, home, rule, amounts)
        self._compare(line, income, amounts)
        if held and held.pk == income.pk:
            return "unchanged"
        return "updated" if held else "created"

    def _stated(
        self, line: SaidIncome, home: Household, rule: IncomeRule, amounts: Amounts
    ) -> Income:
        stated = rule.denominator == IncomeRule.Denominator.STATED
        return income_state(
            actor=self.actor,
            household=home,
            rule=rule,
            year=line.year or 0,
            amounts=amounts,
            people=line.people if stated else None,
            day=self.day,
            source=Source.IMPORT,
        )

    def _says_nothing_new(self, line: SaidIncome, held: Income, amounts: Amounts) -> bool:
        """The same lines for as many people: who lives there today does not change an old year's income."""
        if line.people is not None and line.people != held.people:
            return False
        if self.told[held.pk] != {item.pk: amount for item, amount in amounts.items()}:
            return False
        self._compare(line, held, amounts)
        return True

    def _rule(self, line: SaidIncome) -> IncomeRule:
        """The rule set named, else the first that has all the lines; the leading one goes first."""
        if not self.rules:
            raise refuse("sheet.no_rule", "rule")
        if line.rule:
            named = [rule for rule in self.rules if fold(rule.name) == fold(line.rule)]
            if not named:
                raise refuse("sheet.no_such_rule", "rule", name=line.rule)
            return named[0]
        wanted = {fold(name) for name in line.amounts}
        best = max(self.rules, key=lambda rule: len(wanted & self.rules[rule].keys()))
        return next((r for r in self.rules if wanted <= self.rules[r].keys()), best)

    def _amounts(self, line: SaidIncome, rule: IncomeRule) -> Amounts:
        items = self.rules[rule]
        foreign = [name for name in line.amounts if fold(name) not in items]
        if foreign:
            raise refuse(
                "sheet.foreign_line", f"item:{foreign[0]}", name=foreign[0], rule=rule.name
            )
        found = {}
        for name, amount in line.amounts.items():
            item = items[fold(name)]
            if amount < 0 and item.sign < 0:
                self.doubt("sheet.taken_off", f"item:{name}", name=name)
                amount = -amount
            found[item] = amount
        return found

    def _compare(self, line: SaidIncome, income: Income, amounts: Amounts) -> None:
        """What the sheet sums up, beside what its lines come to."""
        gross = sum(amount for item, amount in amounts.items() if item.sign > 0)
        sums = {"gross": gross, "net": income.net, "per_head": income.per_head}
        for name, counted in sums.items():
            said = getattr(line, name)
            if said is not None and abs(said - (counted or 0)) > NEAR:
                told = {"said": yuan(said), "counted": yuan(counted or 0)}
                self.doubt("sheet.sum_differs", name, **told)
        if line.people is not None and line.people != income.people:
            told = {"said": str(line.people), "counted": str(income.people)}
            self.doubt("sheet.people_differ", "people", **told)

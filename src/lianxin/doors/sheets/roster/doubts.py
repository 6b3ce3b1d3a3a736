"""The rules asked of each household and member; what they doubt is told beside the cell, with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lianxin.kernel.period import full_years
from lianxin.kernel.problem import problem
from lianxin.records.intake.roster import RosterPerson

from .households import Family
from .rules import RULES, Case, Declared, MemberCase, Seen, Words
from .table import Table
from .vocabulary import Rule, Vocabulary


def doubt(families: Iterable[Family], vocabulary: Vocabulary) -> None:
    """Adds each rule's doubts to the tables of the families."""
    words = Words(vocabulary)
    doubters: dict[int, _Doubter] = {}
    for family in families:
        key = id(family.table)
        if key not in doubters:
            doubters[key] = _Doubter(family.table, vocabulary, words)
        doubters[key].look_at(family)


@dataclass(frozen=True, slots=True)
class _Run:
    rule: Rule
    declared: Declared


class _Doubter:
    """The rules that one table can be asked, and what they said to members seen before."""

    def __init__(self, table: Table, vocabulary: Vocabulary, words: Words) -> None:
        fields = table.header.fields
        runs = [
            _Run(rule, declared)
            for name, rule in vocabulary.rules.items()
            if (declared := RULES.get(name))
            and fields.issuperset(declared.fields)
            and all(isinstance(rule.thresholds.get(n), int | float) for n in declared.limits)
        ]
        self.words = words
        self.of_member = [run for run in runs if run.declared.person]
        self.of_household = [run for run in runs if not run.declared.person]
        self.size = vocabulary.rules.get("size_differs")
        self.said: dict[tuple[Any, ...], list[_Run]] = {}

    def look_at(self, family: Family) -> None:
        _doubt_size(family, self.size)
        self._household(family)
        self._members(family)

    def _household(self, family: Family) -> None:
        household = family.household
        case = Case(household, self.words, {})
        for run in self.of_household:
            case.limits = run.rule.thresholds
            if not run.declared.check(case):
                continue
            place = next((i for i, m in enumerate(household.members) if m.is_head), 0)
            field_name = run.declared.fields[0]
            rows = family.rows if run.declared.blank else [family.rows[place]]
            if not run.declared.blank or all(family.table.blank(field_name, r) for r in rows):
                _tell(family, family.rows[place], field_name, run.rule)

    def _members(self, family: Family) -> None:
        household = family.household
        day, watch = household.as_of, household.watch
        sexes = tuple([m.sex for m in household.members if m.is_head])
        for row, p in zip(family.rows, household.members, strict=True):
            age = full_years(p.born, day) if p.born else None
            # A code is one object wherever it stands, and comparing ids is five times as fast.
            key = (
                id(p.relation), p.sex, id(p.ethnic), id(p.education), id(p.schooling), id(p.health),
                id(p.labour), p.work_months, p.illness_insurance, id(watch), sexes, age,
            )  # fmt: skip
            runs = self.said.get(key)
            if runs is None:
                runs = self.said[key] = self._ask(p, watch, sexes, age)
            for run in runs:
                field_name = run.declared.fields[0]
                if not run.declared.blank or family.table.blank(field_name, row):
                    _tell(family, row, field_name, run.rule, name=p.name, age=age)

    def _ask(
        self, p: RosterPerson, watch: UUID | None, sexes: tuple[str, ...], age: int | None
    ) -> list[_Run]:
        seen = Seen(
            p.relation, p.sex, p.ethnic, p.education, p.schooling, p.health, p.labour,
            p.work_months, p.illness_insurance, watch, sexes, age,
        )  # fmt: skip
        return [
            run
            for run in self.of_member
            if run.declared.check(MemberCase(seen, self.words, run.rule.thresholds))
        ]


def _doubt_size(family: Family, rule: Rule | None) -> None:
    if rule is None or family.size is None or family.size == len(family.rows):
        return
    _tell(family, family.rows[0], "size", rule, stated=family.size, counted=len(family.rows))


def _tell(family: Family, row: int, field_name: str, rule: Rule, **details: Any) -> None:
    table = family.table
    told = problem(
        f"doubt.{rule.name}", **{**rule.thresholds, **details, "title": rule.title, "why": rule.why}
    )
    table.odd(table.header.of(field_name), row, told)

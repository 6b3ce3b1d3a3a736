"""Rows of people become households: by code, by the head's name, or from one head to the next."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from lianxin.kernel.problem import problem
from lianxin.kernel.text import fold
from lianxin.records.intake.roster import RosterHousehold

from .amounts import Day
from .columns import SEVERAL, more
from .header import Head
from .members import Members
from .table import Table, Values

FIRM = frozenset(
    """village category lifted_year watch risk_cleared identified risk_from risk_until dangerous_house
    safe_water per_head cause""".split()
)
"""Facts that cannot differ within a household; other differences are doubts."""
PERSON_TOLD = {"phone": "person_phone", "register_code": "person_register_code"}
VILLAGE_ENDING = re.compile(r"(村民委员会|村委会|行政村|社区居委会|社区|村)$")
AUTHOR_DAY = re.compile(
    r"(?:填报|统计|数据|截止|制表)(?:日期|时间)[:：]?(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?"
)


@dataclass
class Family:
    """A household as understood, with the places of its rows in the table."""

    table: Table
    household: RosterHousehold
    rows: list[int]
    size: int | None = None


@dataclass
class Maker:
    """Makes the households of one table."""

    table: Table
    village: str
    as_of: date
    today: date
    listed: bool = field(init=False)
    told: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        fields = self.table.header.fields
        self.listed = "name" not in fields  # one row a household: only heads are named
        self.told = frozenset(_told(fields, self.listed))
        self.as_of = _stated_day(self.table.header.above) or self.as_of
        self.members = Members(self.table, self.listed)
        self.columns = self.members.columns
        self.heading = self.members.heading
        self.ahead: set[date] = set()
        self.more = more() - {"lifted_year", "income_year"}
        self.household_heads = [
            head
            for head in self.table.heads
            if head.column and head.column.level == "household" and head.field not in _OWN_WAY
        ]
        self.fields = [head.field for head in self.household_heads]
        self.facts = [self.table.values[head.index] for head in self.household_heads]
        places = [self.table.places(head) for head in self.household_heads]
        self.cells_of_household = (
            list(zip(*places, strict=True)) if places else [()] * len(self.table.numbers)
        )

    # -- grouping --------------------------------------------------------------------------------

    def families(self) -> list[Family]:
        groups: dict[Any, list[int]] = {}
        current: Any = None
        headed = False
        for row in self.table.kept:
            heads = self.heading[row]
            key = self._key(row, current, heads, headed)
            headed = heads or (headed and key == current)
            current = key
            groups.setdefault(key, []).append(row)
        return [self._family(rows) for rows in groups.values()]

    def _key(self, row: int, current: Any, heads: bool, headed: bool) -> Any:
        """The row's household: a code, or the place of the row that began it."""
        codes, names = self.columns["register_code"], self.columns["head_name"]
        if self.listed and not (codes and codes[row]):
            return row
        if codes and codes[row]:
            return codes[row]
        if current is None or (heads and (headed or codes)):
            return row
        if not codes and names and not heads:
            return current if names[row] in (None, self._head_name(current)) else row
        if heads and names and names[row] != self._head_name(current):
            return row
        if heads and not names:
            return row
        return current

    def _head_name(self, key: Any) -> Any:
        names = self.columns["head_name"]
        return names[key] if names and isinstance(key, int) else None

    # -- one household ---------------------------------------------------------------------------

    def _family(self, rows: list[int]) -> Family:
        facts = self._facts(rows)
        by_field = dict(zip(self.fields, facts, strict=True))
        as_of = self._day(by_field.get("as_of"), rows[0])
        household = RosterHousehold(
            row=self.table.numbers[rows[0]],
            as_of=as_of,
            sheet=self.table.told_sheet,
            told=self.told,
            register_code=self._first("register_code", rows) or "",
            causes=self._causes(facts),
        )
        for name, value in by_field.items():
            if value is not None and name not in _NO_FACT:
                plain = value.first if type(value) is Day else value
                if name in self.more:
                    household.more[name] = plain
                    continue
                setattr(household, "phone" if name == "household_phone" else name, plain)
        if household.per_head is not None:
            income = self.table.header.of("per_head")
            household.income_year = (
                household.income_year or (income.year if income else None) or as_of.year
            )
        household.members = [self.members.person(row) for row in rows]
        self._check_heads(rows)
        if not household.phone and "household_phone" not in by_field:
            household.phone = next((m.phone for m in household.members if m.is_head), "")
        self._check_village(by_field.get("village"), rows[0])
        size = None if self.listed else by_field.get("size")
        return Family(self.table, household, rows, size)

    def _facts(self, rows: list[int]) -> Values:
        """A value a column; where all rows have the very same cells, nothing is to be compared."""
        cells, first = self.cells_of_household, rows[0]
        same = cells[first]
        for row in rows:
            if cells[row] != same:
                return [self._fact(head, rows) for head in self.household_heads]
        return [column[first] for column in self.facts]

    def _fact(self, head: Head, rows: list[int]) -> Any:
        """The household's value; rows that say otherwise are found."""
        column = self.table.values[head.index]
        if len(rows) == 1:
            return column[rows[0]]
        values = {column[row] for row in rows}
        values.discard(None)
        if len(values) < 2:
            return values.pop() if values else None
        counted = Counter(column[row] for row in rows if column[row] is not None)
        own = next((column[r] for r in rows if self.heading[r] and column[r] is not None), None)
        most = max(counted.values())
        usual = own if counted.get(own) == most else max(counted, key=lambda v: counted[v])
        firm = head.field in FIRM
        code = "roster.household_differs" if firm else "roster.household_differs_mildly"
        tell = self.table.wrong if firm else self.table.odd
        for row in rows:
            if column[row] is not None and column[row] != usual:
                other = next(r for r in rows if column[r] == usual)
                found = problem(
                    code, other=self.table.value(head, other), row=self.table.numbers[other]
                )
                tell(head, row, found, (found.details["other"],))
        return usual

    def _first(self, name: str, rows: list[int]) -> Any:
        column = self.columns.get(name)
        return (
            next((column[row] for row in rows if column[row] is not None), None) if column else None
        )

    def _causes(self, facts: Values) -> tuple[UUID, ...]:
        told = zip(self.fields, facts, strict=True)
        found: list[tuple[UUID, ...]] = [f for name, f in told if f and name == SEVERAL]
        if len(found) == 1:
            return found[0]
        return tuple(dict.fromkeys(cause for causes in found for cause in causes))

    def _day(self, stated: Day | None, row: int) -> date:
        """The day the facts hold from; never later than today."""
        day = stated.first if stated else self.as_of
        if day <= self.today:
            return day
        if day not in self.ahead:
            self.ahead.add(day)
            head = self.table.header.of("as_of")
            told = problem("roster.date_ahead", today=self.today)
            self.table.odd(head, row, told)
        return self.today

    def _check_village(self, stated: str | None, row: int) -> None:
        if stated is None or _same_village(stated, self.village):
            return
        head = self.table.header.of("village")
        told = problem("roster.other_village", village=self.village)
        self.table.wrong(head, row, told, (self.village,))

    def _check_heads(self, rows: list[int]) -> None:
        relations = self.columns["relation"]
        if relations is None:
            return
        heads = [row for row in rows if self.heading[row]]
        column = self.table.header.of("relation")
        for row in heads[1:]:
            told = problem("roster.two_heads", row=self.table.numbers[heads[0]])
            self.table.wrong(column, row, told)
        if not heads and all(relations[row] is not None for row in rows):
            told = problem("roster.no_head")
            self.table.wrong(column, rows[0], told, ("户主",))


_NO_FACT = frozenset({"village", "size", "as_of", SEVERAL})
_OWN_WAY = frozenset({"register_code", "head_name", "head_id"})


def _told(fields: set[str], listed: bool) -> set[str]:
    told = set()
    for name in fields:
        if name == "household_phone":
            told.add("phone")
        elif name == SEVERAL:
            told.add("causes")
        else:
            told.add(PERSON_TOLD.get(name, name) if name == "phone" else name)
    if "phone" in fields and "household_phone" not in fields:
        told.add("phone")
    return told


@lru_cache(maxsize=1000)
def _same_village(stated: str, village: str) -> bool:
    """阳坡村, 阳坡, 阳坡村委会, 洛门镇阳坡村 are one village."""
    here, there = (VILLAGE_ENDING.sub("", fold(text)) for text in (village, stated))
    return bool(here) and there.endswith(here)


def _stated_day(above: list[str]) -> date | None:
    """The day that a title line states: 填报日期：2026年6月30日."""
    for text in above:
        if found := AUTHOR_DAY.search(text):
            try:
                return date(int(found[1]), int(found[2]), int(found[3] or 1))
            except ValueError:
                return None
    return None

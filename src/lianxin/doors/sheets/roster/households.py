"""Rows of people become households: by code, by the head's name, or from one head to the next."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel.problem import problem
from lianxin.kernel.text import fold
from lianxin.records.intake.roster import RosterHousehold, RosterPerson
from lianxin.register.identity import IdCheck

from .amounts import Day
from .columns import SEVERAL
from .header import Head
from .identity import Identity
from .table import Table, Values

FIRM = frozenset(
    """village category watch risk_cleared identified risk_from risk_until dangerous_house
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
        named = self.table.vocabulary.named
        self.head_id = named("relation", "户主").id
        self.other_id = named("relation", "其他").id
        self.columns: dict[str, Values | None] = {
            name: self.table.column(name)
            for name in (*fields, "head_name", "head_id", "register_code", "relation")
        }
        self.ahead: set[date] = set()
        nothing: Values = [None] * len(self.table.numbers)
        self.copied = [self.columns.get(name) or nothing for name in _COPIED]
        self.household_heads = [
            head
            for head in self.table.heads
            if head.column and head.column.level == "household" and head.field not in _OWN_WAY
        ]
        places = [self.table.places(head) for head in self.household_heads]
        self.cells_of_household = list(zip(*places, strict=True)) if places else [()] * len(nothing)

    # -- grouping --------------------------------------------------------------------------------

    def families(self) -> list[Family]:
        groups: dict[Any, list[int]] = {}
        current: Any = None
        headed = False
        for row in self.table.kept:
            heads = self.is_head(row)
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

    def is_head(self, row: int) -> bool:
        relations = self.columns["relation"]
        if relations is not None:
            return bool(relations[row] == self.head_id)
        return self.listed

    # -- one household ---------------------------------------------------------------------------

    def _family(self, rows: list[int]) -> Family:
        facts = self._facts(rows)
        by_field = {
            head.field: facts[head.index] for head in self.household_heads if head.field != SEVERAL
        }
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
            self._put(household, name, value)
        if household.per_head is not None:
            income = self.table.header.of("per_head")
            household.income_year = (income.year if income else None) or as_of.year
        household.members = [self._person(row) for row in rows]
        self._check_heads(rows)
        if not household.phone and "household_phone" not in by_field:
            household.phone = next((m.phone for m in household.members if m.is_head), "")
        self._check_village(by_field.get("village"), rows[0])
        size = None if self.listed else by_field.get("size")
        return Family(self.table, household, rows, size)

    def _put(self, household: RosterHousehold, name: str, value: Any) -> None:
        if value is None or name in ("village", "size", "as_of"):
            return
        name = "phone" if name == "household_phone" else name
        setattr(household, name, value.first if isinstance(value, Day) else value)

    def _facts(self, rows: list[int]) -> dict[int, Any]:
        """Values by column; where all rows have the very same cells, nothing is to be compared."""
        cells, values = self.cells_of_household, self.table.values
        first = rows[0]
        if all(cells[row] == cells[first] for row in rows):
            return {head.index: values[head.index][first] for head in self.household_heads}
        return {head.index: self._fact(head, rows) for head in self.household_heads}

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
        own = next((column[r] for r in rows if self.is_head(r) and column[r] is not None), None)
        most = max(counted.values())
        usual = own if counted.get(own) == most else max(counted, key=lambda v: counted[v])
        firm = head.field in FIRM
        code = "roster.household_differs" if firm else "roster.household_differs_mildly"
        pile = self.table.problems if firm else self.table.doubts
        for row in rows:
            if column[row] is not None and column[row] != usual:
                other = next(r for r in rows if column[r] == usual)
                found = problem(
                    code, other=self.table.value(head, other), row=self.table.numbers[other]
                )
                pile.append(self.table.finding(head, row, found, (found.details["other"],)))
        return usual

    def _first(self, name: str, rows: list[int]) -> Any:
        column = self.columns.get(name)
        return (
            next((column[row] for row in rows if column[row] is not None), None) if column else None
        )

    def _causes(self, facts: dict[int, Any]) -> tuple[UUID, ...]:
        found = [facts[h.index] or () for h in self.household_heads if h.field == SEVERAL]
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
            self.table.doubts.append(self.table.finding(head, row, told))
        return self.today

    def _check_village(self, stated: str | None, row: int) -> None:
        if stated is None or _same_village(stated, self.village):
            return
        head = self.table.header.of("village")
        told = problem("roster.other_village", village=self.village)
        self.table.problems.append(self.table.finding(head, row, told, (self.village,)))

    def _check_heads(self, rows: list[int]) -> None:
        relations = self.columns["relation"]
        if relations is None:
            return
        heads = [row for row in rows if relations[row] == self.head_id]
        column = self.table.header.of("relation")
        for row in heads[1:]:
            told = problem("roster.two_heads", row=self.table.numbers[heads[0]])
            self.table.problems.append(self.table.finding(column, row, told))
        if not heads and all(relations[row] is not None for row in rows):
            told = problem("roster.no_head")
            self.table.problems.append(self.table.finding(column, rows[0], told, ("户主",)))

    # -- one person ------------------------------------------------------------------------------

    def _person(self, row: int) -> RosterPerson:
        head = self.is_head(row)
        ethnic, party, education, schooling, health, labour, months, insured, *rest = [
            column[row] for column in self.copied
        ]
        phone, register_code, identified = rest
        person = RosterPerson(
            row=self.table.numbers[row],
            name=self._name(row),
            relation=self._relation(row, head),
            is_head=head,
            ethnic=ethnic,
            party=party,
            phone=phone or "",
            register_code=register_code or "",
            education=education,
            schooling=schooling,
            health=health,
            labour=labour,
            work_months=months,
            illness_insurance=insured,
            identified=identified.first if identified else None,
        )
        self._identify(person, row)
        return person

    def _name(self, row: int) -> str:
        field_name = "head_name" if self.listed else "name"
        column = self.columns.get(field_name)
        name = column[row] if column else None
        if name is None and self.table.blank(field_name, row):
            told = problem("roster.name_missing")
            self.table.problems.append(
                self.table.finding(self.table.header.of(field_name), row, told)
            )
        return name or ""

    def _relation(self, row: int, head: bool) -> UUID:
        if head:
            return self.head_id
        column = self.columns["relation"]
        relation = column[row] if column else None
        if relation is None and self.table.blank("relation", row):
            found = problem("roster.relation_missing")
            self.table.problems.append(
                self.table.finding(self.table.header.of("relation"), row, found)
            )
        return relation or self.other_id

    def _identify(self, person: RosterPerson, row: int) -> None:
        """The ID number, or why there is none; sex and day of birth follow from the number."""
        use_head_id = self.listed and self.columns.get("id_number") is None
        field_name = "head_id" if use_head_id else "id_number"
        column, kinds = self.columns.get(field_name), self.columns.get("id_kind")
        identity: Identity = (column[row] if column else None) or Identity()
        reasons = self.columns.get("no_id_reason")
        kind = kinds[row] if kinds else None
        sexes, births = self.columns.get("sex"), self.columns.get("born")
        sex, born = sexes[row] if sexes else None, births[row] if births else None
        if identity.check:
            person.id_number, person.sex = identity.check.number, identity.check.sex
            person.born = identity.check.born
            self._compare(row, identity.check, sex, born)
            return
        person.sex = sex or "0"
        person.born = born.first if born and born.whole else None
        if identity.paper and kind not in (None, "居民身份证", "残疾人证"):
            person.id_number, person.id_kind = identity.paper, kind
            return
        person.no_id_reason = identity.reason or (reasons[row] if reasons else None) or ""
        if not person.no_id_reason and self.table.blank(field_name, row):
            told = problem("roster.id_missing")
            self.table.problems.append(
                self.table.finding(self.table.header.of(field_name), row, told)
            )

    def _compare(self, row: int, check: IdCheck, sex: str | None, born: Day | None) -> None:
        if sex and sex != check.sex:
            meant = "男" if check.male else "女"
            told = problem("roster.sex_differs", meant=meant)
            self.table.doubts.append(
                self.table.finding(self.table.header.of("sex"), row, told, (meant,))
            )
        if born and (born.first != check.born if born.whole else not _same_month(born, check.born)):
            told = problem("roster.born_differs", born=check.born)
            self.table.doubts.append(
                self.table.finding(
                    self.table.header.of("born"), row, told, (check.born.isoformat(),)
                )
            )


_OWN_WAY = frozenset({"register_code", "head_name", "head_id"})
_COPIED = (
    "ethnic party education schooling health labour work_months illness_insurance "
    "phone person_register_code person_identified"
).split()


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


def _same_month(born: Day, day: date) -> bool:
    return (born.first.year, born.first.month) == (day.year, day.month)


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

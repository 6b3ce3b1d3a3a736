"""One row of a roster becomes one member: name, relation, number, and what the number tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lianxin.kernel.problem import problem
from lianxin.records.intake.roster import RosterPerson
from lianxin.register.identity import IdCheck

from .amounts import Day
from .columns import more
from .identity import Identity
from .table import Table, Values

_COPIED = (
    "ethnic party education schooling health labour work_months illness_insurance "
    "phone person_register_code person_identified"
).split()

NOBODY = Identity()


class Members:
    """``listed`` is true where each row is a household and only its head is named."""

    def __init__(self, table: Table, listed: bool) -> None:
        self.table, self.listed = table, listed
        named = table.vocabulary.named
        self.head_id = named("relation", "户主").id
        self.other_id = named("relation", "其他").id
        fields = (*table.header.fields, "head_name", "head_id", "register_code", "relation")
        self.columns: dict[str, Values | None] = {name: table.column(name) for name in fields}
        nothing: Values = [None] * len(table.numbers)
        self.copied = [self.columns.get(name) or nothing for name in _COPIED]
        self.more = [
            (head.field, table.values[head.index])
            for head in table.heads
            if head.field in more() and head.column and head.column.level == "person"
        ]
        self.heading = self._heading(len(table.numbers))
        self.name_field = "head_name" if listed else "name"
        self.id_field = (
            "head_id" if listed and self.columns.get("id_number") is None else "id_number"
        )
        told = (self.id_field, "id_kind", "no_id_reason", "sex", "born", self.name_field)
        self.ids, self.kinds, self.reasons, self.sexes, self.births, self.names = [
            self.columns.get(name) or nothing for name in told
        ]

    def _heading(self, rows: int) -> list[bool]:
        """Which rows are heads; each relation is compared once, not for each member."""
        relations = self.columns["relation"]
        if relations is None:
            return [self.listed] * rows
        places = list(map(id, relations))
        distinct = dict(zip(places, relations, strict=True))
        heads = {at for at, relation in distinct.items() if relation == self.head_id}
        return [at in heads for at in places]

    def person(self, row: int) -> RosterPerson:
        head = self.heading[row]
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
        for name, column in self.more:
            if (value := column[row]) is not None:
                person.more[name] = value.first if type(value) is Day else value
        self._identify(person, row)
        return person

    def _name(self, row: int) -> str:
        name = self.names[row]
        if name is None and self.table.blank(self.name_field, row):
            told = problem("roster.name_missing")
            self.table.wrong(self.table.header.of(self.name_field), row, told)
        return name or ""

    def _relation(self, row: int, head: bool) -> UUID:
        if head:
            return self.head_id
        column = self.columns["relation"]
        relation = column[row] if column else None
        if relation is None and self.table.blank("relation", row):
            found = problem("roster.relation_missing")
            self.table.wrong(self.table.header.of("relation"), row, found)
        return relation or self.other_id

    def _identify(self, person: RosterPerson, row: int) -> None:
        """The ID number, or why there is none; sex and day of birth follow from the number."""
        identity: Identity = self.ids[row] or NOBODY
        kind, sex, born = self.kinds[row], self.sexes[row], self.births[row]
        if check := identity.check:
            person.id_number, person.sex, person.born = check.number, check.sex, check.born
            if sex or born:
                self._compare(row, check, sex, born)
            return
        person.sex = sex or "0"
        person.born = born.first if born and born.whole else None
        if identity.paper and kind not in (None, "居民身份证", "残疾人证"):
            person.id_number, person.id_kind = identity.paper, kind
            return
        person.no_id_reason = identity.reason or self.reasons[row] or ""
        if not person.no_id_reason and self.table.blank(self.id_field, row):
            told = problem("roster.id_missing")
            self.table.wrong(self.table.header.of(self.id_field), row, told)

    def _compare(self, row: int, check: IdCheck, sex: str | None, born: Day | None) -> None:
        if sex and sex != check.sex:
            meant = "男" if check.male else "女"
            told = problem("roster.sex_differs", meant=meant)
            self.table.odd(self.table.header.of("sex"), row, told, (meant,))
        if born and (born.first != check.born if born.whole else not _same_month(born, check.born)):
            told = problem("roster.born_differs", born=check.born)
            self.table.odd(self.table.header.of("born"), row, told, (check.born.isoformat(),))


def _same_month(born: Day, day: date) -> bool:
    return (born.first.year, born.first.month) == (day.year, day.month)

"""One row of a roster becomes one member: name, relation, number, and what the number tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lianxin.kernel.problem import problem
from lianxin.records.intake.roster import RosterPerson
from lianxin.register.identity import IdCheck

from .amounts import Day
from .identity import Identity
from .table import Table, Values

_COPIED = (
    "ethnic party education schooling health labour work_months illness_insurance "
    "phone person_register_code person_identified"
).split()


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

    def is_head(self, row: int) -> bool:
        relations = self.columns["relation"]
        if relations is not None:
            return bool(relations[row] == self.head_id)
        return self.listed

    def person(self, row: int) -> RosterPerson:
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
            self.table.wrong(self.table.header.of(field_name), row, told)
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
            self.table.wrong(self.table.header.of(field_name), row, told)

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

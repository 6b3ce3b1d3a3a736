"""The same ID number twice in a file: one of the rows has it from somebody else. Which one is named?

The row whose number contradicts its relation, such as a mother younger than the head; where that tells
nothing, the later row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lianxin.kernel.problem import problem
from lianxin.records.intake.roster import RosterPerson

from .households import Family
from .vocabulary import Vocabulary

ELDERS = "之父 之母 之岳父 之岳母 之公公 之婆婆 之祖父 之祖母 之外祖父 之外祖母".split()
YOUNGER = "之子 之女 之儿媳 之女婿 之孙子 之孙女 之外孙子 之外孙女 之侄儿 之侄女 之曾孙子 之曾孙女".split()


@dataclass(frozen=True, slots=True)
class _Holder:
    family: Family
    row: int
    person: RosterPerson


def find_twice(families: Iterable[Family], vocabulary: Vocabulary) -> None:
    """Adds a problem to each row that holds another's number."""
    families = list(families)
    numbers = [m.id_number for f in families for m in f.household.members if m.id_number]
    if len(set(numbers)) == len(numbers):
        return
    first: dict[str, tuple[Family, int, RosterPerson]] = {}
    several: dict[str, list[_Holder]] = {}
    for family in families:
        for row, person in zip(family.rows, family.household.members, strict=True):
            if not person.id_number:
                continue
            here = (family, row, person)
            held = first.setdefault(person.id_number, here)
            if held is not here:
                holders = several.setdefault(person.id_number, [_Holder(*held)])
                holders.append(_Holder(*here))
    relations = _Relations(vocabulary)
    for holders in several.values():
        _blame(holders, relations)


class _Relations:
    def __init__(self, vocabulary: Vocabulary) -> None:
        def ids(names: list[str]) -> frozenset[UUID]:
            found = (vocabulary.find("relation", name) for name in names)
            return frozenset(term.id for term in found if term)

        self.elders, self.younger = ids(ELDERS), ids(YOUNGER)
        terms = vocabulary.terms.get("relation", {}).values()
        self.sex_of = {term.id: term.sex for term in terms if term.sex}

    def contradicts(self, holder: _Holder) -> bool:
        """Whether the number's sex or age cannot be that of the relation."""
        person = holder.person
        if self.sex_of.get(person.relation, person.sex) != person.sex:
            return True
        head = next((m for m in holder.family.household.members if m.is_head), None)
        if head is None or head.born is None or person.born is None:
            return False
        if person.relation in self.elders:
            return person.born >= head.born
        return person.relation in self.younger and person.born <= head.born


def _blame(holders: list[_Holder], relations: _Relations) -> None:
    rightful = next((h for h in holders if not relations.contradicts(h)), holders[0])
    for holder in holders:
        if holder is rightful:
            continue
        table, other = holder.family.table, rightful.family.table
        where = str(rightful.person.row)
        if other is not table:
            where = f"{other.sheet.name} {where}"
        head = table.header.of("id_number") or table.header.of("head_id")
        told = problem("roster.person_twice", row=where)
        table.wrong(head, holder.row, told)

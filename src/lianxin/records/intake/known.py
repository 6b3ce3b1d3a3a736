"""The register of one village as an import meets it: read once, then looked up in memory."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.text import fold
from lianxin.people.models import Area
from lianxin.records.file.income import Income
from lianxin.records.file.models import Condition, Living, Standing, Statement
from lianxin.register.marks import SAVED
from lianxin.register.models import Household, Membership, Person

from .facts import (
    COLUMNS,
    CONDITION,
    IN_PERSON,
    LIVING,
    MORE_OF_HOUSEHOLD,
    MORE_OF_PERSON,
    STANDING,
    Values,
    tells,
)
from .income_lines import held, led

T = TypeVar("T")
CHUNK = 900
"""Values in one IN (…): below the smallest limit of the engines."""


@dataclass(slots=True)
class Held:
    """A statement in force: its row, since when, what it says."""

    id: UUID
    from_day: date
    values: Values


@dataclass(slots=True)
class Place:
    """An open membership."""

    id: UUID
    household: UUID
    relation: UUID
    is_head: bool
    from_day: date


@dataclass(slots=True)
class KnownPerson:
    id: UUID
    home: UUID
    name: str
    blind: bytes | None
    values: Values
    died: date | None
    rev: int
    place: Place | None = None
    left: date | None = None
    condition: Held | None = None
    more: dict[type[Statement], Held] = field(default_factory=dict)


@dataclass(slots=True)
class KnownHousehold:
    id: UUID
    number: str
    group: UUID | None
    register_code: str | None
    phone: str
    closed: date | None
    rev: int
    edition: int
    marks: dict[str, Any]
    martyr: bool | None = None
    members: list[KnownPerson] = field(default_factory=list)
    head_until: date | None = None
    standing: Held | None = None
    living: Held | None = None
    incomes: dict[int, Held] = field(default_factory=dict)
    more: dict[type[Statement], Held] = field(default_factory=dict)
    worked: dict[int, Held] = field(default_factory=dict)

    @property
    def head(self) -> KnownPerson | None:
        return next((p for p in self.members if p.place and p.place.is_head), None)


class Known:
    """Households and people of a village; ``elsewhere`` are people found by their ID number only."""

    def __init__(self, actor: Actor, village: Area, told: frozenset[str] = frozenset()) -> None:
        """``told``: the fields of the file; of kinds that it does not tell of nothing is read."""
        self.actor, self.village = actor, village
        self.led = led(told)
        self.kinds = [kind for kind in MORE_OF_PERSON if tells(kind, told)]
        self.home_kinds = [kind for kind in MORE_OF_HOUSEHOLD if tells(kind, told)]
        self.groups = {
            fold(g.name): g for g in Area.objects.visible_to(actor).filter(parent=village)
        }
        self.households = self._households()
        self.people = self._people()
        self._place()
        self._statements()
        self.by_code = {h.register_code: h for h in self.households.values() if h.register_code}
        self.by_blind = {p.blind: p for p in self.people.values() if p.blind}
        self.by_person_code = once((p.values[-1], p) for p in self.people.values())
        self.by_head_name = self._head_names()

    def find_elsewhere(self, blinds: Iterable[bytes]) -> dict[bytes, KnownPerson]:
        """People of other villages with these numbers, whoever asks: one person is one row.

        The look-up is rightly unscoped; what the asker may be told of it is decided by the caller.
        """
        everyone = Person.objects.visible_to(SYSTEM).exclude(home__village=self.village)
        if not everyone.exists():
            return {}
        found = [
            person
            for some in chunks(blinds, CHUNK)
            for person in map(_person, everyone.filter(id_blind__in=some).values_list(*_PERSON))
        ]
        by_id = {person.id: person for person in found}
        places = Membership.objects.visible_to(SYSTEM)
        conditions = Condition.objects.visible_to(SYSTEM).filter(until=None)
        for some in chunks(by_id, CHUNK):
            self._seat(by_id, places.filter(person_id__in=some))
            held = conditions.filter(person_id__in=some)
            for row in held.values_list("person_id", "id", "from_day", *CONDITION):
                by_id[row[0]].condition = Held(row[1], row[2], row[3:])
            for kind in self.kinds:
                rows = kind.objects.visible_to(SYSTEM).filter(until=None, person_id__in=some)
                for row in rows.values_list("person_id", "id", "from_day", *COLUMNS[kind]):
                    by_id[row[0]].more[kind] = Held(row[1], row[2], row[3:])
        return {p.blind: p for p in found if p.blind}

    def _households(self) -> dict[UUID, KnownHousehold]:
        rows = Household.objects.visible_to(self.actor).filter(village=self.village)
        own = ("id", "number", "group_id", "register_code", "phone", "closed", "rev")
        columns = (*own, *SAVED, "martyr_family")
        return {row[0]: KnownHousehold(*row) for row in rows.values_list(*columns)}

    def _people(self) -> dict[UUID, KnownPerson]:
        rows = Person.objects.visible_to(self.actor).filter(home__village=self.village)
        return {p.id: p for p in map(_person, rows.values_list(*_PERSON).iterator(5000))}

    def _place(self) -> None:
        rows = Membership.objects.visible_to(self.actor).filter(household__village=self.village)
        self._seat(self.people, rows)
        for person in self.people.values():
            if person.place and (household := self.households.get(person.place.household)):
                household.members.append(person)

    def _seat(self, people: dict[UUID, KnownPerson], rows: Any) -> None:
        columns = ("id", "household_id", "relation_id", "is_head", "from_day", "until", "person_id")
        for row in rows.values_list(*columns).iterator(5000):
            person, until, household = people.get(row[6]), row[5], self.households.get(row[1])
            if person and until is None:
                person.place = Place(*row[:5])
            elif person and until > row[4]:
                person.left = max(until, person.left or until)
            if household and row[3] and until is not None and until > row[4]:
                household.head_until = max(until, household.head_until or until)

    def _statements(self) -> None:
        for row in self._open(Standing, "household", STANDING):
            if household := self.households.get(row[0]):
                values = (*row[3:-1], json.dumps(row[-1]))
                household.standing = Held(row[1], row[2], values)
        for row in self._open(Living, "household", LIVING):
            if household := self.households.get(row[0]):
                household.living = Held(row[1], row[2], row[3:])
        for row in self._open(Income, "household", ("year", "rule", "per_head")):
            if row[4] is None and (household := self.households.get(row[0])):
                household.incomes[row[3]] = Held(row[1], row[2], row[5:])
        for row in self._open(Condition, "person", CONDITION):
            if person := self.people.get(row[0]):
                person.condition = Held(row[1], row[2], row[3:])
        for kind in self.kinds:
            for row in self._open(kind, "person", COLUMNS[kind]):
                if person := self.people.get(row[0]):
                    person.more[kind] = Held(row[1], row[2], row[3:])
        if self.led is not None:
            worked = held(self.village, self.led.rule)
            for key, (home, year, since, people, lines) in worked.items():
                if household := self.households.get(home):
                    household.worked[year] = Held(key, since, (people, lines))
        for home_kind in self.home_kinds:
            for row in self._open(home_kind, "household", COLUMNS[home_kind]):
                if household := self.households.get(row[0]):
                    household.more[home_kind] = Held(row[1], row[2], row[3:])

    def _open(self, model: type[Model], owner: str, columns: Iterable[str]) -> Iterator[Any]:
        place = "household__village" if owner == "household" else "person__home__village"
        rows = model.objects.visible_to(self.actor)  # type: ignore[attr-defined]
        rows = rows.filter(**{place: self.village}, until=None)
        found: Iterator[Any] = rows.values_list(f"{owner}_id", "id", "from_day", *columns).iterator(
            5000
        )
        return found

    def _head_names(self) -> dict[tuple[UUID | None, str], KnownHousehold]:
        """By group and head's name; without a group the name must be the only one in the village."""
        open_ones = [(h, h.head) for h in self.households.values() if h.closed is None]
        named = [(h, fold(head.name)) for h, head in open_ones if head]
        found = once(((h.group, name), h) for h, name in named if h.group)
        return {**found, **once(((None, name), h) for h, name in named)}


_PERSON = ("id", "home_id", "name", "id_blind", "died", "rev", *IN_PERSON)


def _person(row: Sequence[Any]) -> KnownPerson:
    blind = None if row[3] is None else bytes(row[3])
    return KnownPerson(row[0], row[1], row[2], blind, tuple(row[6:]), row[4], row[5])


def once(pairs: Iterable[tuple[Any, T]]) -> dict[Any, T]:
    """Only the keys that occur once and are not blank: an ambiguous look-up finds nothing."""
    seen: dict[Any, list[T]] = defaultdict(list)
    for key, value in pairs:
        if key:
            seen[key].append(value)
    return {key: values[0] for key, values in seen.items() if len(values) == 1}


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


Progress = Callable[[int, int], None]

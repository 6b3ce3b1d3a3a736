"""Which indicators each household lacks on a day, read from the dated file in one statement.

Every aspect is told by rows of the file (``records.file.aspect``); here the database compares its number
with the indicator's line and sets bits: whether it is known, and whether it is lacking. Of members of
whom nothing is said the number could be higher; where that decides, the indicator is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.among import among
from lianxin.kernel.period import in_force
from lianxin.records.file.aspect import Aspect
from lianxin.records.file.aspects import ASPECTS, by_source
from lianxin.register.queries import households, memberships

from .measure import Scheme, Seen
from .models import Indicator, IndicatorSet


@dataclass(frozen=True)
class Rules:
    """A set with its indicators, in their order."""

    row: IndicatorSet
    lines: tuple[Indicator, ...]

    @cached_property
    def scheme(self) -> Scheme:
        return Scheme(tuple(one.weight for one in self.lines), self.row.cut)

    @property
    def key(self) -> UUID:
        return self.row.pk

    @property
    def all(self) -> int:
        return (1 << len(self.lines)) - 1

    @cached_property
    def dimensions(self) -> dict[str, list[int]]:
        """The places of the indicators of each dimension, in the order of the set."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.lines):
            found.setdefault(one.dimension, []).append(place)
        return found


class Home(NamedTuple):
    """One household: bits of what it lacks, bits of what is not known, its members on the day."""

    key: UUID
    lacks: int
    unknown: int
    people: int


class Alike(NamedTuple):
    """Households of one group that lack the same: how many, and how many people live in them."""

    village: UUID
    group: UUID | None
    lacks: int
    unknown: int
    homes: int
    people: int


def rules_on(day: date) -> Rules | None:
    """The set in force on the day; rules are public."""
    row = IndicatorSet.objects.visible_to(SYSTEM).filter(in_force(day)).first()
    return rules_of(row) if row is not None else None


def rules_of(row: IndicatorSet) -> Rules:
    lines = Indicator.objects.visible_to(SYSTEM).filter(set=row).order_by("position")
    return Rules(row, tuple(one for one in lines if one.aspect in ASPECTS))


def sees_profile(actor: Actor) -> bool:
    """Who sees every kind of fact that a profile may be read from; others are told of none."""
    return all(actor.sees(one.needs) is not None for one in ASPECTS.values())


def homes_seen(
    actor: Actor,
    rules: Rules,
    day: date,
    *,
    path: str = "",
    keys: Collection[UUID] | None = None,
) -> list[Home]:
    """Household by household, of an area, of some, or all; in no order."""
    sql, values = _bits(actor, rules, day, path, keys)
    rows = _fetched(f"SELECT home, lacks, known, people FROM ({sql}) seen", values)  # noqa: S608
    every = rules.all
    return [
        Home(_key(home), int(lacks), every & ~int(known), int(people))
        for home, lacks, known, people in rows
    ]


def homes_alike(actor: Actor, rules: Rules, day: date, *, path: str = "") -> list[Alike]:
    """Counted by the database: of an area, by village and group and by what is lacking."""
    sql, values = _bits(actor, rules, day, path, None)
    rows = _fetched(
        "SELECT village, part, lacks, known, COUNT(*), SUM(people) "  # noqa: S608 (own words)
        f"FROM ({sql}) seen GROUP BY village, part, lacks, known",
        values,
    )
    every = rules.all
    return [
        Alike(
            _key(village),
            _key(part) if part else None,
            int(lacks),
            every & ~int(known),
            int(homes),
            int(people),
        )
        for village, part, lacks, known, homes, people in rows
    ]


def by_homes(rows: Iterable[Alike]) -> list[Seen]:
    return [Seen(row.lacks, row.unknown, row.homes) for row in rows]


def by_people(rows: Iterable[Alike]) -> list[Seen]:
    return [Seen(row.lacks, row.unknown, row.people) for row in rows]


def _bits(
    actor: Actor, rules: Rules, day: date, path: str, keys: Collection[UUID] | None
) -> tuple[str, list[Any]]:
    """Each household with its village, its group and its bits."""
    homes = households(actor, day=day)
    homes = homes.filter(village__path__startswith=path) if path else homes
    homes = homes.filter(pk__in=among(keys)) if keys is not None else homes
    there, values = _sql(homes.order_by().values("id", "village_id", "group_id"))
    parts = [
        part for part in _parts(actor, rules, day, path, keys) if part is not None
    ]  # of each kind of rows, its own bits
    told = " UNION ALL ".join(sql for sql, _values in parts)
    summed = (
        "SELECT household_id, SUM(lacks) AS lacks, SUM(known) AS known, "  # noqa: S608 (Django's)
        "SUM(people) AS people "
        f"FROM ({told}) told GROUP BY household_id"
    )
    sql = (
        "SELECT h.id AS home, h.village_id AS village, h.group_id AS part, "  # noqa: S608
        "COALESCE(f.lacks, 0) AS lacks, COALESCE(f.known, 0) AS known, "
        f"COALESCE(f.people, 0) AS people FROM ({there}) h "
        f"LEFT JOIN ({summed}) f ON f.household_id = h.id"
    )
    return sql, [*values, *(value for _sql, some in parts for value in some)]


def _parts(
    actor: Actor, rules: Rules, day: date, path: str, keys: Collection[UUID] | None
) -> Iterator[tuple[str, list[Any]] | None]:
    def within(rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = rows.filter(household__village__path__startswith=path) if path else rows
        return rows.filter(household_id__in=among(keys)) if keys is not None else rows

    named = {one.aspect: ASPECTS[one.aspect] for one in rules.lines}
    sources = by_source(named.values())
    counts = next((source for source, some in sources.items() if some[0].of_members), None)
    if counts is None:
        people = within(memberships(actor, day=day)).order_by().values("household_id")
        yield _part(people.annotate(people=Count("pk")), ["0"], ["0"], "people")
    for source, aspects in sources.items():
        asked: dict[str, Any] = {f"v_{one.name}": one.value(day) for one in aspects}
        asked |= {f"o_{one.name}": one.open(day) for one in aspects if one.open}
        if source is counts:  # a row for each member: how many these are is told with it
            asked["people"] = Count("pk")
        rows = within(source(actor, day)).order_by().values("household_id").annotate(**asked)
        told = list(_compared(rules.lines, aspects))
        lacks, known = ([two[n] for two in told] for n in (0, 1))
        yield _part(rows, lacks, known, "people" if source is counts else "0")


def _compared(lines: Sequence[Indicator], aspects: Collection[Aspect]) -> Iterator[tuple[str, str]]:
    """For each indicator over these aspects, the words that set its two bits."""
    here = {one.name: one for one in aspects}
    for place, line in enumerate(lines):
        if line.aspect not in here:
            continue
        least = f"v_{line.aspect}"
        most = f"({least} + o_{line.aspect})" if here[line.aspect].open else least
        under, over = f"{most} < {int(line.cut)}", f"{least} >= {int(line.cut)}"
        lacks = under if line.side == Indicator.Side.UNDER else over
        yield _bit(lacks, place), _bit(f"{under} OR {over}", place)


def _bit(condition: str, place: int) -> str:
    return f"CASE WHEN {condition} THEN {1 << place} ELSE 0 END"


def _part(
    rows: QuerySet[Any, Any], lacks: Sequence[str], known: Sequence[str], people: str = "0"
) -> tuple[str, list[Any]] | None:
    """Bits of one kind of rows; None where the actor sees none of them."""
    try:
        sql, values = _sql(rows)
    except EmptyResultSet:
        return None
    return (
        f"SELECT household_id, {' + '.join(lacks)} AS lacks, "  # noqa: S608 (numbers alone)
        f"{' + '.join(known)} AS known, {people} AS people FROM ({sql}) said",
        values,
    )


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, list[Any]]:
    sql, values = rows.query.get_compiler(connection=connection).as_sql()
    return sql, list(values)


def _fetched(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _key(value: Any) -> UUID:
    """SQLite keeps a UUID as its digits."""
    return value if isinstance(value, UUID) else UUID(value)

"""Batches within one's scope, each with who goes, whom they visit, and what came of it by the diary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.records.diary.models import Act, Entry, Kind
from lianxin.register.models import Household
from lianxin.register.queries import memberships

from .models import Batch, BatchHome, BatchOfficer

MET = (Kind.VISIT, Kind.TALK, Kind.HELP, Kind.DELIVERY)
"""Acts by which somebody of a household was met."""
OUT = (
    "不在家",
    "没在家",
    "没人在家",
    "家里没人",
    "没有人在",
    "锁着门",
    "门锁着",
    "没碰上",
    "没见着",
)
"""Words by which a diary says that nobody was at home."""


class State(Enum):
    PLANNED = "planned"
    NOW = "now"
    HELD = "held"
    UNWRITTEN = "unwritten"
    CANCELLED = "cancelled"


class Seen(Enum):
    COMING = "coming"
    SEEN = "seen"
    OUT = "out"
    NOT = "not"


@dataclass(frozen=True)
class Visit:
    """``entry`` is the diary entry that says so, where there is one."""

    household: Household
    head: str
    officer: Officer
    seen: Seen = Seen.COMING
    entry: UUID | None = None


@dataclass
class Line:
    batch: Batch
    officers: list[Officer]
    visits: list[Visit]
    state: State
    groups: list[str] = field(default_factory=list)

    @property
    def days(self) -> int:
        return (self.batch.last - self.batch.first).days + 1

    @property
    def weekday(self) -> int:
        return self.batch.first.weekday()

    @property
    def over(self) -> bool:
        return self.state in {State.HELD, State.UNWRITTEN}

    @property
    def seen(self) -> int:
        return sum(one.seen is Seen.SEEN for one in self.visits)

    @property
    def missed(self) -> list[Visit]:
        return [one for one in self.visits if one.seen in {Seen.OUT, Seen.NOT}]


def batches_in_sight(actor: Actor, village: Area | None = None) -> GuardedQuerySet[Batch]:
    rows = Batch.objects.visible_to(actor).select_related("village")
    return rows.filter(village=village) if village else rows


def batches(
    actor: Actor, village: Area | None, year: int, *, cancelled: bool = False
) -> list[Line]:
    """Of the year, in order; those that were cancelled only when asked for."""
    rows = batches_in_sight(actor, village).filter(year=year)
    return lines(actor, rows.filter(cancelled_at__isnull=not cancelled))


def batch(actor: Actor, pk: UUID | str) -> Line:
    """With who was not at home, by what the diary says."""
    (line,) = lines(actor, [batches_in_sight(actor).get_visible(pk=pk)], out=True)
    return line


def of_officer(
    actor: Actor, officer: Officer | UUID, first: date, last: date
) -> GuardedQuerySet[Batch]:
    """Those in which the officer goes and that touch the days."""
    mine = BatchOfficer.objects.visible_to(SYSTEM).filter(officer=officer).values("batch_id")
    rows = batches_in_sight(actor).filter(pk__in=mine, cancelled_at=None)
    return rows.filter(last__gte=first, first__lte=last)


def lines(
    actor: Actor, rows: Iterable[Batch], day: date | None = None, *, out: bool = False
) -> list[Line]:
    """Who goes along is told to whoever sees the batch; of households each sees those in their scope.
    ``out``: whether the words of the diary are looked through as well."""
    found, now = list(rows), day or today()
    keys = [row.pk for row in found]
    people: dict[UUID, list[Officer]] = defaultdict(list)
    going = BatchOfficer.objects.visible_to(SYSTEM).filter(batch__in=keys)
    for one in going.select_related("officer__unit").order_by("officer__name", "id"):
        people[one.batch_id].append(one.officer)
    homes: dict[UUID, list[BatchHome]] = defaultdict(list)
    there = BatchHome.objects.visible_to(actor).filter(batch__in=keys)
    for home in there.select_related("household__group", "officer"):
        homes[home.batch_id].append(home)
    wanted = {one.household_id for some in homes.values() for one in some}
    heads = memberships(actor).filter(is_head=True, household__in=wanted).order_by()
    names = dict(heads.values_list("household_id", "person__name"))
    deeds = Deeds.of(actor, [row for row in found if row.first <= now], out=out)
    return [_line(row, people[row.pk], homes[row.pk], names, deeds, now) for row in found]


def _line(
    row: Batch,
    people: list[Officer],
    homes: Sequence[BatchHome],
    names: dict[UUID, str],
    deeds: Deeds,
    now: date,
) -> Line:
    begun = row.first <= now and row.cancelled_at is None
    visits = []
    for one in sorted(
        homes, key=lambda one: (str(one.household.group or "~"), one.household.number)
    ):
        head = names.get(one.household_id, one.household.number)
        seen, entry = deeds.seen(row, one, head) if begun else (Seen.COMING, None)
        if seen is Seen.NOT and row.last >= now:
            seen = Seen.COMING
        visits.append(Visit(one.household, head, one.officer, seen, entry))
    groups = [one.household.group.name for one in visits if one.household.group]
    return Line(row, people, visits, _state(row, people, deeds, now), list(dict.fromkeys(groups)))


def _place(home: Household) -> tuple[str, str]:
    return home.group.path if home.group else "~", home.number


def _state(row: Batch, people: Iterable[Officer], deeds: Deeds, now: date) -> State:
    if row.cancelled_at is not None:
        return State.CANCELLED
    if row.first > now:
        return State.PLANNED
    if row.last >= now:
        return State.NOW
    went = any(deeds.went(row, one.pk) for one in people)
    return State.HELD if went else State.UNWRITTEN


class Deeds:
    """What the diary says of the days of some batches."""

    def __init__(self, acts: Iterable[tuple[UUID, UUID | None, UUID, date, str, UUID]]) -> None:
        self.met: dict[UUID, list[tuple[date, UUID]]] = defaultdict(list)
        self.days: dict[tuple[UUID, UUID], list[date]] = defaultdict(list)
        self.out: list[tuple[UUID, date, date, str, UUID]] = []
        for village, home, officer, day, kind, entry in acts:
            self.days[village, officer].append(day)
            if home is not None and kind in MET:
                self.met[home].append((day, entry))

    @classmethod
    def of(cls, actor: Actor, rows: Sequence[Batch], *, out: bool) -> Deeds:
        days = {day for row in rows for day in days_of(row)}
        if not days:
            return cls(())
        there = {"village__in": {row.village_id for row in rows}, "day__in": days}
        acts = Act.objects.visible_to(actor).filter(counts=True, **there).order_by()
        told = ("village_id", "household_id", "officer_id", "day", "kind", "entry_id")
        found = cls(acts.values_list(*told))
        if out:
            found.out = list(_words_of(actor, there))
        return found

    def went(self, row: Batch, officer: UUID) -> bool:
        return any(row.first <= day <= row.last for day in self.days[row.village_id, officer])

    def seen(self, row: Batch, one: BatchHome, head: str) -> tuple[Seen, UUID | None]:
        """Met by whoever came in these days; else not at home where its officer has written so."""
        for day, entry in self.met[one.household_id]:
            if row.first <= day <= row.last:
                return Seen.SEEN, entry
        for officer, first, last, words, entry in self.out:
            within = first <= row.last and last >= row.first
            if officer == one.officer_id and within and _says_out(words, head):
                return Seen.OUT, entry
        return Seen.NOT, None


def _words_of(actor: Actor, there: dict[str, Any]) -> Iterator[tuple[UUID, date, date, str, UUID]]:
    """Entries that say of anybody that they were not at home."""
    said = Q(pk__in=())
    for word in OUT:
        said |= Q(text__contains=word, amended="") | Q(amended__contains=word)
    for one in Entry.objects.visible_to(actor).filter(said, withdrawn_at=None, **there):
        yield one.officer_id, one.day, one.until or one.day, one.words, one.pk


def days_of(row: Batch) -> list[date]:
    return [date.fromordinal(n) for n in range(row.first.toordinal(), row.last.toordinal() + 1)]


def _says_out(words: str, head: str) -> bool:
    """One sentence that names the head and says that nobody was there."""
    for mark in "。！；!;":
        words = words.replace(mark, "\n")
    return any(head in part and any(word in part for word in OUT) for part in words.split("\n"))


@dataclass(frozen=True)
class Again:
    """The next try for a household: the batch that goes there, or that its officer goes in (``joins``)."""

    visit: Visit
    batch: Batch | None
    joins: bool = False


def again(actor: Actor, line: Line) -> list[Again]:
    """For each household that was not met: already planned, or where it can be added."""
    missed = line.missed
    rows = batches_in_sight(actor, line.batch.village).filter(
        cancelled_at=None, first__gt=max(today(), line.batch.last)
    )
    ahead = list(rows.order_by("first", "id"))
    keys = [row.pk for row in ahead]
    homes = set(
        BatchHome.objects.visible_to(SYSTEM)
        .filter(batch__in=keys)
        .values_list("batch_id", "household_id")
    )
    goes = set(
        BatchOfficer.objects.visible_to(SYSTEM)
        .filter(batch__in=keys)
        .values_list("batch_id", "officer_id")
    )
    return [_again(one, ahead, homes, goes) for one in missed]


def _again(
    one: Visit, ahead: list[Batch], homes: set[tuple[UUID, UUID]], goes: set[tuple[UUID, UUID]]
) -> Again:
    planned = next((row for row in ahead if (row.pk, one.household.pk) in homes), None)
    if planned is not None:
        return Again(one, planned)
    joins = next((row for row in ahead if (row.pk, one.officer.pk) in goes), None)
    return Again(one, joins, joins is not None)

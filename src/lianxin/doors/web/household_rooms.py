"""What other rooms know of a household on a day: its diary, its needs, its measures, who came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Max, Prefetch, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.plans.models import Measure, MeasureStep
from lianxin.records.diary.models import Act, Entry, Kind, Photo
from lianxin.records.needs.models import Need

from .menu import address_of

ICONS = {
    Kind.VISIT: "door-enter",
    Kind.TALK: "message-circle",
    Kind.STAY: "bed",
    Kind.LECTURE: "speakerphone",
    Kind.TRAINING: "school",
    Kind.DELIVERY: "packages",
    Kind.HELP: "heart-handshake",
}
AT_HOME = (Kind.VISIT, Kind.TALK)
A_PAGE, A_FEW = 20, 4


@dataclass
class Came:
    """Visits and talks of the year, once per officer and day, and the last day of either."""

    visits: int = 0
    talks: int = 0
    last: date | None = None


@dataclass(frozen=True)
class EntryLine:
    entry: Entry
    flow: list[str]
    photos: int

    @property
    def kinds(self) -> str:
        return _("、").join(str(Kind(one).label) for one in self.entry.kinds)

    @property
    def icon(self) -> str:
        return ICONS[Kind(self.entry.kinds[0])] if self.entry.kinds else "notebook"

    @property
    def href(self) -> str:
        return address_of("entry", self.entry.pk)


@dataclass(frozen=True)
class MeasureLine:
    """A measure as it stood on the day."""

    measure: Measure
    steps: list[MeasureStep]
    day: date

    @property
    def percent(self) -> int:
        return self.steps[-1].percent if self.steps else 0

    @property
    def done(self) -> date | None:
        return self.steps[-1].day if self.percent == 100 else None

    @property
    def dropped(self) -> bool:
        return self.measure.dropped is not None and self.measure.dropped <= self.day

    @property
    def late(self) -> bool:
        return not self.done and not self.dropped and self.measure.due < self.day

    @property
    def note(self) -> str:
        return self.steps[-1].note if self.steps else ""

    @property
    def evidence(self) -> int:
        """Diary entries that tell of it."""
        return len({step.entry_id for step in self.steps if step.entry_id})

    @property
    def href(self) -> str:
        return address_of("measure", self.measure.pk)


@dataclass(frozen=True)
class NeedLine:
    """A need as it stood on the day."""

    need: Need
    day: date

    @property
    def closed(self) -> date | None:
        ended = self.need.closed
        return ended if ended is not None and ended <= self.day else None

    @property
    def late(self) -> bool:
        return self.closed is None and self.need.due < self.day

    @property
    def took(self) -> int:
        return ((self.closed or self.day) - self.need.opened).days

    @property
    def href(self) -> str:
        return address_of("need", self.need.pk)


@dataclass
class Rooms:
    came: Came = field(default_factory=Came)
    measures: list[MeasureLine] = field(default_factory=list)
    needs: list[NeedLine] = field(default_factory=list)
    entries: list[EntryLine] = field(default_factory=list)

    @property
    def standing(self) -> list[MeasureLine]:
        """Measures that were not dropped."""
        return [one for one in self.measures if not one.dropped]

    @property
    def done(self) -> int:
        return sum(one.done is not None for one in self.standing)

    @property
    def open_needs(self) -> int:
        return sum(one.closed is None for one in self.needs)


def rooms_of(actor: Actor, keys: Sequence[UUID], day: date) -> dict[UUID, Rooms]:
    """Of several households, in a constant number of queries; the diary is asked for apart."""
    found = {key: Rooms() for key in keys}
    for key, came in _came(actor, keys, day).items():
        found[key].came = came
    for measure in _measures(actor, keys, day):
        steps = list(measure.moved)
        found[measure.household_id].measures.append(MeasureLine(measure, steps, day))
    for need in _needs(actor, keys, day):
        found[need.household_id].needs.append(NeedLine(need, day))
    for it in found.values():
        it.needs.sort(key=lambda one: (one.closed is not None, -one.need.opened.toordinal()))
        it.measures.sort(key=lambda one: (one.dropped, one.done is not None, one.measure.due))
    return found


def _came(actor: Actor, keys: Sequence[UUID], day: date) -> dict[UUID, Came]:
    """Acts that count; who came in the evening or on a Sunday came all the same."""
    found: dict[UUID, Came] = defaultdict(Came)
    rows = Act.objects.visible_to(actor).filter(
        household__in=keys, kind__in=AT_HOME, day__lte=day, counts=True
    )
    this_year = rows.filter(day__gte=date(day.year, 1, 1)).order_by()
    once = set(this_year.values_list("household_id", "kind", "officer_id", "day"))
    for (key, kind), times in Counter((key, kind) for key, kind, _officer, _day in once).items():
        if kind == Kind.VISIT:
            found[key].visits = times
        else:
            found[key].talks = times
    for key, last in rows.order_by().values_list("household_id").annotate(last=Max("day")):
        found[key].last = last
    return found


def _measures(actor: Actor, keys: Sequence[UUID], day: date) -> QuerySet[Any]:
    steps = MeasureStep.objects.visible_to(actor).filter(day__lte=day).order_by("day", "at", "id")
    rows = Measure.objects.visible_to(actor).filter(household__in=keys, from_day__lte=day)
    rows = rows.select_related("direction", "officer")
    return rows.prefetch_related(Prefetch("steps", steps, to_attr="moved"))


def _needs(actor: Actor, keys: Sequence[UUID], day: date) -> QuerySet[Any]:
    rows = Need.objects.visible_to(actor).filter(household__in=keys, opened__lte=day)
    return rows.select_related("kind", "officer", "result")


def entries_of(actor: Actor, key: UUID, day: date) -> QuerySet[Entry]:
    """The household's diary up to the day, the newest first. Unscoped acts: the entries are scoped."""
    here = Act.objects.visible_to(SYSTEM).filter(household=key, day__lte=day).order_by()
    rows = Entry.objects.visible_to(actor).filter(pk__in=here.values("entry_id"))
    rows = rows.filter(withdrawn_at=None).select_related("officer")
    return rows.defer("folded").order_by("-serial")


def sees_diary(actor: Actor) -> bool:
    return actor.sees(Entry) is not None


def entry_page(actor: Actor, key: UUID, day: date, number: str, most: int = A_PAGE) -> Any:
    """A page of the diary; its rows are lines."""
    page = Paginator(entries_of(actor, key, day), most).get_page(number)
    page.object_list = lines(actor, page.object_list, {key})  # type: ignore[assignment]
    return page


def diaries(actor: Actor, keys: Sequence[UUID], day: date) -> dict[UUID, list[EntryLine]]:
    """This year's entries of several households, for paper. Unscoped acts: the entries are scoped."""
    here = Act.objects.visible_to(SYSTEM).filter(
        household__in=keys, day__gte=date(day.year, 1, 1), day__lte=day
    )
    homes: dict[UUID, set[UUID]] = defaultdict(set)
    for entry, home in here.order_by().values_list("entry_id", "household_id").distinct():
        homes[entry].add(home)
    rows = Entry.objects.visible_to(actor).filter(pk__in=homes, withdrawn_at=None)
    rows = rows.select_related("officer").defer("folded").order_by("-serial")
    found: dict[UUID, list[EntryLine]] = defaultdict(list)
    for line in lines(actor, rows, set(keys)):
        for home in homes[line.entry.pk]:
            found[home].append(line)
    return found


def lines(actor: Actor, rows: Iterable[Entry], homes: set[UUID]) -> list[EntryLine]:
    """Entries with where each went: the file, needs, measures."""
    entries = list(rows)
    keys = [one.pk for one in entries]
    needs = Need.objects.visible_to(actor).filter(entry__in=keys, household__in=homes).order_by()
    raised = Counter(needs.values_list("entry_id", flat=True))
    moved: dict[UUID, list[int]] = defaultdict(list)
    steps = MeasureStep.objects.visible_to(actor).filter(
        entry__in=keys, measure__household__in=homes
    )
    for entry, percent in steps.order_by().values_list("entry_id", "percent"):
        moved[entry].append(percent)
    shots = Photo.objects.visible_to(actor).filter(entry__in=keys).order_by()
    photos = dict(shots.values_list("entry_id").annotate(n=Count("pk")))
    return [
        EntryLine(one, _flow(one, raised[one.pk], moved[one.pk]), photos.get(one.pk, 0))
        for one in entries
    ]


def _flow(entry: Entry, needs: int, moved: list[int]) -> list[str]:
    found = [_("户档")]
    found += [str(Kind(one).label) for one in entry.kinds if one in AT_HOME]
    if needs:
        found.append(_("需求 %(n)d 件") % {"n": needs})
    for percent in moved:
        found.append(_("措施完成") if percent == 100 else _("措施 %(n)d%%") % {"n": percent})
    return found

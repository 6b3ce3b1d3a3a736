"""Doubts within one's scope: the list, and one with its facts, its innocent readings and what speaks for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.models import Act, Entry, Photo
from lianxin.records.needs.models import Need
from lianxin.register.models import Household
from lianxin.register.queries import memberships

from .handing import speaks_for
from .limits import titles
from .models import UNDECIDED, WAITING, WITH_OFFICER, Doubt, DoubtSign, DoubtStep, State
from .proof import Apart, Twins, apart, twins
from .reading import moment
from .rules.likeness import longest
from .wording import fact

YEAR = 365
TABS = {
    "waiting": (gettext_lazy("待核实"), WAITING),
    "officer": (gettext_lazy("在本人手里"), WITH_OFFICER),
    "decided": (gettext_lazy("已核实"), (State.ACCEPTED, State.EXCLUDED, State.GONE)),
}
QUOTED = 12
"""A run of at least so many characters is shown as the same."""


@dataclass
class Point:
    """One sign as it is told."""

    sign: DoubtSign
    title: str
    fact: str
    innocent: str


@dataclass
class Line:
    """A doubt as a list shows it."""

    doubt: Doubt
    heads: list[str] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    @property
    def titles(self) -> str:
        return _("、").join(dict.fromkeys(point.title for point in self.points))

    @property
    def grave(self) -> bool:
        return any(point.sign.kind in {"denied", "not_received"} for point in self.points)


@dataclass
class Whole(Line):
    """A doubt with everything that helps to decide it; ``entry`` only where the reader may read diaries."""

    entry: Entry | None = None
    written: Any = None
    marked: tuple[str, str, str] = ("", "", "")
    others: list[Entry] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    twins: list[Twins] = field(default_factory=list)
    apart: Apart | None = None
    speaks: list[str] = field(default_factory=list)
    steps: list[DoubtStep] = field(default_factory=list)
    left_out: bool = False


def doubts(actor: Actor, village: Area | None = None) -> GuardedQuerySet[Doubt]:
    """The longest waiting first: nobody stands before anybody else."""
    rows = Doubt.objects.visible_to(actor)
    if village is not None:
        rows = rows.filter(village=village)
    about = ("entry", "measure", "delivery__goods", "delivery__household")
    return rows.select_related("officer", "village", *about).order_by("found_at", "day", "id")


def doubt(actor: Actor, pk: UUID) -> Doubt:
    return doubts(actor).get_visible(pk=pk)


def with_kind(rows: GuardedQuerySet[Doubt], kind: str) -> GuardedQuerySet[Doubt]:
    # unscoped: signs of doubts that the actor sees
    own = DoubtSign.objects.visible_to(SYSTEM).filter(kind=kind, gone=False)
    return rows.filter(pk__in=own.values("doubt_id")) if kind else rows


def counted(rows: GuardedQuerySet[Doubt]) -> dict[str, int]:
    """How many doubts each tab has."""
    states = Counter(rows.order_by().values_list("state", flat=True))
    return {name: sum(states[one] for one in held) for name, (_l, held) in TABS.items()}


def kinds_of(rows: GuardedQuerySet[Doubt]) -> list[tuple[str, str, int]]:
    """Kind, title, how many of the doubts have it."""
    own = DoubtSign.objects.visible_to(SYSTEM).filter(doubt__in=rows.order_by().values("pk"))
    pairs = own.filter(gone=False).order_by().values_list("kind", "doubt_id").distinct()
    found, told = Counter(kind for kind, _doubt in pairs), titles()
    return [(kind, told[kind].told, n) for kind, n in sorted(found.items()) if kind in told]


def lines(actor: Actor, rows: Sequence[Doubt]) -> list[Line]:
    """A constant number of queries."""
    signs = _signs(rows)
    homes = _homes(rows)
    heads = _heads(actor, {home for own in homes.values() for home in own})
    names = _villages(one for own in signs.values() for one in own)
    return [
        Line(
            row,
            [heads[home] for home in homes[row.pk] if home in heads],
            [_point(one, names) for one in signs[row.pk]],
        )
        for row in rows
    ]


def whole(actor: Actor, row: Doubt) -> Whole:
    [line] = lines(actor, [row])
    found = Whole(row, line.heads, line.points)
    found.steps = list(DoubtStep.objects.visible_to(actor).filter(doubt=row).order_by("at", "id"))
    if row.delivery is not None:
        found.speaks = speaks_for(row.delivery)
    if row.entry_id is None:
        found.left_out = row.measure is not None and not row.measure.counts
        return found
    found.entry = _entry(actor, row.entry_id)
    found.speaks = _speaks(row)
    # unscoped: whether it counts is said to whoever sees the doubt
    acts = Act.objects.visible_to(SYSTEM).filter(entry=row.entry_id)
    found.left_out = acts.exists() and not acts.filter(counts=True).exists()
    if found.entry is not None:
        found.written = moment(found.entry)
        found.others = _others(actor, found.points)
        found.marked = _marked(found.entry.words, found.others, found.points)
        signs = [point.sign for point in found.points]
        found.twins = twins(found.entry, signs, found.others)
        found.apart = apart(actor, found.entry)
        found.photos = list(Photo.objects.visible_to(SYSTEM).filter(entry=found.entry))
    return found


def _entry(actor: Actor, pk: UUID) -> Entry | None:
    rows = Entry.objects.visible_to(actor).select_related("village", "officer", "author")
    return rows.filter(pk=pk).first()


def _point(one: DoubtSign, names: dict[str, str]) -> Point:
    rule = titles().get(one.kind)
    told = fact(one.kind, one.facts, names)
    return Point(one, rule.told if rule else one.kind, told, rule.told_innocent if rule else "")


def _signs(rows: Sequence[Doubt]) -> dict[UUID, list[DoubtSign]]:
    found: dict[UUID, list[DoubtSign]] = defaultdict(list)
    for one in DoubtSign.objects.visible_to(SYSTEM).filter(doubt__in=rows).order_by("id"):
        found[one.doubt_id].append(one)
    live = {key: [one for one in own if not one.gone] for key, own in found.items()}
    return defaultdict(list, {key: live[key] or own for key, own in found.items()})


def _homes(rows: Sequence[Doubt]) -> dict[UUID, list[UUID]]:
    """Unscoped: which households, of doubts that are seen; their names are asked for."""
    by_entry: dict[UUID, list[UUID]] = defaultdict(list)
    acts = Act.objects.visible_to(SYSTEM).filter(entry__in=[row.entry_id for row in rows])
    kept = acts.filter(household__isnull=False).order_by().values_list("entry_id", "household_id")
    for entry, home in kept.distinct():
        if home:
            by_entry[entry].append(home)
    for row in rows:
        one = row.measure or row.delivery
        if one is not None and one.household_id:
            by_entry[row.of].append(one.household_id)
    return {row.pk: by_entry[row.of] for row in rows}


def _heads(actor: Actor, homes: set[UUID]) -> dict[UUID, str]:
    seen = Household.objects.visible_to(actor).filter(pk__in=homes)
    rows = memberships(actor).filter(household__in=seen, is_head=True)
    return dict(rows.values_list("household_id", "person__name"))


def _villages(signs: Iterable[DoubtSign]) -> dict[str, str]:
    keys = {key for one in signs for key in one.facts.get("villages", ())}
    if not keys:
        return {}
    rows = Area.objects.visible_to(SYSTEM).filter(pk__in=keys)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _others(actor: Actor, points: Sequence[Point]) -> list[Entry]:
    """The entries beside it, as far as the actor reads them."""
    keys = dict.fromkeys(key for point in points for key in point.sign.others)
    rows = Entry.objects.visible_to(actor).filter(pk__in=list(keys)[:9])
    found = {str(row.pk): row for row in rows.select_related("officer", "village")}
    return [found[key] for key in keys if key in found]


def _marked(text: str, others: Sequence[Entry], points: Sequence[Point]) -> tuple[str, str, str]:
    """Before, the longest run that stands in the other entry too, after."""
    alike = {
        key for point in points if point.sign.kind.startswith("copied") for key in point.sign.others
    }
    runs = [longest(text, one.words) for one in others if str(one.pk) in alike]
    run = max(runs, key=len, default="")
    if len(run) < QUOTED:
        return text, "", ""
    before, _run, after = text.partition(run)
    return before, run, after


def _speaks(row: Doubt) -> list[str]:
    """What is known to have been so: the household's word, an early writing, a need that was opened."""
    entry = row.entry
    if entry is None:
        return []
    found = []
    # unscoped: that a household confirmed its visit is for whoever decides about it
    homes = Act.objects.visible_to(SYSTEM).filter(entry=entry, household__isnull=False)
    said = Confirmation.objects.visible_to(SYSTEM).filter(
        household__in=homes.values("household_id"), officer=entry.officer_id, day=entry.day
    )
    for one in said.filter(answer=Confirmation.Answer.CAME):
        when = {"day": f"{one.at:%Y-%m-%d}", "rating": one.rating}
        if one.rating:
            found.append(_("户里 %(day)s 扫卡点了“来过”，打 %(rating)s 分") % when)
        else:
            found.append(_("户里 %(day)s 扫卡点了“来过”") % when)
    late = (moment(entry).date() - (entry.until or entry.day)).days
    if late <= 0:
        found.append(_("当天就写了"))
    elif late == 1:
        found.append(_("第二天就写了"))
    needs = Need.objects.visible_to(SYSTEM).filter(entry=entry)
    opened, closed = needs.count(), needs.exclude(closed=None).count()
    if opened:
        found.append(_("当时记下 %(n)s 件需求，办结了 %(m)s 件") % {"n": opened, "m": closed})
    return found


def of_year(actor: Actor, officer: Officer) -> dict[str, int]:
    """What one officer's year holds, to see a doubt beside it; never set beside another's."""
    since = today() - timedelta(days=YEAR)
    rows = Entry.objects.visible_to(SYSTEM).filter(officer=officer, day__gt=since)
    seen = Doubt.objects.visible_to(actor).filter(officer=officer, day__gt=since)
    said = Confirmation.objects.visible_to(SYSTEM).filter(officer=officer, day__gt=since)
    return {
        "entries": rows.filter(withdrawn_at=None).count(),
        "doubted": seen.exclude(state=State.GONE).count(),
        "accepted": seen.filter(state=State.ACCEPTED).count(),
        "confirmed": said.filter(answer=Confirmation.Answer.CAME).count(),
    }


def mine(actor: Actor, officer: Officer) -> GuardedQuerySet[Doubt]:
    """The officer's own, what is asked of them first."""
    return doubts(actor).filter(officer=officer)


def last_words(actor: Actor, rows: Sequence[Doubt]) -> dict[UUID, DoubtStep]:
    """By doubt its latest step."""
    steps = DoubtStep.objects.visible_to(actor).filter(doubt__in=[row.pk for row in rows])
    return {one.doubt_id: one for one in steps.order_by("at", "id")}


def waiting_count(actor: Actor, village: Area | None) -> int:
    return doubts(actor, village).filter(state__in=WAITING).count()


__all__ = (
    "TABS",
    "UNDECIDED",
    "counted",
    "doubt",
    "doubts",
    "kinds_of",
    "last_words",
    "lines",
    "mine",
    "of_year",
    "waiting_count",
    "whole",
    "with_kind",
)

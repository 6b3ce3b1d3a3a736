"""What the pages of pairings show: officers with their households, gaps, proposals, hand-over rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.period import today
from lianxin.people.models import Absence, Area, Officer
from lianxin.people.queries import away
from lianxin.register import pairings, queries
from lianxin.register.models import Household, Pairing
from lianxin.results.households import Row
from lianxin.results.households import rows as ledger_rows

from .cells import english
from .form import Form
from .requests import Acted

MOST = 300
"""Households on one page of assigning or handing over."""


@dataclass
class Held:
    """A household on the board, with its pairing and what is to change."""

    row: Row
    pairing: Pairing
    next: Pairing | None = None


@dataclass
class Desk:
    """One officer with the households they answer for and those where they help."""

    officer: Officer
    away: Absence | None = None
    held: list[Held] = field(default_factory=list)
    helping: list[Held] = field(default_factory=list)


@dataclass
class Board:
    desks: list[Desk]
    free: list[Officer]
    gaps: list[Row]
    group: str
    groups: list[Area]
    planned: Mapping[UUID, Pairing]

    @property
    def households(self) -> int:
        return sum(len(desk.held) for desk in self.desks)


def of(request: Acted) -> Board:
    group = _group(request)
    listed = {row.household.pk: row for row in _rows(request, _households(request, group))}
    answering, planned = _pairings(request, list(listed))
    desks: dict[UUID, Desk] = {}
    gone = away(request.actor)
    for pairing in answering:
        key = pairing.officer_id
        desk = desks.setdefault(key, Desk(pairing.officer, gone.get(key)))
        held = Held(listed[pairing.household_id], pairing, planned.get(pairing.household_id))
        (desk.held if pairing.responsible else desk.helping).append(held)
    answered = {pairing.household_id for pairing in answering if pairing.responsible}
    return Board(
        desks=sorted(desks.values(), key=lambda desk: desk.officer.initials),
        free=[o for o in _eligible(request) if o.pk not in desks] if not group else [],
        gaps=[row for key, row in listed.items() if key not in answered],
        group=str(group.pk) if group else "",
        groups=_groups(request),
        planned=planned,
    )


def _households(request: Acted, group: Area | None = None) -> QuerySet[Household]:
    rows = queries.households(request.actor, village=request.village)
    rows = rows.filter(group=group) if group else rows
    return rows.select_related("group", "village").order_by("number")


def _rows(request: Acted, households: Iterable[Household]) -> list[Row]:
    return list(ledger_rows(request.actor, households, today()))


def _pairings(request: Acted, keys: list[UUID]) -> tuple[list[Pairing], dict[UUID, Pairing]]:
    """Those in force today, and the responsible ones that begin later, the next of each household."""
    rows = (
        Pairing.objects.visible_to(request.actor)
        .filter(pairings.not_over(today()), household__in=keys)
        .exclude(until=F("from_day"))
        .select_related("officer", "officer__unit")
        .order_by("household__number", "from_day")
    )
    now = [row for row in rows if row.from_day <= today()]
    later = {row.household_id: row for row in rows if row.from_day > today() and row.responsible}
    return now, later


def _group(request: Acted) -> Area | None:
    wanted = request.GET.get("group", "")
    return next((area for area in _groups(request) if str(area.pk) == wanted), None)


def _groups(request: Acted) -> list[Area]:
    rows = Area.objects.visible_to(request.actor)
    return list(rows.filter(parent=request.village, level="group")) if request.village else []


def _eligible(request: Acted) -> list[Officer]:
    if request.village is None:
        return []
    rows = pairings.eligible_officers(request.actor, request.village, today())
    return list(rows.filter(until__isnull=True).order_by("initials"))


def named(request: Acted, officers: Iterable[Officer]) -> list[tuple[str, str]]:
    """Officers as the options of a list; whoever is away today is marked, the office decides."""
    gone = away(request.actor)
    return [(str(one.pk), words(one, gone.get(one.pk))) for one in officers]


def words(officer: Officer, absence: Absence | None = None) -> str:
    said: dict[str, Any] = {"name": officer.name, "what": officer.post or officer.unit}
    if absence is None:
        return _("%(name)s（%(what)s）") % said
    said |= {"why": absence.get_kind_display(), "day": absence.last}
    return _("%(name)s（%(what)s；%(why)s到 %(day)s）") % said


def officer(request: Acted, key: str) -> Officer | None:
    return Officer.objects.visible_to(request.actor).get_visible(pk=key) if key else None


def officers_with_households(request: Acted) -> list[tuple[str, str]]:
    """Whom one can hand over from, with how many households each has in the village."""
    count: dict[Officer, int] = defaultdict(int)
    held = queries.responsible(request.actor).filter(household__village=request.village)
    for row in held.select_related("officer").order_by("officer__initials"):
        count[row.officer] += 1
    return [
        (str(o.pk), _("%(name)s，%(n)s 户") % {"name": o.name, "n": n}) for o, n in count.items()
    ]


def unpaired(request: Acted, chosen: list[str]) -> list[Row]:
    """Households without anybody: those ticked, else all of the village or group."""
    rows = pairings.gaps(request.actor).filter(village=request.village)
    if chosen:
        rows = rows.filter(pk__in=valid(chosen))
    elif group := _group(request):
        rows = rows.filter(group=group)
    return _rows(request, rows.select_related("group", "village").order_by("number")[:MOST])


def held(request: Acted, holder: Officer | None, chosen: list[str]) -> list[Row]:
    """All households of an officer, today's and those planned; or the ones ticked in the ledger."""
    wanted = Q(pk__in=valid(chosen))
    if holder and not chosen:
        theirs = pairings.open_pairings_of(holder).filter(responsible=True)
        wanted = Q(pk__in=theirs.order_by().values("household_id"))
    rows = queries.households(request.actor).filter(wanted)
    return _rows(request, rows.select_related("group", "village").order_by("number")[:MOST])


def valid(keys: Iterable[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found[:MOST]


def keys(request: Acted) -> list[UUID]:
    return valid(request.GET.getlist("pairing"))


def proposal(request: Acted, listed: list[Row], officer_key: str, spread: bool) -> dict[UUID, str]:
    """Household to officer: the one chosen for all, or an even spread, or nobody yet."""
    if officer_key:
        return {row.household.pk: officer_key for row in listed}
    if not spread:
        return {}
    count: dict[UUID, int] = defaultdict(int)
    groups: dict[UUID, set[object]] = defaultdict(set)
    for row in queries.responsible(request.actor).select_related("household"):
        count[row.officer_id] += 1
        groups[row.officer_id].add(row.household.group_id)
    leaving = request.GET.get("officer") or request.POST.get("officer")
    able = [o for o in _eligible(request) if str(o.pk) != leaving]
    loads = [pairings.Load(o, count[o.pk]) for o in able]
    plan = pairings.suggest(
        [row.household for row in listed], loads, {o: groups[o.pk] for o in able}
    )
    return {household.pk: str(chosen.pk) for household, chosen in plan.items()}


def choices(
    request: Acted,
    form: Form,
    listed: list[Row],
    plan: Mapping[UUID, str],
    besides: Officer | None = None,
) -> dict[str, Any]:
    """The rows of the page, each with the officer chosen for it and what is wrong with that."""
    able = [o for o in _eligible(request) if besides is None or o.pk != besides.pk]
    rows = []
    for row in listed:
        name = f"to-{row.household.pk}"
        rows.append((row, plan.get(row.household.pk) or form[name], form.errors.get(name, "")))
    count: dict[str, int] = defaultdict(int)
    for _row, key, _error in rows:
        count[key] += 1
    spread = [(o, count[str(o.pk)]) for o in able if count[str(o.pk)]]
    return {"rows": rows, "able": named(request, able), "spread": spread, "words": english()}


def moves(request: Acted, form: Form, households: list[Household]) -> dict[Household, Officer]:
    """What was chosen on the page; a household without a choice stays as it is."""
    keys = {household: form[f"to-{household.pk}"] for household in households}
    rows = Officer.objects.visible_to(request.actor).filter(pk__in=valid(keys.values()))
    officers = {str(row.pk): row for row in rows}
    return {home: officers[key] for home, key in keys.items() if key in officers}


@dataclass(frozen=True)
class Signed:
    """One line of the hand-over list: the household, who gives and who takes."""

    row: Row
    pairing: Pairing
    before: Pairing | None


def signed(request: Acted, rows: QuerySet[Pairing]) -> list[Signed]:
    listed = list(rows.select_related("officer", "household").order_by("household__number"))
    homes = Household.objects.visible_to(request.actor).filter(
        pk__in=[row.household_id for row in listed]
    )
    known = {row.household.pk: row for row in _rows(request, homes.select_related("group"))}
    before = {
        row.household_id: row
        for row in Pairing.objects.visible_to(request.actor)
        .filter(household__in=homes.order_by().values("pk"), responsible=True)
        .exclude(until=F("from_day"))
        .select_related("officer")
        if any(row.until == one.from_day and row.household_id == one.household_id for one in listed)
    }
    return [
        Signed(known[row.household_id], row, before.get(row.household_id))
        for row in listed
        if row.household_id in known
    ]

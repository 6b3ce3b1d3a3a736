"""The leader's board: how each section keeps up, how households fare, what has arrived, who is worse."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.kernel.memory import remembered
from lianxin.kernel.period import Period, today
from lianxin.people.models import Role, Unit
from lianxin.people.policy import AccountActor
from lianxin.records.file import queries as file
from lianxin.records.file.change import Change
from lianxin.records.file.queries import code_names
from lianxin.register import queries as register
from lianxin.register.models import Household
from lianxin.results.figures import FIGURES, extent
from lianxin.visits.lines import Line, added
from lianxin.visits.models import Requirement
from lianxin.visits.progress import Progress, progress

from .charts import bars, stacked
from .fared import counted, fared
from .leader_asked import View
from .leader_goods import arrived
from .leader_map import map_of, points
from .leader_needs import waiting
from .leader_worst import worst_shown
from .leader_years import beside, over_years
from .menu import address_of

SHOWN = (Requirement.Figure.TALKS, Requirement.Figure.STAY_DAYS)
MOST_CAUSES = 6
NEEDS = ("needs_raised", "needs_closed")
OPENED = (
    *("talks", "stay_days", "unvisited_households", "households_better", "households_same"),
    *("households_worse", *NEEDS),
)
"""Figures whose rows the last line opens."""


@dataclass
class Section:
    """A unit's officers and households of the village, and how they stand."""

    unit: Unit | None
    officers: int = 0
    homes: int = 0
    lines: tuple[Line | None, ...] = ()
    unvisited: int = 0
    counts: tuple[int, int, int] = (0, 0, 0)
    closed: int = 0
    raised: int = 0
    at: dict[str, str] = field(default_factory=dict)
    apart: int = 0


def is_leader(actor: AccountActor) -> bool:
    return Role.LEADER in actor.roles and Role.OFFICE not in actor.roles


def board(actor: AccountActor, view: View) -> dict[str, Any]:
    """Everything the board shows of the day, once until somebody changes something."""
    day, village = view.day, view.village
    found = progress(actor, village, day.year, day)
    key = ("board", actor.id, village and village.pk, day, get_language())
    shown = remembered(key, lambda: _board(actor, view, found))
    if view.beside:
        heads, rows = over_years(actor, view)
        shown = shown | {"beside": beside(actor, view), "heads_of_years": heads, "years": rows}
    return {
        "view": view,
        "day": day,
        "passed": round(100 * Period.year(day.year).passed(day)),
        "progress": found,
        **shown,
    }


def _board(actor: AccountActor, view: View, found: Progress) -> dict[str, Any]:
    day = view.day
    homes = homes_of(actor, view)
    changes = fared(actor, view.village, day)
    listed = sections(actor, found, homes, changes, view)
    visits_at = address_of("visits")
    return {
        "sections": listed,
        "whole": _whole(actor, view, listed, changes),
        "heads": [line.name for line in _lines(found.lines) if line],
        "counts": counted(changes.values()),
        **_pictures(actor, homes, changes, day),
        "map": map_of(points(actor, homes, changes, day)),
        "arrived": arrived(actor, view),
        "balance_at": f"{address_of('balance')}?year={view.year}",
        "waiting": waiting(actor, view),
        "needs_at": address_of("needs"),
        "worst": worst_shown(actor, view, found),
        "worst_at": view.rows_at("households_worse"),
        "visits_at": f"{visits_at}?year={view.year}" if visits_at else "",
    }


def homes_of(actor: AccountActor, view: View) -> list[Household]:
    rows = register.households(actor, village=view.village, day=view.day)
    return list(rows.select_related("group", "village"))


def sections(
    actor: AccountActor,
    found: Progress,
    homes: list[Household],
    changes: dict[UUID, Change],
    view: View,
) -> list[Section]:
    """One row a unit, in the order of the units, and one of what nobody answers for; nobody is ranked."""
    units: dict[UUID, Section] = {}
    for one in found.officers:
        units.setdefault(one.officer.unit_id, Section(one.officer.unit))
    whose = dict(
        register.responsible(actor, day=view.day)
        .filter(household__in=[home.pk for home in homes])
        .values_list("household_id", "officer__unit_id")
    )
    unvisited = {home.household.pk for home in found.unvisited}
    raised, closed = (_needs(actor, view, name) for name in NEEDS)
    listed = sorted(units.values(), key=lambda one: one.unit.path if one.unit else "")
    for section in listed:
        people = [one for one in found.officers if one.officer.unit == section.unit]
        section.officers = len(people)
        section.lines = _lines(line for one in people for line in one.lines)
    free = [home.pk for home in homes if home.pk not in whose]
    if free:
        listed.append(Section(None, lines=(None,) * len(SHOWN)))
    for section in listed:
        own = [key for key, unit in whose.items() if section.unit and unit == section.unit.pk]
        own = own if section.unit else free
        section.homes = len(own)
        section.unvisited = sum(home in unvisited for home in own)
        section.counts = counted(changes[home] for home in own if home in changes)
        section.raised = sum(raised[home] for home in own)
        section.closed = sum(closed[home] for home in own)
    return listed


def _needs(actor: AccountActor, view: View, name: str) -> Counter[UUID | None]:
    """The rows of a figure by household; those of the whole village under nothing."""
    figure = FIGURES[name]
    if not figure.told_to(actor):
        return Counter()
    rows = figure.rows(actor, extent(view.village, view.year, view.day)).order_by()
    return Counter(rows.values_list("household_id", flat=True))


def _lines(lines: Iterable[Line]) -> tuple[Line | None, ...]:
    """Talks and stays, each added over whoever is asked for it."""
    listed = list(lines)
    found: list[Line | None] = []
    for figure in SHOWN:
        same: dict[UUID, list[Line]] = defaultdict(list)
        for line in listed:
            if line.requirement.figure == figure:
                same[line.requirement.pk].append(line)
        first = next(iter(same.values()), None)
        found.append(added(first) if first else None)
    return tuple(found)


def _whole(
    actor: AccountActor, view: View, listed: list[Section], changes: dict[UUID, Change]
) -> Section:
    """The sum; needs as their figures count them, with those of the whole village."""
    whole = Section(None)
    whole.officers = sum(one.officers for one in listed)
    whole.homes = sum(one.homes for one in listed)
    whole.unvisited = sum(one.unvisited for one in listed)
    whole.counts = counted(changes.values())
    raised, closed = (_needs(actor, view, name).total() for name in NEEDS)
    whole.raised, whole.closed = raised, closed
    whole.lines = _lines(line for one in listed for line in one.lines if line)
    whole.at = {name: view.rows_at(name) for name in OPENED}
    whole.apart = raised - sum(one.raised for one in listed)
    return whole


def _pictures(
    actor: AccountActor, homes: list[Household], changes: dict[UUID, Change], day: date
) -> dict[str, Any]:
    stood = file.standings(actor, day=day).filter(household__in=[home.pk for home in homes])
    names = code_names("category", "cause")
    kinds: dict[str, list[Change]] = defaultdict(list)
    causes: Counter[str] = Counter()
    fields = ("household_id", "category_id", "watch_id", "risk_cleared", "cause_id")
    for key, category, watch, cleared, cause in stood.order_by().values_list(*fields):
        kind = names.get(str(category), _("没有填"))
        kinds[_("监测对象") if watch and not cleared else kind].append(changes.get(key, Change()))
        if cause:
            causes[str(cause)] += 1
    told = [(names.get(key, ""), n) for key, n in causes.most_common(MOST_CAUSES)]
    ledger = address_of("ledger") if day == today() else ""
    at = [f"{ledger}?cause={key}" for key, _n in causes.most_common(MOST_CAUSES)] if ledger else []
    return {
        "kinds": stacked([(name, counted(found)) for name, found in sorted(kinds.items())]),
        "causes": bars(told, at),
        "caused": causes.total(),
    }

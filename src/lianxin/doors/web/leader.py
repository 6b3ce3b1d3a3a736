"""The leader's board: how each section keeps up, how households fare, what has arrived, who is worse."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.aid.queries import deliveries, totals
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import Period, today
from lianxin.people.models import Area, Role, Unit
from lianxin.people.policy import AccountActor
from lianxin.pool.queries import projects
from lianxin.records.file import queries as file
from lianxin.records.file.change import SAME, Change
from lianxin.records.file.queries import code_names
from lianxin.records.needs.models import Need
from lianxin.register import queries as register
from lianxin.register.models import Household
from lianxin.visits.lines import Line, added
from lianxin.visits.models import Requirement
from lianxin.visits.progress import Progress, progress

from .charts import bars, drawn, ground, stacked
from .fared import counted, fared, worst
from .menu import address_of

SHOWN = (Requirement.Figure.TALKS, Requirement.Figure.STAY_DAYS)
MOST_CAUSES = 6


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


def is_leader(actor: AccountActor) -> bool:
    return Role.LEADER in actor.roles and Role.OFFICE not in actor.roles


def board(actor: AccountActor, village: Area | None) -> dict[str, Any]:
    day = today()
    found = progress(actor, village, day.year, day)
    key = ("board", actor.id, village and village.pk, day, get_language())
    return {
        "day": day,
        "passed": round(100 * Period.year(day.year).passed(day)),
        "progress": found,
        **remembered(key, lambda: _board(actor, village, found, day)),
        "worst": worst(actor, village, day),
        "visits_at": address_of("visits"),
        "goods_at": address_of("deliveries"),
    }


def _board(actor: AccountActor, village: Area | None, found: Progress, day: date) -> dict[str, Any]:
    homes = list(register.households(actor, village=village).select_related("group", "village"))
    changes = fared(actor, village, day)
    listed = sections(actor, found, homes, changes, day)
    return {
        "sections": listed,
        "whole": _whole(listed),
        "heads": [line.name for line in _lines(found.lines) if line],
        "counts": counted(changes.values()),
        **_pictures(actor, homes, changes),
        **_arrived(actor, village, day),
    }


def sections(
    actor: AccountActor,
    found: Progress,
    homes: list[Household],
    changes: dict[UUID, Change],
    day: date,
) -> list[Section]:
    """One row a unit, in the order of the units; nobody is ranked."""
    units: dict[UUID, Section] = {}
    for one in found.officers:
        units.setdefault(one.officer.unit_id, Section(one.officer.unit))
    whose = dict(
        register.responsible(actor)
        .filter(household__in=[home.pk for home in homes])
        .values_list("household_id", "officer__unit_id")
    )
    unvisited = {home.household.pk for home in found.unvisited}
    needs = _needs(actor, list(whose), day)
    for key, section in units.items():
        people = [one for one in found.officers if one.officer.unit_id == key]
        own = [home for home, unit in whose.items() if unit == key]
        section.officers, section.homes = len(people), len(own)
        section.lines = _lines(line for one in people for line in one.lines)
        section.unvisited = sum(home in unvisited for home in own)
        section.counts = counted(changes[home] for home in own if home in changes)
        section.raised = sum(needs[home][0] for home in own)
        section.closed = sum(needs[home][1] for home in own)
    return sorted(units.values(), key=lambda one: one.unit.path if one.unit else "")


def _needs(actor: AccountActor, keys: list[UUID], day: date) -> dict[UUID, tuple[int, int]]:
    """Needs raised this year by household, and how many of those are closed."""
    raised: dict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    if actor.sees(Need) is None:
        return raised
    rows = Need.objects.visible_to(actor).filter(household__in=keys, year=day.year).order_by()
    for key, closed in rows.values_list("household_id", "closed"):
        if key is not None:
            raised[key] = (raised[key][0] + 1, raised[key][1] + (closed is not None))
    return raised


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


def _whole(listed: list[Section]) -> Section:
    whole = Section(None)
    whole.officers = sum(one.officers for one in listed)
    whole.homes = sum(one.homes for one in listed)
    whole.unvisited = sum(one.unvisited for one in listed)
    better, same, worse = (sum(one.counts[n] for one in listed) for n in range(3))
    whole.counts = (better, same, worse)
    whole.raised, whole.closed = (
        sum(one.raised for one in listed),
        sum(one.closed for one in listed),
    )
    whole.lines = _lines(line for one in listed for line in one.lines if line)
    return whole


def _pictures(
    actor: AccountActor, homes: list[Household], changes: dict[UUID, Change]
) -> dict[str, Any]:
    stood = file.standings(actor).filter(household__in=[home.pk for home in homes]).order_by()
    names = code_names("category", "cause")
    kinds: dict[str, list[Change]] = defaultdict(list)
    causes: Counter[str] = Counter()
    rows = stood.values_list("household_id", "category_id", "watch_id", "risk_cleared", "cause_id")
    for key, category, watch, cleared, cause in rows:
        kind = names.get(str(category), _("没有填"))
        kinds[_("监测对象") if watch and not cleared else kind].append(changes.get(key, Change()))
        if cause:
            causes[names.get(str(cause), "")] += 1
    return {
        "kinds": stacked([(name, counted(found)) for name, found in sorted(kinds.items())]),
        "causes": bars(causes.most_common(MOST_CAUSES)),
        "caused": sum(causes.values()),
        "ground": drawn(ground(_groups(actor, homes, changes))),
    }


def _groups(
    actor: AccountActor, homes: list[Household], changes: dict[UUID, Change]
) -> list[tuple[str, list[tuple[str, str, str]]]]:
    heads = register.memberships(actor).filter(is_head=True, household__in=[h.pk for h in homes])
    names = dict(heads.values_list("household_id", "person__name"))
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for home in sorted(homes, key=lambda one: (one.group.path if one.group else "~", one.number)):
        name = names.get(home.pk, home.number)
        at = address_of("household", home.pk)
        state = changes[home.pk].state if home.pk in changes else SAME
        found[str(home.group or home.village)].append((state, name, at))
    return list(found.items())


def _arrived(actor: AccountActor, village: Area | None, day: date) -> dict[str, Any]:
    if village is None:
        return {"projects": [], "goods": []}
    handed_out = deliveries(actor, village=village, year=day.year, day=day)
    return {
        "projects": projects(actor, village=village, year=day.year, day=day),
        "goods": totals(actor, handed_out),
    }

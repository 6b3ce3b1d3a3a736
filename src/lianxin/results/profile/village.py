"""A village's portrait 多维画像: how many households lack much, how much, and what makes it so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Min

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Area
from lianxin.plans.household.models import Goal, State
from lianxin.register.queries import households

from .measure import Measured, measured
from .models import Indicator
from .reading import Alike, Home, Rules, by_homes, by_people, homes_alike, homes_seen, rules_on

YEARS = 10
"""How many year-ends the page looks back at."""


@dataclass(frozen=True)
class Drive:
    """One indicator over a village, in households: ``much`` lack it among those who lack much."""

    place: int
    line: Indicator
    much: int
    lacking: int
    unknown: int
    share: Fraction | None


@dataclass(frozen=True)
class Part:
    """A group of the village, or the village itself; ``area`` is None for households of no group."""

    area: Area | None
    homes: Measured
    people: Measured


@dataclass(frozen=True)
class Portrait:
    day: date
    rules: Rules
    whole: Part
    groups: list[Part] = field(default_factory=list)

    @property
    def drives(self) -> list[Drive]:
        """In the order of the set."""
        it = self.whole.homes
        return [
            Drive(
                place,
                line,
                it.known.by[place],
                it.least.lacking[place],
                it.unknown[place],
                it.known.drives(place),
            )
            for place, line in enumerate(self.rules.lines)
        ]

    @property
    def dimensions(self) -> list[tuple[str, Fraction | None]]:
        """Each dimension, and how much of M0 comes from it."""
        known = self.whole.homes.known
        return [(name, known.drives(*places)) for name, places in self.rules.dimensions.items()]


def portrait(actor: Actor, village: Area, day: date) -> Portrait | None:
    """None where no set of indicators is in force on the day."""
    rules = rules_on(day)
    if rules is None:
        return None
    rows = _alike(actor, rules, day, village.path)
    groups: dict[UUID | None, list[Alike]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    areas = {
        one.pk: one for one in Area.objects.visible_to(SYSTEM).filter(pk__in=filter(None, groups))
    }
    placed = sorted(groups, key=lambda key: areas[key].path if key else "~")
    parts = [_part(rules, areas[key] if key else None, groups[key]) for key in placed]
    return Portrait(day, rules, _part(rules, village, rows), parts)


def _part(rules: Rules, area: Area | None, rows: Sequence[Alike]) -> Part:
    scheme = rules.scheme
    return Part(area, measured(scheme, by_homes(rows)), measured(scheme, by_people(rows)))


def _alike(actor: Actor, rules: Rules, day: date, path: str) -> list[Alike]:
    """Counted once until somebody changes something."""
    key = ("alike", actor.id, rules.key, day, path, today())
    return remembered(key, lambda: homes_alike(actor, rules, day, path=path))


def over_years(actor: Actor, village: Area, day: date) -> list[Portrait]:
    """As of each 31 December since the register began, and as of the day itself."""
    begun = households(actor, village=village, day=day).aggregate(first=Min("opened"))["first"]
    first = max(begun.year if begun else day.year, day.year - YEARS)
    ends = [date(year, 12, 31) for year in range(first, day.year)]
    days = [*ends, day]
    found = (portrait(actor, village, one) for one in days)
    return [one for one in found if one is not None]


@dataclass(frozen=True)
class HomeLacking:
    """A household with what it lacks, in the order of house numbers and never by how much."""

    home: Home
    lacks: list[Indicator]
    unknown: list[Indicator]


def homes_lacking(
    actor: Actor,
    rules: Rules,
    day: date,
    *,
    path: str = "",
    keys: Collection[UUID] | None = None,
) -> dict[UUID, HomeLacking]:
    found = homes_seen(actor, rules, day, path=path, keys=keys)
    return {
        one.key: HomeLacking(one, _set(rules, one.lacks), _set(rules, one.unknown)) for one in found
    }


def _set(rules: Rules, bits: int) -> list[Indicator]:
    return [line for place, line in enumerate(rules.lines) if bits >> place & 1]


def aimed_at(actor: Actor, keys: Iterable[UUID], day: date) -> dict[str, set[UUID]]:
    """Of each aspect the households whose plan in force on the day has a goal for it."""
    rows = Goal.objects.visible_to(actor).filter(
        in_force(day, prefix="stage__plan__"),
        stage__plan__state=State.APPROVED,
        stage__plan__household__in=list(keys),
    )
    found: dict[str, set[UUID]] = defaultdict(set)
    for aspect, home in rows.order_by().values_list("aspect", "stage__plan__household_id"):
        found[aspect].add(home)
    return found

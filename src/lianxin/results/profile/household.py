"""What one household lacks on a day: each indicator with the fact it is read from, since when, and its goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.plans.household.models import Goal
from lianxin.records.file.aspect import Aspect, Unit
from lianxin.records.file.aspects import ASPECTS, measured
from lianxin.records.file.models import Source, Statement

from .measure import State
from .models import Indicator
from .reading import Home, Rules, homes_seen, rules_on, sees_profile

FINE, LACKING, UNCLEAR = "fine", "lacking", "unclear"
LOOKED = 12
"""How many changes of the file are gone back through for since when something is lacking."""


@dataclass(frozen=True)
class Fact:
    """What the file says: from which day it holds, and who said it."""

    told: str
    day: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Asked:
    """One indicator of one household; ``since`` only where it is lacking."""

    line: Indicator
    aspect: Aspect
    state: str
    fact: Fact
    since: date | None = None
    goal: Goal | None = None

    @property
    def told_goal(self) -> str:
        """What the goal is; of yes and no it goes without saying."""
        if self.goal is None or self.aspect.unit is Unit.YES:
            return ""
        return self.aspect.told(self.goal.target)


@dataclass(frozen=True)
class HouseholdProfile:
    day: date
    rules: Rules
    home: Home
    asked: list[Asked]

    @property
    def state(self) -> State:
        return self.rules.scheme.state(self.home.lacks, self.home.unknown)

    @property
    def lacking(self) -> list[Asked]:
        return [one for one in self.asked if one.state == LACKING]

    @property
    def unclear(self) -> list[Asked]:
        return [one for one in self.asked if one.state == UNCLEAR]

    @property
    def fine(self) -> list[Asked]:
        return [one for one in self.asked if one.state == FINE]

    @property
    def dimensions(self) -> list[tuple[str, list[Asked]]]:
        return [
            (name, [self.asked[place] for place in places])
            for name, places in self.rules.dimensions.items()
        ]


def profile_of(
    actor: Actor, household: UUID, day: date, goals: Mapping[str, Goal]
) -> HouseholdProfile | None:
    """``goals``: by aspect, of the plan in force. None where nothing may or can be told of it."""
    rules = rules_on(day) if sees_profile(actor) else None
    found = homes_seen(actor, rules, day, keys=[household]) if rules else []
    if rules is None or not found:
        return None
    facts = _facts(actor, rules, household, day)
    since = _since(actor, rules, found[0], day)
    asked = [
        Asked(
            line,
            ASPECTS[line.aspect],
            _state(found[0], place),
            facts[line.aspect],
            since.get(place),
            goals.get(line.aspect),
        )
        for place, line in enumerate(rules.lines)
    ]
    return HouseholdProfile(day, rules, found[0], asked)


def _state(home: Home, place: int) -> str:
    if home.unknown >> place & 1:
        return UNCLEAR
    return LACKING if home.lacks >> place & 1 else FINE


def _facts(actor: Actor, rules: Rules, household: UUID, day: date) -> dict[str, Fact]:
    names = {line.aspect for line in rules.lines}
    values = measured(actor, [household], day, names)[household]
    found: dict[str, Fact] = {}
    said: dict[tuple[Any, str], Any] = {}
    for one in (ASPECTS[name] for name in names):
        value, kind = values.get(one.name), (one.source, one.by)
        if kind not in said:
            said[kind] = _latest(actor, one, household, day)
        if said[kind] is None or value is None:
            found[one.name] = Fact(one.told(None))
        else:
            from_day, source = said[kind]
            found[one.name] = Fact(one.told(value), from_day, str(Source(source).label))
    return found


def _latest(actor: Actor, aspect: Aspect, household: UUID, day: date) -> tuple[date, str] | None:
    """From which day the latest statement holds that it is read from, and by whom it was made."""
    path = f"{aspect.by}__" if aspect.by else ""
    rows = aspect.source(actor, day).filter(household=household)
    rows = rows.filter(**{f"{path}from_day__isnull": False}).order_by(f"-{path}from_day")
    return rows.values_list(f"{path}from_day", f"{path}source").first()


def _since(actor: Actor, rules: Rules, home: Home, day: date) -> dict[int, date]:
    """Of each indicator that is lacking, the first day of the unbroken time in which the file says so."""
    found: dict[int, date] = {}
    lacking = {place: line for place, line in enumerate(rules.lines) if home.lacks >> place & 1}
    kinds = {ASPECTS[line.aspect].needs: ASPECTS[line.aspect] for line in lacking.values()}
    for kind, aspect in kinds.items():
        here = {
            place: line for place, line in lacking.items() if ASPECTS[line.aspect].needs is kind
        }
        part = Rules(rules.row, tuple(here.values()))
        still = dict(enumerate(here))
        for at in _changed(actor, aspect, home.key, day):
            then = next(iter(homes_seen(actor, part, at, keys=[home.key])), None)
            still = {n: place for n, place in still.items() if then and then.lacks >> n & 1}
            found |= dict.fromkeys(still.values(), at)
            if not still:
                break
    return found


def _changed(actor: Actor, aspect: Aspect, household: UUID, day: date) -> list[date]:
    """Days on which a statement of the kind began, the latest first."""
    kind: type[Statement] = aspect.needs
    rows: QuerySet[Any] = kind.objects.visible_to(actor).filter(from_day__lte=day)
    whose = {"person__memberships__household" if aspect.of_members else "household": household}
    days = rows.filter(**whose).order_by("-from_day").values_list("from_day", flat=True)
    return list(days.distinct()[:LOOKED])

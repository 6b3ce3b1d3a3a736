"""From a template to a plan for this household."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force
from lianxin.records.file.aspects import ASPECTS, Unit, measured
from lianxin.records.file.models import Standing
from lianxin.register.models import Code, Household

from .drawn import GoalDrawn, PlanDrawn, StageDrawn
from .models import PlanTemplate

ROUND = 100_00
"""Amounts of money in proposed goals go up to whole hundreds of yuan."""


@dataclass(frozen=True)
class MeasureOffered:
    direction: str
    field: str
    text: str
    cause: Code | None = None


def templates(day: date | None = None) -> list[PlanTemplate]:
    """In force on the day; templates are public."""
    rows = PlanTemplate.objects.visible_to(SYSTEM).filter(in_force(day))
    return list(rows.select_related("category", "watch", "cause"))


def fitting(rows: Iterable[PlanTemplate], standing: Standing | None) -> PlanTemplate | None:
    """Of a household's standing the most particular: its type of watch, else its category."""
    if standing is None:
        return None
    rows = list(rows)
    watched = standing.watch_id if not standing.risk_cleared else None
    for name, key in (("watch_id", watched), ("category_id", standing.category_id)):
        for row in rows:
            if key is not None and getattr(row, name) == key:
                return row
    return None


def causes_of(standing: Standing | None) -> list[str]:
    """The keys of the household's causes, the main one first."""
    if standing is None:
        return []
    main = [str(standing.cause_id)] if standing.cause_id else []
    return list(dict.fromkeys([*main, *(str(one) for one in standing.causes or ())]))


def offered(rows: Iterable[PlanTemplate], standing: Standing | None) -> list[MeasureOffered]:
    """Measures for this household: of its causes first, then of its category."""
    rows, wanted = list(rows), causes_of(standing)
    by_cause = {str(row.cause_id): row for row in rows if row.cause_id}
    found = [
        MeasureOffered(**one, cause=by_cause[key].cause)
        for key in wanted
        if key in by_cause
        for one in by_cause[key].measures
    ]
    own = fitting(rows, standing)
    return found + [MeasureOffered(**one) for one in (own.measures if own else ())]


def begun(actor: Actor, household: Household, template: PlanTemplate, day: date) -> PlanDrawn:
    """The template from the day on, its goals set by what the file says today."""
    now = measured(actor, [household.pk], day)[household.pk]
    stages, first = [], day
    for one in template.stages:
        last = _months_on(first, int(one["months"])) - timedelta(days=1)
        goals = [_goal(now, *goal) for goal in one["goals"] if goal[0] in ASPECTS]
        stages.append(StageDrawn(one["title"], first, last, goals, one.get("text", "")))
        first = last + timedelta(days=1)
    return PlanDrawn(template.aim, stages)


def _goal(now: dict[str, int], name: str, target: int | None, percent: int | None) -> GoalDrawn:
    aspect = ASPECTS[name]
    if percent is not None and name in now:
        wanted = max(now[name], 0) * (100 + percent)
        step = ROUND if aspect.unit is Unit.YUAN else 1
        target = -(-wanted // (100 * step)) * step
    elif aspect.unit is Unit.YES:
        target = int(aspect.more)
    return GoalDrawn(name, target)


def _months_on(day: date, months: int) -> date:
    """The same day some months later; a day that the month does not have becomes the next first."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + year, month=month + 1)
    except ValueError:
        return (date(day.year + year, month + 1, 28) + timedelta(days=4)).replace(day=1)

"""A plan as it is written: read and checked as a whole, all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.people.wording import Reading
from lianxin.records.file.aspects import ASPECTS, Unit

MOST = 10**12


@dataclass(frozen=True)
class GoalDrawn:
    """``target``: of yes and no it is the aspect's own."""

    aspect: str
    target: int | None = None


@dataclass(frozen=True)
class StageDrawn:
    """``line`` names the stage of the version before that this one goes on with."""

    title: str
    from_day: date | None
    last_day: date | None
    goals: Sequence[GoalDrawn] = ()
    text: str = ""
    line: UUID | None = None


@dataclass(frozen=True)
class PlanDrawn:
    """``wishes``: kinds of needs in the family's own order, as keys."""

    aim: str
    stages: Sequence[StageDrawn] = ()
    wishes: Sequence[str] = ()
    said: str = ""
    said_on: date | None = None
    note: str = field(default="", compare=False)


def checked(drawn: PlanDrawn) -> PlanDrawn:
    """The same with tidy words; refused with everything that is amiss."""
    found = Reading()
    aim = found.words("aim", drawn.aim, _("总目标"), 200, needed=True, sentence=True)
    said = found.words("said", drawn.said, _("户里怎么说"), 200, sentence=True)
    if not drawn.stages:
        found.add("plan.stage_wanted", "stages")
    stages = [_stage(found, place, one) for place, one in enumerate(drawn.stages)]
    _in_order(found, stages)
    found.check()
    return PlanDrawn(aim, stages, tuple(drawn.wishes), said, drawn.said_on)


def _stage(found: Reading, place: int, stage: StageDrawn) -> StageDrawn:
    at = f"stage-{place}"
    title = found.words(f"{at}-title", stage.title, _("阶段"), 30, needed=True)
    text = found.words(f"{at}-text", stage.text, _("这一阶段要做到"), 160, sentence=True)
    first = found.day(f"{at}-from_day", stage.from_day, _("从哪天"))
    last = found.day(f"{at}-last_day", stage.last_day, _("到哪天"))
    if stage.from_day and stage.last_day and last < first:
        found.add("plan.stage_order", f"{at}-last_day", title=title)
    goals = _goals(found, at, title, stage.goals)
    return StageDrawn(title, first, last, goals, text, stage.line)


def _goals(
    found: Reading, at: str, title: str, goals: Iterable[GoalDrawn]
) -> tuple[GoalDrawn, ...]:
    named: dict[str, GoalDrawn] = {}
    for goal in goals:
        aspect = ASPECTS[goal.aspect]
        told = str(aspect.title)
        if goal.aspect in named:
            found.add("plan.goal_twice", f"{at}-goals", title=title, aspect=told)
        wanted = int(aspect.more) if aspect.unit is Unit.YES else goal.target
        if wanted is None or not 0 <= wanted <= MOST:
            found.add("plan.goal_number", f"{at}-{goal.aspect}", aspect=told)
        named[goal.aspect] = GoalDrawn(goal.aspect, wanted)
    if not named:
        found.add("plan.goal_wanted", f"{at}-goals", title=title)
    return tuple(named.values())


def _in_order(found: Reading, stages: Sequence[StageDrawn]) -> None:
    for place in range(1, len(stages)):
        before, first = stages[place - 1].last_day, stages[place].from_day
        if before and first and date.min not in {before, first} and first <= before:
            found.add("plan.stage_overlap", f"stage-{place}-from_day", title=stages[place].title)

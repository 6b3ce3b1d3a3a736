"""A template of plans as the office writes it: read and checked as a whole, all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.people.wording import Reading
from lianxin.records.file.aspects import ASPECTS, Unit

from .drawn import MOST

LONGEST = 60
"""Months that a stage may take."""


@dataclass(frozen=True)
class TemplateGoal:
    """An aspect with a target, or with so many percent more than now; of yes and no it is the aspect's own."""

    aspect: str
    target: int | None = None
    percent: int | None = None


@dataclass(frozen=True)
class TemplateStage:
    title: str
    months: int | None
    goals: Sequence[TemplateGoal] = ()
    text: str = ""


@dataclass(frozen=True)
class TemplateMeasure:
    """Direction and field by the names of their code lists."""

    direction: str
    field: str
    text: str


@dataclass(frozen=True)
class TemplateDrawn:
    name: str
    aim: str = ""
    stages: Sequence[TemplateStage] = ()
    measures: Sequence[TemplateMeasure] = ()
    source: str = ""


def checked(drawn: TemplateDrawn) -> TemplateDrawn:
    """The same with tidy words; refused with everything that is amiss."""
    found = Reading()
    name = found.words("name", drawn.name, _("名称"), 40, needed=True)
    aim = found.words("aim", drawn.aim, _("总目标"), 200, needed=bool(drawn.stages), sentence=True)
    source = found.words("source", drawn.source, _("依据"), 200, sentence=True)
    if not drawn.stages and not drawn.measures:
        found.add("plan_template.empty", "stage-0-title")
    stages = [_stage(found, place, one) for place, one in enumerate(drawn.stages)]
    measures = [_measure(found, place, one) for place, one in enumerate(drawn.measures)]
    found.check()
    return TemplateDrawn(name, aim, stages, measures, source)


def _stage(found: Reading, place: int, stage: TemplateStage) -> TemplateStage:
    at = f"stage-{place}"
    title = found.words(f"{at}-title", stage.title, _("阶段"), 30, needed=True)
    text = found.words(f"{at}-text", stage.text, _("这一阶段要做到"), 160, sentence=True)
    if stage.months is None or not 1 <= stage.months <= LONGEST:
        found.add("plan_template.months", f"{at}-months", most=LONGEST)
    return TemplateStage(title, stage.months, _goals(found, at, title, stage.goals), text)


def _goals(
    found: Reading, at: str, title: str, goals: Iterable[TemplateGoal]
) -> tuple[TemplateGoal, ...]:
    named: dict[str, TemplateGoal] = {}
    for goal in goals:
        aspect = ASPECTS[goal.aspect]
        if goal.aspect in named:
            found.add("plan.goal_twice", f"{at}-goals", title=title, aspect=str(aspect.title))
        named[goal.aspect] = kept = TemplateGoal(goal.aspect) if aspect.unit is Unit.YES else goal
        if aspect.unit is not Unit.YES and not _sound(kept):
            found.add("plan.goal_number", f"{at}-{goal.aspect}", aspect=str(aspect.title))
    if not named:
        found.add("plan.goal_wanted", f"{at}-goals", title=title)
    return tuple(named.values())


def _sound(goal: TemplateGoal) -> bool:
    if goal.percent is not None:
        return 0 <= goal.percent <= 1000
    return goal.target is not None and 0 <= goal.target <= MOST


def _measure(found: Reading, place: int, measure: TemplateMeasure) -> TemplateMeasure:
    at = f"measure-{place}"
    text = found.words(f"{at}-text", measure.text, _("措施"), 160, needed=True, sentence=True)
    if not measure.direction:
        found.add("input.required", f"{at}-direction", label=_("方向"))
    return TemplateMeasure(measure.direction, measure.field, text)

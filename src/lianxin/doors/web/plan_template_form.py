"""The page on which a template of plans is written: its fields, what stands in them, how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lianxin.kernel.problem import Problem, Refused
from lianxin.plans.household.models import PlanTemplate
from lianxin.plans.household.template_drawn import (
    TemplateDrawn,
    TemplateGoal,
    TemplateMeasure,
    TemplateStage,
)
from lianxin.records.file.aspects import ASPECTS, Unit

from .asking import number_of
from .form import Form
from .plan_form import GOALS, STAGES, shown, target_of

MEASURES, BLANK = 12, 2
NUMBER, PERCENT = "number", "percent"


@dataclass(frozen=True)
class GoalSlot:
    name: str
    how: str
    target: str
    values: tuple[str, str, str]
    error: str


@dataclass(frozen=True)
class StageSlot:
    n: int
    values: dict[str, str]
    errors: dict[str, str]
    goals: list[GoalSlot]


@dataclass(frozen=True)
class MeasureSlot:
    n: int
    values: dict[str, str]
    errors: dict[str, str]


def first_of(row: PlanTemplate | None) -> dict[str, Any]:
    """What the fields show at first: nothing, or the template that is changed."""
    if row is None:
        return {}
    used_for = row.category_id or row.watch_id or row.cause_id
    found: dict[str, Any] = {"name": row.name, "aim": row.aim, "used_for": used_for}
    found["source"] = row.source
    for n, stage in enumerate(row.stages):
        found |= {f"stage-{n}-{name}": stage.get(name, "") for name in ("title", "text", "months")}
        for m, (aspect, target, percent) in enumerate(
            one for one in stage["goals"] if one[0] in ASPECTS
        ):
            at = f"stage-{n}-goal-{m}"
            found[at], found[f"{at}-how"] = aspect, NUMBER if percent is None else PERCENT
            found[f"{at}-target"] = shown(ASPECTS[aspect], target) if percent is None else percent
    for n, measure in enumerate(row.measures):
        found |= {
            f"measure-{n}-{name}": measure.get(name, "") for name in ("direction", "field", "text")
        }
    return found


def stage_slots(form: Form) -> list[StageSlot]:
    return [_stage_slot(form, n) for n in range(STAGES)]


def _stage_slot(form: Form, n: int) -> StageSlot:
    errors, names = form.errors, ("title", "text", "months")
    goals = []
    for m in range(GOALS):
        at = f"stage-{n}-goal-{m}"
        values = (form[at], form[f"{at}-how"] or NUMBER, form[f"{at}-target"])
        error = errors.get(f"stage-{n}-{form[at]}", "") if form[at] else ""
        goals.append(GoalSlot(at, f"{at}-how", f"{at}-target", values, error))
    told = {name: errors.get(f"stage-{n}-{name}", "") for name in (*names, "goals")}
    return StageSlot(n, {name: form[f"stage-{n}-{name}"] for name in names}, told, goals)


def kept_stages(slots: list[StageSlot]) -> int:
    """How many stages are shown open: those in use, at least one."""
    used = [slot.n for slot in slots if any(slot.values.values())]
    return max(used) + 1 if used else 1


def measure_slots(form: Form) -> list[MeasureSlot]:
    """Those in use and some blank ones."""
    used = [n for n in range(MEASURES) if form[f"measure-{n}-text"]]
    count = min(MEASURES, (max(used) + 1 if used else 0) + BLANK)
    names, errors = ("direction", "field", "text"), form.errors
    return [
        MeasureSlot(
            n,
            {name: form[f"measure-{n}-{name}"] for name in names},
            {name: errors.get(f"measure-{n}-{name}", "") for name in names},
        )
        for n in range(count)
    ]


def content(form: Form) -> TemplateDrawn:
    """What was written; numbers that cannot be read are told together. Cleared lines are left out."""
    found: list[Problem] = []
    stages = [stage for n in range(STAGES) if (stage := _stage(form, n, found)) is not None]
    if found:
        raise Refused(found)
    measures = [
        TemplateMeasure(
            form[f"measure-{n}-direction"], form[f"measure-{n}-field"], form[f"measure-{n}-text"]
        )
        for n in range(MEASURES)
        if form[f"measure-{n}-text"].strip()
    ]
    return TemplateDrawn(form["name"], form["aim"], stages, measures, form["source"])


def _stage(form: Form, n: int, found: list[Problem]) -> TemplateStage | None:
    at = f"stage-{n}"
    goals = list(_goals(form, at, found))
    if not goals and not any(form[f"{at}-{one}"].strip() for one in ("title", "text", "months")):
        return None
    months = number_of(form[f"{at}-months"])
    return TemplateStage(form[f"{at}-title"], months, goals, form[f"{at}-text"])


def _goals(form: Form, at: str, found: list[Problem]) -> Iterator[TemplateGoal]:
    for m in range(GOALS):
        name = f"{at}-goal-{m}"
        aspect = ASPECTS.get(form[name])
        if aspect is None:
            continue
        if aspect.unit is not Unit.YES and form[f"{name}-how"] == PERCENT:
            percent = number_of(form[f"{name}-target"].strip().rstrip("%％"))
            yield TemplateGoal(aspect.name, None, -1 if percent is None else percent)
        else:
            target = target_of(aspect, form[f"{name}-target"], f"{at}-{aspect.name}", found)
            yield TemplateGoal(aspect.name, target)

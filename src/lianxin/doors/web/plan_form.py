"""The page on which a household's plan is written: its fields, what stands in them, how they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.money import fen, yuan
from lianxin.kernel.problem import Problem, Refused, problem
from lianxin.kernel.text import tidy
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.plans.household.models import Plan
from lianxin.plans.household.queries import goals_of, laid_of
from lianxin.records.file.aspects import ASPECTS, Aspect, Unit, offered
from lianxin.records.file.quantities import MU, scaled, written

from .asking import key_of
from .form import Form

STAGES, GOALS, WISHES = 4, 3, 3


@dataclass(frozen=True)
class GoalSlot:
    place: str
    aspect: str
    target: str
    error: str


@dataclass(frozen=True)
class StageSlot:
    """One stage as the page shows it; ``n`` from 0."""

    n: int
    values: dict[str, str]
    errors: dict[str, str]
    goals: list[GoalSlot]

    @property
    def empty(self) -> bool:
        return not any(self.values[one] for one in ("title", "text", "last_day"))


def drawn_from(plan: Plan, *, again: bool) -> PlanDrawn:
    """A plan as it stands, to be written on; ``again``: the next version goes on with its stages."""
    stages = [
        StageDrawn(
            stage.title,
            stage.from_day,
            stage.last_day,
            [GoalDrawn(goal.aspect, goal.target) for goal in goals_of(stage)],
            stage.text,
            stage.line,
        )
        for stage in laid_of(plan)
    ]
    said_on = None if again else plan.said_on
    return PlanDrawn(plan.aim, stages, plan.wishes, plan.said, said_on)


def first_of(drawn: PlanDrawn) -> dict[str, Any]:
    """What the fields show at first."""
    found: dict[str, Any] = {"aim": drawn.aim, "said": drawn.said, "said_on": drawn.said_on}
    found |= {f"wish-{n}": key for n, key in enumerate(drawn.wishes)}
    for n, stage in enumerate(drawn.stages):
        found |= {
            f"stage-{n}-{name}": getattr(stage, name)
            for name in ("title", "text", "from_day", "last_day", "line")
        }
        for m, goal in enumerate(stage.goals):
            found[f"stage-{n}-goal-{m}"] = goal.aspect
            found[f"stage-{n}-target-{m}"] = shown(ASPECTS[goal.aspect], goal.target)
    return found


def shown(aspect: Aspect, target: int | None) -> str:
    """A target as one types it."""
    if target is None or aspect.unit is Unit.YES:
        return ""
    if aspect.unit is Unit.YUAN:
        return yuan(target).replace(",", "")
    return written(target, MU) if aspect.unit is Unit.MU else str(target)


def slots(form: Form) -> list[StageSlot]:
    errors = form.errors
    return [_slot(form, errors, n) for n in range(STAGES)]


def _slot(form: Form, errors: Mapping[str, str], n: int) -> StageSlot:
    names = ("title", "text", "from_day", "last_day", "line")
    goals = [
        GoalSlot(
            f"{n}-{m}",
            form[f"stage-{n}-goal-{m}"],
            form[f"stage-{n}-target-{m}"],
            errors.get(f"stage-{n}-{form[f'stage-{n}-goal-{m}']}", ""),
        )
        for m in range(GOALS)
    ]
    told = {name: errors.get(f"stage-{n}-{name}", "") for name in (*names, "goals")}
    return StageSlot(n, {name: form[f"stage-{n}-{name}"] for name in names}, told, goals)


def aspects(actor: Actor) -> list[tuple[str, str]]:
    """What a goal may be about, with its unit."""
    return [("", "—"), *((one.name, one.asked) for one in offered(actor))]


def content(form: Form) -> PlanDrawn:
    """What was written; a day or a number that cannot be read is told with everything else of its kind."""
    found: list[Problem] = []
    stages = [stage for n in range(STAGES) if (stage := _stage(form, n, found)) is not None]
    said_on = _day(form, "said_on", found)
    if found:
        raise Refused(found)
    wishes = [form[f"wish-{n}"] for n in range(WISHES) if key_of(form[f"wish-{n}"])]
    return PlanDrawn(form["aim"], stages, wishes, form["said"], said_on)


def _stage(form: Form, n: int, found: list[Problem]) -> StageDrawn | None:
    """Nothing where the slot was left empty."""
    at = f"stage-{n}"
    goals = list(_goals(form, at, found))
    if not goals and not any(form[f"{at}-{one}"].strip() for one in ("title", "text", "last_day")):
        return None
    first, last = _day(form, f"{at}-from_day", found), _day(form, f"{at}-last_day", found)
    line: UUID | None = key_of(form[f"{at}-line"])
    return StageDrawn(form[f"{at}-title"], first, last, goals, form[f"{at}-text"], line)


def _goals(form: Form, at: str, found: list[Problem]) -> Iterator[GoalDrawn]:
    for m in range(GOALS):
        aspect = ASPECTS.get(form[f"{at}-goal-{m}"])
        if aspect is not None:
            field = f"{at}-{aspect.name}"
            yield GoalDrawn(aspect.name, target_of(aspect, form[f"{at}-target-{m}"], field, found))


def target_of(aspect: Aspect, text: str, field: str, found: list[Problem]) -> int | None:
    """A target as it was typed; what is no number is added to the problems."""
    text = tidy(text)
    if not text or aspect.unit is Unit.YES:
        return None
    try:
        return number_in(aspect, text, field)
    except Refused:
        found.append(problem("plan.goal_number", field, aspect=str(aspect.title)))
        return None


def number_in(aspect: Aspect, text: str, field: str) -> int | None:
    """What was typed in the aspect's unit, as it is kept; nothing for nothing. Refuses what is no number."""
    text = tidy(text)
    if not text:
        return None
    if aspect.unit is Unit.YUAN:
        return fen(text.removesuffix("元"))
    return scaled(text, MU if aspect.unit is Unit.MU else 1, field)


def _day(form: Form, name: str, found: list[Problem]) -> date | None:
    try:
        return form.day(name)
    except Refused as error:
        found += error.problems
        return None


def wish_slots(form: Form) -> list[tuple[str, str]]:
    return [(f"wish-{n}", form[f"wish-{n}"]) for n in range(WISHES)]


def kept_slots(stages: Sequence[StageSlot]) -> int:
    """How many slots are shown open: those in use and one more."""
    used = [slot.n for slot in stages if not slot.empty]
    return min(STAGES, (max(used) + 2) if used else 1)

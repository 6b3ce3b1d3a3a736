"""Plans as they stand on a day, with stages, goals, the change of each, and what is amiss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force

from .change import Moved, changes
from .models import OPEN, Goal, Plan, Stage, StageReview, State


@dataclass
class StageLine:
    """A stage as it stood on the day."""

    stage: Stage
    day: date
    moved: list[Moved] = field(default_factory=list)
    reviews: list[StageReview] = field(default_factory=list)

    @property
    def now(self) -> bool:
        return self.stage.from_day <= self.day <= self.stage.last_day

    @property
    def over(self) -> bool:
        return self.stage.last_day < self.day

    @property
    def reached(self) -> bool:
        """Every goal is reached by the file."""
        return bool(self.moved) and all(one.reached for one in self.moved)

    @property
    def still(self) -> bool:
        """Half of its time or more has passed and no aspect has become better."""
        whole = (self.stage.last_day - self.stage.from_day).days + 1
        passed = (self.day - self.stage.from_day).days + 1
        due = self.over or (self.now and passed * 2 >= whole)
        return due and not self.reached and not any(one.way > 0 for one in self.moved)


@dataclass
class PlanLine:
    """The version that held on the day, and the one that is being written."""

    plan: Plan | None = None
    open: Plan | None = None
    stages: list[StageLine] = field(default_factory=list)

    @property
    def stage(self) -> StageLine | None:
        """The one of the day; between two the one before, before the first none."""
        begun = [one for one in self.stages if one.stage.from_day <= one.day]
        return begun[-1] if begun else None

    @property
    def state(self) -> str:
        """The state that a list shows: of the open version, else of the one in force."""
        row = self.open or self.plan
        return str(row.get_state_display()) if row is not None else ""


def plans(actor: Actor) -> GuardedQuerySet[Plan]:
    goals = Goal.objects.visible_to(actor).order_by("id")
    stages = Stage.objects.visible_to(actor).order_by("position")
    with_goals = stages.prefetch_related(Prefetch("goals", goals, to_attr="set"))
    rows = Plan.objects.visible_to(actor).select_related("author", "decider", "household__village")
    return rows.prefetch_related(Prefetch("stages", with_goals, to_attr="laid"))  # type: ignore[return-value]


def lines(actor: Actor, keys: Collection[UUID], day: date) -> dict[UUID, PlanLine]:
    """The plan of each household on the day; a constant number of queries and the reading of the files."""
    found = {key: PlanLine() for key in keys}
    held = in_force(day) & Q(state=State.APPROVED)
    rows = plans(actor).filter(household__in=found).filter(held | Q(state__in=OPEN))
    for row in rows:
        it = found[row.household_id]
        if row.state == State.APPROVED:
            it.plan = row
        else:
            it.open = row
    _stages(actor, [it for it in found.values() if it.plan], day)
    return found


def _stages(actor: Actor, held: Iterable[PlanLine], day: date) -> None:
    laid = [(it, stage) for it in held if it.plan for stage in laid_of(it.plan)]
    for _it, stage in laid:
        stage.plan = _it.plan  # type: ignore[assignment]
    moved = changes(actor, [stage for _it, stage in laid], day)
    told = _reviews(actor, [stage.line for _it, stage in laid], day)
    for it, stage in laid:
        it.stages.append(StageLine(stage, day, moved.get(stage.pk, []), told[stage.line]))


def laid_of(plan: Plan) -> list[Stage]:
    """The stages of a plan that ``plans`` has fetched."""
    return plan.laid  # type: ignore[attr-defined, no-any-return]


def goals_of(stage: Stage) -> list[Goal]:
    """The goals of a stage that ``plans`` has fetched."""
    return stage.set  # type: ignore[attr-defined, no-any-return]


def _reviews(actor: Actor, lines: list[UUID], day: date) -> dict[UUID, list[StageReview]]:
    found: dict[UUID, list[StageReview]] = defaultdict(list)
    rows = StageReview.objects.visible_to(actor).filter(line__in=lines, day__lte=day)
    for row in rows.select_related("author").order_by("-at", "-id"):
        found[row.line].append(row)
    return found


def versions(actor: Actor, household: UUID) -> list[Plan]:
    """All versions, the newest first."""
    return list(plans(actor).filter(household=household).order_by("-version"))

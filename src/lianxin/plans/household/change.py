"""The change of a stage: each goal's aspect in the file as it stood then, and as it stands now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.records.file.aspects import ASPECTS, Aspect, measured

from .models import Goal, Stage


@dataclass(frozen=True)
class Moved:
    """One aspect of a household between two days; ``target`` where the stage has set one."""

    aspect: Aspect
    then: int | None
    now: int | None
    target: int | None = None

    @property
    def reached(self) -> bool | None:
        """None where nothing is stated, or nothing was set."""
        if self.now is None or self.target is None:
            return None
        return self.now >= self.target if self.aspect.more else self.now <= self.target

    @property
    def way(self) -> int:
        """1 better, −1 worse, 0 neither."""
        return self.aspect.moved(self.then, self.now)

    @property
    def difference(self) -> int | None:
        return None if self.then is None or self.now is None else self.now - self.then

    @property
    def told_then(self) -> str:
        return self.aspect.told(self.then)

    @property
    def told_now(self) -> str:
        return self.aspect.told(self.now)

    @property
    def told_target(self) -> str:
        return self.aspect.told(self.target)


def now_of(stage: Stage, day: date) -> date:
    """The day up to which a stage is looked at: its last one, once that is over."""
    return min(day, stage.last_day)


def changes(actor: Actor, stages: Collection[Stage], day: date) -> dict[UUID, list[Moved]]:
    """Of each stage that has begun, its goals then and now. ``stage.goals`` must be fetched as ``set``.

    The file is read once for each different day, however many households there are.
    """
    begun = [stage for stage in stages if stage.from_day <= day]
    files = _files(actor, begun, day)
    return {
        stage.pk: [_moved(files, stage, goal, day) for goal in _goals(stage)] for stage in begun
    }


def _goals(stage: Stage) -> list[Goal]:
    return stage.set  # type: ignore[attr-defined, no-any-return]


Files = dict[date, dict[UUID, dict[str, int]]]


def _files(actor: Actor, stages: Iterable[Stage], day: date) -> Files:
    homes: dict[date, set[UUID]] = {}
    names: set[str] = set()
    for stage in stages:
        names |= {goal.aspect for goal in _goals(stage)}
        for one in (stage.from_day, now_of(stage, day)):
            homes.setdefault(one, set()).add(stage.plan.household_id)
    return {one: measured(actor, keys, one, names) for one, keys in homes.items()} if names else {}


def _moved(files: Files, stage: Stage, goal: Goal, day: date) -> Moved:
    home = stage.plan.household_id
    then, now = files[stage.from_day][home], files[now_of(stage, day)][home]
    name = goal.aspect
    return Moved(ASPECTS[name], then.get(name), now.get(name), goal.target)


def facts_of(actor: Actor, stage: Stage, day: date) -> dict[str, Any]:
    """What a review keeps: every goal's aspect then and now, and what was to be reached."""
    goals = Goal.objects.visible_to(actor).filter(stage=stage)
    stage.set = list(goals)  # type: ignore[attr-defined]
    moved = changes(actor, [stage], day).get(stage.pk, [])
    return {one.aspect.name: [one.then, one.now, one.target] for one in moved}

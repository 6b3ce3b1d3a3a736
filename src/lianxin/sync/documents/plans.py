"""The plan in force of each of one's households, with what each stage has changed in the file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from lianxin.plans.household.change import Moved
from lianxin.plans.household.models import Plan
from lianxin.plans.household.queries import PlanLine, StageLine, lines
from lianxin.records.file.queries import code_names

from .scope import Scope


def plans(scope: Scope, keys: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Of the households that have one in force; drafts stay in the office."""
    if scope.actor.sees(Plan) is None:
        return {}
    names = code_names("need")
    found = lines(scope.actor, keys, scope.day)
    return {key: _told(it, it.plan, names) for key, it in found.items() if it.plan}


def _told(it: PlanLine, plan: Plan, names: dict[str, str]) -> dict[str, Any]:
    return {
        "aim": plan.aim,
        "from_day": plan.from_day and plan.from_day.isoformat(),
        "wishes": [names[key] for key in plan.wishes if key in names],
        "said": plan.said,
        "stages": [_stage(line) for line in it.stages],
    }


def _stage(line: StageLine) -> dict[str, Any]:
    return {
        "title": line.stage.title,
        "text": line.stage.text,
        "from_day": line.stage.from_day.isoformat(),
        "last_day": line.stage.last_day.isoformat(),
        "reached": line.reached,
        "still": line.still,
        "goals": [_goal(one) for one in line.moved],
    }


def _goal(one: Moved) -> dict[str, Any]:
    return {
        "what": str(one.aspect.title),
        "then": one.told_then,
        "now": one.told_now,
        "target": one.told_target,
        "reached": one.reached,
    }

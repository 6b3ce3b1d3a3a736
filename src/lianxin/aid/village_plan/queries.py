"""A village's plan as it stood on a day: projects with money and progress, problems, versions, comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force
from lianxin.people.models import Area

from .measured import with_measures
from .models import (
    OPEN,
    CommentRule,
    ItemStep,
    PlanItem,
    ProblemSource,
    State,
    VillageComment,
    VillagePlan,
    VillageProblem,
)

USUAL = 7
"""Where no rule says for how long."""


class ItemState(StrEnum):
    WAITING = "waiting"
    ON = "on"
    LATE = "late"
    DONE = "done"

    @property
    def label(self) -> Any:
        return ITEM_STATES[self]


ITEM_STATES = {
    ItemState.WAITING: _("还没开始"),
    ItemState.ON: _("在做"),
    ItemState.LATE: _("超期"),
    ItemState.DONE: _("完成了"),
}


def item_state(percent: int, due: date, day: date) -> ItemState:
    if percent >= 100:
        return ItemState.DONE
    if due < day:
        return ItemState.LATE
    return ItemState.ON if percent else ItemState.WAITING


@dataclass
class ItemLine:
    """A project of the plan with its money and progress as of the day."""

    item: PlanItem
    day: date
    steps: list[ItemStep] = field(default_factory=list)

    @property
    def budget(self) -> int:
        return self.item.budget  # type: ignore[attr-defined, no-any-return]

    @property
    def spent(self) -> int:
        return self.item.spent  # type: ignore[attr-defined, no-any-return]

    @property
    def percent(self) -> int:
        return min(100, int(self.item.percent))  # type: ignore[attr-defined]

    @property
    def state(self) -> ItemState:
        return item_state(self.percent, self.item.due, self.day)

    @property
    def money(self) -> list[tuple[str, int]]:
        """By source; of a project that was won, what its funder decided."""
        it = self.item.project
        if it is not None:
            return [(it.funder, it.amount)]
        return [(source, amount) for source, amount in self.item.money]


@dataclass
class ProblemLine:
    """A problem with the groups it touches, where it was heard, and the projects that answer it."""

    problem: VillageProblem
    groups: list[str] = field(default_factory=list)
    needs: int = 0
    comments: int = 0
    items: list[str] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return self.problem.solved is None


def plans(actor: Actor, village: Area) -> GuardedQuerySet[VillagePlan]:
    rows = VillagePlan.objects.visible_to(actor).filter(village=village)
    return rows.select_related("village").order_by("-version")


def held(actor: Actor, village: Area, day: date) -> VillagePlan | None:
    """The version in force on the day."""
    return plans(actor, village).filter(in_force(day), state=State.APPROVED).first()


def at_hand(actor: Actor, village: Area) -> VillagePlan | None:
    """The version that is being written, looked at or commented on; approved ones that wait are none."""
    return plans(actor, village).filter(state__in=OPEN).first()


def plan_of(actor: Actor, pk: UUID) -> VillagePlan:
    rows = VillagePlan.objects.visible_to(actor).select_related("village")
    return rows.get_visible(pk=pk)


def items(actor: Actor, plan: VillagePlan, day: date) -> list[ItemLine]:
    """As of the day; of a version that holds no longer as of its last day."""
    if plan.until is not None and plan.until <= day:
        day = max(plan.until - timedelta(days=1), plan.from_day or plan.until)
    rows = with_measures(PlanItem.objects.visible_to(actor).filter(plan=plan), day)
    found = list(rows.select_related("problem", "project").order_by("position"))
    steps = _steps(actor, [row.line for row in found], day)
    return [ItemLine(row, day, steps[row.line]) for row in found]


def item_of(actor: Actor, pk: UUID, day: date) -> ItemLine:
    seen = PlanItem.objects.visible_to(actor).get_visible(pk=pk)
    rows = with_measures(PlanItem.objects.visible_to(actor), day)
    row = rows.select_related("plan__village", "problem", "project").get(pk=seen.pk)
    return ItemLine(row, day, _steps(actor, [row.line], day)[row.line])


def _steps(actor: Actor, lines: Collection[UUID], day: date) -> dict[UUID, list[ItemStep]]:
    found: dict[UUID, list[ItemStep]] = defaultdict(list)
    rows = ItemStep.objects.visible_to(actor).filter(line__in=lines, day__lte=day)
    for row in rows.order_by("-day", "-at", "-id"):
        found[row.line].append(row)
    return found


def summed(rows: Iterable[ItemLine]) -> dict[str, int]:
    """How many projects, how many done, what they are to cost and what was spent."""
    listed = list(rows)
    return {
        "items": len(listed),
        "done": sum(one.state is ItemState.DONE for one in listed),
        "budget": sum(one.budget for one in listed),
        "spent": sum(one.spent for one in listed),
    }


def hardships(actor: Actor, village: Area, day: date) -> list[ProblemLine]:
    """Problems found by the day: the open ones first, the urgent before the others."""
    rows = VillageProblem.objects.visible_to(actor).filter(village=village, found__lte=day)
    found = list(rows.order_by("priority", "since", "id"))
    names = {str(pk): name for pk, name in _groups(village)}
    heard = _heard(actor, [row.pk for row in found])
    answered = _answered(actor, village, day)
    lines = [
        ProblemLine(
            row,
            [names[key] for key in row.groups if key in names],
            *heard.get(row.pk, (0, 0)),
            answered.get(row.pk, []),
        )
        for row in found
    ]
    return sorted(lines, key=lambda one: not one.open)


def problem_of(actor: Actor, pk: UUID) -> VillageProblem:
    rows = VillageProblem.objects.visible_to(actor).select_related("village")
    return rows.get_visible(pk=pk)


def _groups(village: Area) -> Iterable[tuple[UUID, str]]:
    """Areas are public."""
    rows = Area.objects.visible_to(SYSTEM).filter(parent=village, level="group")
    return rows.values_list("pk", "name")


def _heard(actor: Actor, keys: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    rows = ProblemSource.objects.visible_to(actor).filter(problem__in=keys).order_by()
    counted = rows.values_list("problem").annotate(needs=Count("need"), said=Count("comment"))
    return {key: (needs, said) for key, needs, said in counted}


def _answered(actor: Actor, village: Area, day: date) -> dict[UUID, list[str]]:
    """By problem the titles of the projects of the version in force, else of the one at hand."""
    plan = held(actor, village, day) or at_hand(actor, village)
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = PlanItem.objects.visible_to(actor).filter(plan=plan, problem__isnull=False)
    for key, title in rows.values_list("problem_id", "title") if plan else ():
        if key is not None:
            found[key].append(title)
    return found


def comments(actor: Actor, plan: VillagePlan) -> list[VillageComment]:
    """Those that the actor may see, what waits for an answer first, then the latest."""
    rows = VillageComment.objects.visible_to(actor).filter(plan=plan)
    found = list(rows.select_related("household", "plan").order_by("-at", "-id"))
    return sorted(found, key=lambda one: one.answered is not None)


def comment_of(actor: Actor, pk: UUID) -> VillageComment:
    rows = VillageComment.objects.visible_to(actor).select_related("plan__village", "household")
    return rows.get_visible(pk=pk)


def shown_comments(plan: VillagePlan) -> list[VillageComment]:
    """What hangs for everybody with its answer. Unscoped: who said it is not read from here."""
    rows = VillageComment.objects.visible_to(SYSTEM).filter(plan=plan, shown=True)
    return list(rows.only("id", "text", "answer", "adopted", "day").order_by("at", "id"))


def counted(plan: VillagePlan) -> dict[str, int]:
    """How many comments there are and how many are answered. Unscoped: numbers without words."""
    rows = VillageComment.objects.visible_to(SYSTEM).filter(plan=plan)
    return rows.aggregate(whole=Count("pk"), answered=Count("pk", filter=Q(answered__isnull=False)))


def rule_on(day: date, village: Area) -> CommentRule | None:
    """The rule in force on the day, the village's own before that of all; public, so unscoped."""
    rows = CommentRule.objects.visible_to(SYSTEM).filter(in_force(day))
    for whose in (village, None):
        row = rows.filter(village=whose).last()
        if row is not None:
            return row
    return None


def least_days(day: date, village: Area) -> int:
    rule = rule_on(day, village)
    return rule.days if rule else USUAL

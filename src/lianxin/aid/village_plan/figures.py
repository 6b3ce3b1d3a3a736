"""Figures of villages' plans: projects in force, done, what they are to cost and cost so far, and comments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure

from .measured import WHOLE, with_measures
from .models import PlanItem, State, VillageComment


def in_plans(actor: Actor, path: str, day: date) -> QuerySet[Any]:
    """Projects of the versions in force on the day, each with its money and progress."""
    rows = PlanItem.objects.visible_to(actor).filter(
        Q(plan__until__isnull=True) | Q(plan__until__gt=day),
        plan__village__path__startswith=path,
        plan__state=State.APPROVED,
        plan__from_day__lte=day,
    )
    return with_measures(rows, day)


def _day(extent: Extent) -> date:
    """Of a year that is over, its last day."""
    return min(extent.day, date(extent.year, 12, 31))


def _items(actor: Actor, extent: Extent) -> QuerySet[Any]:
    return in_plans(actor, extent.path, _day(extent))


def _done(actor: Actor, extent: Extent) -> QuerySet[Any]:
    return _items(actor, extent).filter(percent__gte=WHOLE)


def _comments(actor: Actor, extent: Extent) -> QuerySet[VillageComment]:
    return VillageComment.objects.visible_to(actor).filter(
        plan__village__path__startswith=extent.path,
        day__gte=date(extent.year, 1, 1),
        day__lte=_day(extent),
    )


def _answered(actor: Actor, extent: Extent) -> QuerySet[VillageComment]:
    return _comments(actor, extent).filter(answered__lte=_day(extent))


FIGURES = (
    Figure(
        "plan_items",
        "当天在执行的村级规划里的项目个数；还在写、在公示和以前的版本不算。",
        "Projects of the village plans in force on the day; versions being written, open for comments or of "
        "the past are left out.",
        "个",
        _items,
        PlanItem,
    ),
    Figure(
        "plan_items_done",
        "其中完成了的：连着争取到的项目的，整体验收合格或者各阶段都完工；其他的，进度记到 100%。",
        "Those of them that are done: linked to a project that was won, accepted as a whole or all stages "
        "finished; otherwise progress written down as 100 per cent.",
        "个",
        _done,
        PlanItem,
    ),
    Figure(
        "plan_budget",
        "这些项目的资金：连着争取到的项目的按批复金额，其他的按规划里写的合计，不重复算。",
        "Money of those projects: of a project that was won the amount decided, otherwise the sum written in "
        "the plan; nothing counts twice.",
        "元",
        _items,
        PlanItem,
        fold="sum",
        column="budget",
        money=True,
    ),
    Figure(
        "plan_spent",
        "这些项目到当天为止花了多少：连着争取到的项目的按项目支出，其他的按进度里记的支出。",
        "What those projects have cost up to the day: of a project that was won its payments, otherwise what "
        "was written down with their progress.",
        "元",
        _items,
        PlanItem,
        fold="sum",
        column="spent",
        money=True,
    ),
    Figure(
        "plan_comments",
        "这一年到当天为止收到的对村级规划的意见，扫卡说的和会上说的都算。",
        "Comments on village plans received in the year up to the day, by card or at a meeting.",
        "条",
        _comments,
        VillageComment,
    ),
    Figure(
        "plan_comments_answered",
        "这些意见里到当天为止答复了的。",
        "Those of these comments that were answered by the day.",
        "条",
        _answered,
        VillageComment,
    ),
)

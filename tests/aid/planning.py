"""A village's plan in the making: drawn, sent up, laid open, and its time over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianxin.aid.village_plan import actions
from lianxin.aid.village_plan.drawn import ItemDrawn, MoneyDrawn, PlanDrawn
from lianxin.aid.village_plan.models import PlanItem, VillagePlan
from lianxin.aid.village_plan.queries import least_days
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from tests.cast import Cast

DUE = date(2028, 10, 31)


def road(**other: Any) -> ItemDrawn:
    told = {"text": "从沟口到三社 1.2 公里", "money": [MoneyDrawn("财政衔接资金", 120_000_00)]}
    return ItemDrawn("三社通硬化路", "村支书", DUE, **{**told, **other})


def drawn(*items: ItemDrawn, **other: Any) -> PlanDrawn:
    told = {"title": "阳坡村发展规划", "first_year": 2026, "last_year": 2030}
    return PlanDrawn(**{**told, "aims": "社社通硬化路", "items": items or (road(),), **other})


def draw(cast: Cast, *items: ItemDrawn, **other: Any) -> VillagePlan:
    return actions.village_plan_draw(
        actor=cast.actor(cast.committee), village=cast.village, drawn=drawn(*items, **other)
    )


def lay_open(cast: Cast, *items: ItemDrawn, ago: int = 0, **other: Any) -> VillagePlan:
    """Drawn by the committee and laid open by the office, ``ago`` days before today."""
    plan = actions.village_plan_submit(
        actor=cast.actor(cast.committee), plan=draw(cast, *items, **other)
    )
    day = today() - timedelta(days=ago)
    last = day + timedelta(days=least_days(day, cast.village) - 1)
    return actions.village_plan_publish(
        actor=cast.actor(cast.office), plan=plan, last_day=last, day=day
    )


def in_force(cast: Cast, *items: ItemDrawn, **other: Any) -> VillagePlan:
    plan = lay_open(cast, *items, ago=7, **other)
    return actions.village_plan_approve(actor=cast.actor(cast.office), plan=plan)


def items_of(plan: VillagePlan) -> list[PlanItem]:
    rows = PlanItem.objects.visible_to(SYSTEM).filter(plan=plan)
    return list(rows.select_related("plan", "project").order_by("position"))

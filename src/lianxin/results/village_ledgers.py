"""The ledger of villages' plans 村级规划台账: the projects in force on any day, as they stood then."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.aid.village_plan.figures import in_plans
from lianxin.aid.village_plan.models import PlanItem
from lianxin.kernel.actor import Actor
from lianxin.people.models import Area

from . import village_columns as columns
from .asked import Asked
from .ledger import Ledger
from .records import folded


def items(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Any]:
    """Of the versions in force on the day; a year narrows to plans that cover it."""
    found = in_plans(actor, village.path if village else "", day)
    if asked.year:
        found = found.filter(plan__first_year__lte=asked.year, plan__last_year__gte=asked.year)
    if asked.q:
        found = found.filter(Q(title__icontains=asked.q) | Q(who__icontains=asked.q))
    found = found.select_related("plan__village", "problem", "project")
    return found.order_by("plan__village__path", "position", "pk")


OF_VILLAGES = (
    Ledger(
        "village_plans",
        _("村级规划台账"),
        _("村里的规划办哪些项目：谁负责、什么时候完成、钱从哪里来、花了多少、办到哪一步"),
        columns.ITEMS,
        PlanItem,
        items,
        totals=folded("plan_items", "plan_budget", "plan_spent"),
    ),
)

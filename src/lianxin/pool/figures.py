"""Figures of projects: how many were won in the year, for how much, and what has arrived."""

from __future__ import annotations

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure

from .models import Project, Receipt, Spending


def _projects(actor: Actor, extent: Extent) -> QuerySet[Project]:
    return Project.objects.visible_to(actor).filter(
        village__path__startswith=extent.path, year=extent.year, decided__lte=extent.day
    )


def _receipts(actor: Actor, extent: Extent) -> QuerySet[Receipt]:
    return Receipt.objects.visible_to(actor).filter(
        project__village__path__startswith=extent.path, year=extent.year, day__lte=extent.day
    )


def _spendings(actor: Actor, extent: Extent) -> QuerySet[Spending]:
    return Spending.objects.visible_to(actor).filter(
        project__village__path__startswith=extent.path,
        year=extent.year,
        day__lte=extent.day,
        cancelled_at__isnull=True,
    )


FIGURES = (
    Figure(
        "projects",
        "批文日期在这一年、到当天为止批下来的项目个数。",
        "Projects whose decision is dated in the year, up to the day.",
        "个",
        _projects,
        Project,
    ),
    Figure(
        "project_funds",
        "这些项目批文上的资金加起来，批了多少算多少。",
        "The amounts decided for those projects, added up, whether they have arrived or not.",
        "元",
        _projects,
        Project,
        fold="sum",
        column="amount",
        money=True,
    ),
    Figure(
        "project_received",
        "这一年到当天为止实际到账的项目资金，往年批的项目今年到账的也算。",
        "Project money that arrived in the year, up to the day; money of projects decided in earlier "
        "years counts when it arrives.",
        "元",
        _receipts,
        Receipt,
        fold="sum",
        column="amount",
        money=True,
    ),
    Figure(
        "project_spent",
        "这一年到当天为止从到账的项目资金里付出去的钱，撤下的不算。",
        "What was paid in the year, up to the day, from project money that had arrived; what was withdrawn "
        "is left out.",
        "元",
        _spendings,
        Spending,
        fold="sum",
        column="amount",
        money=True,
    ),
)

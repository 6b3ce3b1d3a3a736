"""Figures of projects: how many were won in the year, for how much, and what has arrived."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from lianxin.kernel.actor import SYSTEM, Actor
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


def _with_left(actor: Actor, path: str, day: date) -> QuerySet[Any]:
    """Tranches of which something is not paid out yet on the day, with how much as ``left``.

    Unscoped within: who sees a tranche may know what is left of it.
    """
    paid = Spending.objects.visible_to(SYSTEM).filter(
        receipt=OuterRef("pk"), cancelled_at__isnull=True, day__lte=day
    )
    summed = paid.order_by().values("receipt").annotate(n=Sum("amount")).values("n")
    spent = Coalesce(Subquery(summed), Value(0), output_field=BigIntegerField())
    rows: QuerySet[Any] = Receipt.objects.visible_to(actor).filter(
        project__village__path__startswith=path, day__lte=day
    )
    found: QuerySet[Any] = rows.annotate(left=F("amount") - spent)
    return found.filter(left__gt=0)


def _left(actor: Actor, extent: Extent) -> QuerySet[Any]:
    return _with_left(actor, extent.path, min(extent.day, date(extent.year, 12, 31)))


def _brought(actor: Actor, extent: Extent) -> QuerySet[Any]:
    return _with_left(actor, extent.path, date(extent.year - 1, 12, 31))


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
    Figure(
        "project_brought",
        "往年到账、到上年年底还没有付出去的项目资金。",
        "Project money of earlier years that was not paid out by the end of the year before.",
        "元",
        _brought,
        Receipt,
        fold="sum",
        column="left",
        money=True,
    ),
    Figure(
        "project_left",
        "到当天已经到账、还没有付出去的项目资金；上年结转加到账，等于支出加还没付出的。",
        "Project money that has arrived by the day and is not paid out; what was brought forward and what "
        "arrived equal what was paid and what is left.",
        "元",
        _left,
        Receipt,
        fold="sum",
        column="left",
        money=True,
    ),
)

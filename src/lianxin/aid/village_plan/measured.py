"""Money and progress of a plan's projects, measured by the database: page, ledger and figures ask the same.

Of a project that was won its own amount, payments and stages count; otherwise what was planned, and the
steps that were written down. All as of a day.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from lianxin.kernel.actor import SYSTEM
from lianxin.pool.models import Acceptance, ProjectStage, Spending

from .models import ItemStep, PlanItem

WHOLE = 100


def with_measures(rows: QuerySet[PlanItem], day: date) -> QuerySet[Any]:
    """Each with ``budget`` and ``spent`` in fen and ``percent``. Unscoped within: sums of what one sees."""
    return rows.annotate(
        budget=Coalesce(F("project__amount"), F("amount"), output_field=BigIntegerField()),
        spent=_sum(_steps(day), "line", "spent")
        + _sum(_paid(day), "project", "amount", OuterRef("project_id")),
        percent=_percent(day),
    )


def _paid(day: date) -> QuerySet[Spending]:
    return Spending.objects.visible_to(SYSTEM).filter(cancelled_at__isnull=True, day__lte=day)


def _steps(day: date) -> QuerySet[ItemStep]:
    return ItemStep.objects.visible_to(SYSTEM).filter(day__lte=day)


def _sum(rows: QuerySet[Any], by: str, column: str, key: OuterRef | None = None) -> Coalesce:
    mine = rows.filter(**{by: key or OuterRef(by)}).order_by()
    summed = mine.values(by).annotate(n=Sum(column)).values("n")
    return Coalesce(Subquery(summed), Value(0), output_field=BigIntegerField())


def _percent(day: date) -> Case:
    """Accepted as a whole: done. With stages: so many of them are. Else what the latest step says."""
    accepted = Acceptance.objects.visible_to(SYSTEM).filter(
        project=OuterRef("project_id"), stage=None, passed=True, day__lte=day
    )
    stages = ProjectStage.objects.visible_to(SYSTEM).filter(project=OuterRef("project_id"))
    finished = Count("pk", filter=Q(done__isnull=False, done__lte=day))
    share = (
        stages.order_by()
        .values("project")
        .annotate(n=finished * Value(WHOLE) / Count("pk"))
        .values("n")
    )
    latest = _steps(day).filter(line=OuterRef("line")).order_by("-day", "-at", "-id")
    told = Coalesce(Subquery(latest.values("percent")[:1]), Value(0), output_field=IntegerField())
    return Case(
        When(Exists(accepted), then=Value(WHOLE)),
        When(Exists(stages), then=Subquery(share, output_field=IntegerField())),
        default=told,
        output_field=IntegerField(),
    )

"""Figures of small loans."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent, Figure

from .models import Loan, Repayment


def _loans(actor: Actor, extent: Extent) -> QuerySet[Loan]:
    return Loan.objects.visible_to(actor).filter(
        household__village__path__startswith=extent.path, year=extent.year, day__lte=extent.day
    )


def _overdue(actor: Actor, extent: Extent) -> QuerySet[Loan]:
    """Unscoped within: who sees the loan sees what was paid back of it."""
    paid = Repayment.objects.visible_to(SYSTEM).filter(loan=OuterRef("pk"), day__lte=extent.day)
    summed = paid.order_by().values("loan").annotate(n=Sum("amount")).values("n")
    rows = Loan.objects.visible_to(actor).filter(
        household__village__path__startswith=extent.path, day__lte=extent.day, due__lt=extent.day
    )
    return rows.filter(amount__gt=Coalesce(Subquery(summed), 0))


FIGURES = (
    Figure(
        "loans",
        "这一年到当天为止给户里放的小额贷款笔数。",
        "Small loans paid out to households in the year, up to the day.",
        "笔",
        _loans,
        Loan,
    ),
    Figure(
        "loan_funds",
        "这些小额贷款加起来的金额。",
        "The amounts of those loans added up.",
        "元",
        _loans,
        Loan,
        fold="sum",
        column="amount",
        money=True,
    ),
    Figure(
        "loans_overdue",
        "当天已经过了到期日、还没有还清的小额贷款笔数，哪年放的都算。",
        "Loans past their due day on the day and not yet paid back whole, of whatever year.",
        "笔",
        _overdue,
        Loan,
    ),
)

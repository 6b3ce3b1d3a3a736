"""Project money and loans counted a second time, row by row in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM

from .loans.models import Loan, Repayment
from .models import Project, Receipt, Spending


def overspent() -> Iterator[str]:
    """Projects that received more than was decided or spent more than arrived, and loans repaid too much."""
    received = _summed(Receipt.objects.visible_to(SYSTEM), "project_id")
    for project in Project.objects.visible_to(SYSTEM):
        if received[project.pk] > project.amount:
            yield project.title
    spent = _summed(Spending.objects.visible_to(SYSTEM).filter(cancelled_at=None), "receipt_id")
    for receipt in Receipt.objects.visible_to(SYSTEM).filter(pk__in=list(spent)):
        if spent[receipt.pk] > receipt.amount:
            yield f"{receipt.project} {receipt.day}"
    paid = _summed(Repayment.objects.visible_to(SYSTEM), "loan_id")
    for loan in Loan.objects.visible_to(SYSTEM).filter(pk__in=list(paid)):
        if paid[loan.pk] > loan.amount:
            yield f"{loan.bank} {loan.day}"


def _summed(rows: Any, key: str) -> dict[UUID, int]:
    found: dict[UUID, int] = defaultdict(int)
    for one, amount in rows.order_by().values_list(key, "amount").iterator():
        found[one] += amount
    return found

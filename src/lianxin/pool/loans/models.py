"""Loans 小额贷款 of households and what has been paid back of them; amounts in fen."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.register.models import Household

from ..offers.models import Allocation


class Loan(Row):
    """A bank lent a household an amount on a day, due on another; ``allocation``: by which offer."""

    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="loans")
    allocation = models.ForeignKey(
        Allocation, models.PROTECT, null=True, related_name="loans", db_index=False
    )
    bank = models.CharField(max_length=60)
    purpose = models.CharField(max_length=80)
    amount = models.BigIntegerField()
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    due = models.DateField()

    class Meta:
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="loan_amount"),
            models.CheckConstraint(condition=Q(due__gt=F("day")), name="loan_due"),
        )

    def __str__(self) -> str:
        return f"{self.bank} {self.day}"


class Repayment(Row):
    """Some of a loan was paid back on a day."""

    reach = Reach(area="loan__household__village__path", household="loan__household_id")

    loan = models.ForeignKey(Loan, models.CASCADE, related_name="repayments")
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("day", "id")
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="repayment_amount"),)

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"

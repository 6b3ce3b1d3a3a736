"""Loans: taken, paid back bit by bit, never more than is owed."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading
from lianxin.register.models import Household

from ..offers.models import Allocation
from .models import Loan, Repayment

MOST = 10**13


def loan_take(
    *,
    actor: Actor,
    household: Household,
    bank: str,
    purpose: str,
    amount: int,
    day: date,
    due: date,
    allocation: Allocation | None = None,
) -> Loan:
    """The bank lent the household ``amount`` fen."""
    with act(actor, "loan.take", on=household) as audit:
        found = Reading()
        told = {
            "bank": found.words("bank", bank, _("银行"), 60, needed=True),
            "purpose": found.words("purpose", purpose, _("用途"), 80, needed=True, sentence=True),
        }
        if not 0 < amount <= MOST:
            found.add("loan.amount", "amount")
        if day > today():
            found.add("loan.future", "day", day=day)
        if due <= day:
            found.add("loan.due", "due", day=day)
        found.check()
        if allocation is not None and allocation.household_id != household.pk:
            raise refuse("action.absent", "allocation")
        row = Loan.objects.create(
            household=household,
            allocation=allocation,
            amount=amount,
            day=day,
            year=day.year,
            due=due,
            **told,
        )
        audit.note(row, household=household.number, day=day)
        return row


def loan_repay(*, actor: Actor, loan: Loan, day: date, amount: int, note: str = "") -> Repayment:
    """Some of it, or all, was paid back."""
    with act(actor, "loan.repay", on=loan) as audit:
        row, found = Loan.objects.visible_to(SYSTEM).select_for_update().get(pk=loan.pk), Reading()
        if amount <= 0:
            found.add("loan.amount", "amount")
        if day > today():
            found.add("loan.future", "day", day=day)
        if day < row.day:
            found.add("loan.before", "day", day=row.day)
        words = found.words("note", note, _("备注"), 120, sentence=True)
        found.check()
        paid = Repayment.objects.visible_to(SYSTEM).filter(loan=row)
        left = row.amount - (paid.aggregate(n=Sum("amount"))["n"] or 0)
        if amount > left:
            raise refuse("loan.too_much", "amount", left=yuan(left))
        made = Repayment.objects.create(loan=row, day=day, year=day.year, amount=amount, note=words)
        audit.note(row, day=day)
        return made

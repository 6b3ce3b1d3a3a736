"""Loans as they stand on a day: what is owed, and what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.people.models import Area

from .models import Loan, Repayment


@dataclass(frozen=True)
class Owed:
    """A loan beside what of it was paid back by the day."""

    loan: Loan
    repayments: list[Repayment]
    day: date

    @property
    def paid(self) -> int:
        return sum(one.amount for one in self.repayments)

    @property
    def left(self) -> int:
        return self.loan.amount - self.paid

    @property
    def late(self) -> int:
        """Days past the due day, while something is owed."""
        return max(0, (self.day - self.loan.due).days) if self.left else 0


def loans(actor: Actor, *, village: Area, day: date) -> list[Owed]:
    """What is overdue first, then by the due day; what is paid back whole stands last."""
    rows = Loan.objects.visible_to(actor).filter(household__village=village, day__lte=day)
    found = [_owed(row, day) for row in _with_repayments(actor, rows, day)]
    return sorted(found, key=lambda one: (one.left == 0, one.loan.due, one.loan.pk))


def loan(actor: Actor, pk: UUID, day: date) -> Owed:
    rows = Loan.objects.visible_to(actor)
    return _owed(_with_repayments(actor, rows, day).get_visible(pk=pk), day)


def _with_repayments(actor: Actor, rows: GuardedQuerySet[Loan], day: date) -> GuardedQuerySet[Any]:
    paid = Repayment.objects.visible_to(actor).filter(day__lte=day)
    rows = rows.select_related("household__village")
    return rows.prefetch_related(Prefetch("repayments", paid, to_attr="paid"))


def _owed(row: Any, day: date) -> Owed:
    return Owed(row, list(row.paid), day)

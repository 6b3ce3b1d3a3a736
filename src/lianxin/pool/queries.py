"""Projects with the money that has arrived for them by a day, within one's scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as empty
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.people.models import Area

from .models import Acceptance, Project, ProjectStage, Receipt, Spending


@dataclass(frozen=True)
class Funded:
    """A project beside what of its money has arrived; amounts in fen."""

    project: Project
    receipts: list[Receipt]
    stages: list[ProjectStage] = empty(default_factory=list)
    acceptances: list[Acceptance] = empty(default_factory=list)
    spendings: list[Spending] = empty(default_factory=list)

    @property
    def spent(self) -> int:
        return sum(one.amount for one in self.spendings)

    @property
    def unspent(self) -> int:
        return self.received - self.spent

    @property
    def tranches(self) -> list[tuple[Receipt, int]]:
        """Each tranche that arrived, with what of it is left."""
        paid = Counter[UUID]()
        for one in self.spendings:
            paid[one.receipt_id] += one.amount
        return [(one, one.amount - paid[one.pk]) for one in self.receipts]

    @property
    def received(self) -> int:
        return sum(one.amount for one in self.receipts)

    @property
    def owed(self) -> int:
        return self.project.amount - self.received

    @property
    def share(self) -> int:
        return share_of(self.received, self.project.amount)


@dataclass(frozen=True)
class Sum:
    """What several projects come to."""

    projects: int
    amount: int
    received: int

    @property
    def share(self) -> int:
        return share_of(self.received, self.amount)


def share_of(part: int, whole: int) -> int:
    """Whole hundredths, downwards: 100 only where nothing is missing."""
    return min(100, part * 100 // whole) if whole else 0


def in_sight(actor: Actor, village: Area) -> GuardedQuerySet[Project]:
    return Project.objects.visible_to(actor).filter(village=village)


def projects(
    actor: Actor, *, village: Area, year: int, day: date, field: UUID | None = None
) -> list[Funded]:
    """Projects decided in the year, up to the day, the newest first."""
    rows = in_sight(actor, village).filter(year=year, decided__lte=day)
    rows = rows.filter(field=field) if field else rows
    return [_funded(row) for row in _with_receipts(actor, rows, day)]


def project(actor: Actor, pk: UUID, day: date) -> Funded:
    """One project with its stages, its acceptance and what was paid for it, as of the day."""
    row = _with_receipts(actor, Project.objects.visible_to(actor), day).get_visible(pk=pk)
    spendings = Spending.objects.visible_to(actor).filter(project=row, cancelled_at=None)
    accepted = Acceptance.objects.visible_to(actor).filter(project=row, day__lte=day)
    return Funded(
        row,
        list(row.paid),
        list(ProjectStage.objects.visible_to(actor).filter(project=row)),
        list(accepted.select_related("stage")),
        list(spendings.filter(day__lte=day).select_related("receipt")),
    )


def summed(rows: Iterable[Funded]) -> Sum:
    rows = list(rows)
    return Sum(
        len(rows), sum(one.project.amount for one in rows), sum(one.received for one in rows)
    )


def _with_receipts(actor: Actor, rows: GuardedQuerySet[Project], day: date) -> GuardedQuerySet[Any]:
    paid = Receipt.objects.visible_to(actor).filter(day__lte=day)
    rows = rows.select_related("field", "village")
    return rows.prefetch_related(Prefetch("receipts", paid, to_attr="paid"))


def _funded(row: Project) -> Funded:
    return Funded(row, list(row.paid))  # type: ignore[attr-defined]

"""Projects with the money that has arrived for them by a day, within one's scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.people.models import Area

from .models import Project, Receipt


@dataclass(frozen=True)
class Funded:
    """A project beside what of its money has arrived; amounts in fen."""

    project: Project
    receipts: list[Receipt]

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
    return _funded(_with_receipts(actor, Project.objects.visible_to(actor), day).get_visible(pk=pk))


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

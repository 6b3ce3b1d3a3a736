"""The ledgers of 集约化: offers and where they went, what projects paid, small loans."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.pool.loans.models import Loan
from lianxin.pool.models import Spending
from lianxin.pool.offers.ledger import holding
from lianxin.pool.offers.models import Allocation, Offer

from . import supply_columns as columns
from .asked import Asked
from .ledger import Ledger
from .records import folded, of_household

HOMES = ("household__village", "household__group")


def offers(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Offer]:
    """Those meant for the village or for a place around it."""
    found: QuerySet[Offer] = Offer.objects.visible_to(actor).filter(day__lte=day)
    if village is not None:
        around = [village.path[:n] for n in range(2, len(village.path) + 1)]
        found = found.filter(area__path__in=around)
    found = _of_year(found, asked).filter(Q(field_id=asked.kind) if asked.kind else Q())
    if asked.q:
        found = found.filter(giver__icontains=asked.q)
    return found.select_related("field", "goods", "area").order_by("-day", "-pk")


def allocations(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Allocation]:
    found = holding(Allocation.objects.visible_to(actor), day)
    if village is not None:
        found = found.filter(village=village)
    found = _of_year(found, asked).filter(of_household(actor, asked, day))
    return found.select_related(*HOMES, "village", "offer__goods").order_by("-day", "-pk")


def spendings(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Spending]:
    found: QuerySet[Spending] = Spending.objects.visible_to(actor).filter(
        cancelled_at=None, day__lte=day
    )
    if village is not None:
        found = found.filter(project__village=village)
    found = _of_year(found, asked)
    if asked.q:
        found = found.filter(Q(payee__icontains=asked.q) | Q(purpose__icontains=asked.q))
    return found.select_related("project__village", "receipt").order_by("-day", "-pk")


def loans(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Loan]:
    found: QuerySet[Loan] = Loan.objects.visible_to(actor).filter(day__lte=day)
    if village is not None:
        found = found.filter(household__village=village)
    found = _of_year(found, asked).filter(of_household(actor, asked, day))
    return found.select_related(*HOMES).order_by("due", "pk")


def _of_year(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    return rows.filter(year=asked.year) if asked.year else rows


OF_SUPPLY = (
    Ledger(
        "supplies",
        _("供给与去向台账"),
        _("每项供给：提供多少，分配、送出、签收多少，还剩多少"),
        columns.OFFERS,
        Offer,
        offers,
        kinds="field",
        totals=folded("offers"),
    ),
    Ledger(
        "allocations",
        _("分配到户台账"),
        _("哪天把什么分给哪一户或村里，送到没有、签收没有"),
        columns.ALLOCATIONS,
        Allocation,
        allocations,
        totals=folded("allocations", "households_supplied"),
    ),
    Ledger(
        "spendings",
        _("项目支出台账"),
        _("项目资金到账以后，哪天付给谁、做什么用"),
        columns.SPENDINGS,
        Spending,
        spendings,
        totals=folded("project_spent"),
    ),
    Ledger(
        "loans",
        _("小额贷款台账"),
        _("哪户、哪家银行、贷了多少、哪天到期、还了多少"),
        columns.LOANS,
        Loan,
        loans,
        totals=folded("loans", "loan_funds"),
    ),
)

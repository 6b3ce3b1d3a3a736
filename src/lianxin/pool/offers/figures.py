"""Figures of what was offered, to whom it went, and of needs for which nothing was found."""

from __future__ import annotations

from django.db.models import QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import is_open

from .ledger import holding
from .matching import answered
from .models import Account, Allocation, Kind, Offer, Posting


def _offers(actor: Actor, extent: Extent) -> QuerySet[Offer]:
    return Offer.objects.visible_to(actor).filter(
        area__path__startswith=extent.path, year=extent.year, day__lte=extent.day
    )


def _allocations(actor: Actor, extent: Extent) -> QuerySet[Allocation]:
    rows = Allocation.objects.visible_to(actor).filter(
        village__path__startswith=extent.path, year=extent.year
    )
    return holding(rows, extent.day)


def _to_households(actor: Actor, extent: Extent) -> QuerySet[Allocation]:
    """Unscoped within: who sees the allocation may know that it was signed for."""
    signed = Posting.objects.visible_to(SYSTEM).filter(into=Account.RECEIVED, day__lte=extent.day)
    rows = _allocations(actor, extent).filter(household__isnull=False)
    return rows.filter(pk__in=signed.order_by().values("into_lot"))


def _money(actor: Actor, extent: Extent) -> QuerySet[Posting]:
    """Money offered in the year; what was taken back again stands beside it in the balance."""
    return Posting.objects.visible_to(actor).filter(
        offer__area__path__startswith=extent.path,
        offer__kind=Kind.MONEY,
        out_of=Account.SOURCE,
        year=extent.year,
        day__lte=extent.day,
    )


def _unmet(actor: Actor, extent: Extent) -> QuerySet[Need]:
    rows = Need.objects.visible_to(actor).filter(
        is_open(extent.day), village__path__startswith=extent.path, opened__lte=extent.day
    )
    return rows.exclude(pk__in=answered(extent.day))


FIGURES = (
    Figure(
        "offers",
        "这一年到当天为止部门和单位给这里提供的帮扶资源项数。",
        "Offers that departments and units made to this place in the year, up to the day.",
        "项",
        _offers,
        Offer,
    ),
    Figure(
        "offered_funds",
        "这一年到当天为止提供出来的资金，批给项目的不算在里面。",
        "Money offered in the year up to the day; that of projects is not in it.",
        "元",
        _money,
        Posting,
        fold="sum",
        column="quantity",
        money=True,
    ),
    Figure(
        "allocations",
        "这一年到当天为止分配出去的笔数，全部取消或退回的不算。",
        "Allocations made in the year up to the day; those released or returned whole are left out.",
        "笔",
        _allocations,
        Allocation,
    ),
    Figure(
        "households_supplied",
        "这一年分到并且签收了帮扶资源的户数，领几次都算一户。",
        "Households that were allocated something in the year and signed for it, each counted once.",
        "户",
        _to_households,
        Allocation,
        fold="distinct",
        column="household_id",
    ),
    Figure(
        "needs_unmet",
        "当天还没有办结、也没有分到任何帮扶资源的需求条数，哪年提的都算。",
        "Needs open on the day for which nothing has been allocated, of whatever year.",
        "件",
        _unmet,
        Need,
    ),
)

"""Figures of needs: raised and closed in the year, open and overdue on the day."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure

from .models import Need


def _needs(actor: Actor, extent: Extent) -> QuerySet[Need]:
    return Need.objects.visible_to(actor).filter(extent.within("village__path"))


def _raised(actor: Actor, extent: Extent) -> QuerySet[Need]:
    return _needs(actor, extent).filter(year=extent.year, opened__lte=extent.day)


def _closed(actor: Actor, extent: Extent) -> QuerySet[Need]:
    return _needs(actor, extent).filter(closed_year=extent.year, closed__lte=extent.day)


def _open(actor: Actor, extent: Extent) -> QuerySet[Need]:
    waiting = Q(closed__isnull=True) | Q(closed__gt=extent.day)
    return _needs(actor, extent).filter(waiting, opened__lte=extent.day)


def _overdue(actor: Actor, extent: Extent) -> QuerySet[Need]:
    return _open(actor, extent).filter(due__lt=extent.day)


def _due(actor: Actor, extent: Extent) -> QuerySet[Need]:
    met = Q(closed__lte=extent.day) | Q(due__lte=extent.day)
    return _raised(actor, extent).filter(met)


def _answered(actor: Actor, extent: Extent) -> QuerySet[Need]:
    return _raised(actor, extent).filter(closed__lte=extent.day)


FIGURES = (
    Figure(
        "needs_raised",
        "这一年到当天为止提出的需求件数。",
        "Needs raised in the year up to the day.",
        "件",
        _raised,
        Need,
    ),
    Figure(
        "needs_closed",
        "这一年到当天为止办结的需求件数，往年提出、今年办结的也算。",
        "Needs closed in the year up to the day, also those raised in earlier years.",
        "件",
        _closed,
        Need,
    ),
    Figure(
        "needs_open",
        "当天还在办的需求件数，不论哪年提出。",
        "Needs open on the day, whenever they were raised.",
        "件",
        _open,
        Need,
    ),
    Figure(
        "needs_overdue",
        "当天还在办、已经过了期限的需求件数。",
        "Needs open on the day whose due day has passed.",
        "件",
        _overdue,
        Need,
    ),
    Figure(
        "needs_due",
        "这一年提出的需求里，到当天期限已经到了，或者已经办结的件数。",
        "Needs raised in the year that were due or closed by the day.",
        "件",
        _due,
        Need,
        officer="officer_id",
        household="household_id",
    ),
    Figure(
        "needs_answered",
        "这一年提出的需求里，到当天已经办结的件数。",
        "Needs raised in the year that were closed by the day.",
        "件",
        _answered,
        Need,
        officer="officer_id",
        household="household_id",
    ),
)

"""Figures of measures: what was promised for the year, and what of it is done."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure

from .models import Measure


def _measures(actor: Actor, extent: Extent) -> QuerySet[Measure]:
    kept = Q(dropped__isnull=True) | Q(dropped__gt=extent.day)
    return Measure.objects.visible_to(actor).filter(
        kept,
        household__village__path__startswith=extent.path,
        year=extent.year,
        from_day__lte=extent.day,
    )


def _done(actor: Actor, extent: Extent) -> QuerySet[Measure]:
    return _measures(actor, extent).filter(done__lte=extent.day, counts=True)


FIGURES = (
    Figure(
        "measures",
        "期限在这一年、到当天已经开始的帮扶措施项数，停办的不算。",
        "Measures due in the year that had begun by the day, without those dropped.",
        "项",
        _measures,
        Measure,
    ),
    Figure(
        "measures_done",
        "这些措施里到当天已经办完（进度 100%）的项数，核实定为不计入的不算。",
        "Those of them that were done (100%) by the day, without those that a review left out.",
        "项",
        _done,
        Measure,
    ),
)

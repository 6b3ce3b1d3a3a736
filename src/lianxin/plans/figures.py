"""Figures of measures: what was promised for the year, and what of it is done."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.kernel.period import in_force
from lianxin.register.models import Household
from lianxin.register.queries import households

from .household.models import Plan, Stage, State
from .models import Measure


def _measures(actor: Actor, extent: Extent) -> QuerySet[Measure]:
    kept = Q(dropped__isnull=True) | Q(dropped__gt=extent.day)
    return Measure.objects.visible_to(actor).filter(
        kept,
        extent.within("household__village__path"),
        year=extent.year,
        from_day__lte=extent.day,
    )


def _done(actor: Actor, extent: Extent) -> QuerySet[Measure]:
    return _measures(actor, extent).filter(done__lte=extent.day, counts=True)


def _due(actor: Actor, extent: Extent) -> QuerySet[Measure]:
    return _measures(actor, extent).filter(Q(due__lte=extent.day) | Q(done__lte=extent.day))


def _planned(actor: Actor, extent: Extent) -> QuerySet[Household]:
    """Unscoped within: that there is a plan, not what it says."""
    plans = Plan.objects.visible_to(SYSTEM).filter(
        in_force(extent.day), state=State.APPROVED, household=OuterRef("pk")
    )
    staged = Stage.objects.visible_to(SYSTEM).filter(plan=OuterRef("pk"))
    rows = households(actor, day=extent.day).filter(extent.within("village__path"))
    return rows.filter(Exists(plans.filter(Exists(staged))))


FIGURES = (
    Figure(
        "measures",
        "期限在这一年、到当天已经开始的帮扶措施项数，停办的不算。",
        "Measures due in the year that had begun by the day, without those dropped.",
        "项",
        _measures,
        Measure,
        officer="officer_id",
        household="household_id",
    ),
    Figure(
        "measures_done",
        "这些措施里到当天已经办完（进度 100%）的项数，核实定为不计入的不算。",
        "Those of them that were done (100%) by the day, without those that a review left out.",
        "项",
        _done,
        Measure,
        officer="officer_id",
        household="household_id",
    ),
    Figure(
        "measures_due",
        "这些措施里到当天期限已经到了，或者已经办完的项数。",
        "Those of them that were due or done by the day.",
        "项",
        _due,
        Measure,
        officer="officer_id",
        household="household_id",
    ),
    Figure(
        "planned_households",
        "当天有帮扶计划、计划里有阶段的户数；等批的不算。",
        "Households that have a help plan with stages in force on the day; those waiting for approval are "
        "left out.",
        "户",
        _planned,
        Household,
        needs=(Plan,),
        household="pk",
    ),
)

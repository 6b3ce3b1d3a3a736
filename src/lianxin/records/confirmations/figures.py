"""Figures of what households say of visits."""

from __future__ import annotations

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure

from .models import Confirmation


def _rated(actor: Actor, extent: Extent) -> QuerySet[Confirmation]:
    return Confirmation.objects.visible_to(actor).filter(
        extent.within("household__village__path"),
        day__year=extent.year,
        day__lte=extent.day,
        rating__isnull=False,
    )


FIGURES = (
    Figure(
        "stars",
        "这一年到当天为止，户里扫卡给走访打的星加起来；一次走访最多 5 颗。",
        "Stars that households gave to visits of the year up to the day, added up; five are the most a visit.",
        "颗",
        _rated,
        Confirmation,
        fold="sum",
        column="rating",
        officer="officer_id",
        household="household_id",
    ),
)

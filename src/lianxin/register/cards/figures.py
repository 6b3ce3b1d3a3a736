"""Figures of cards."""

from __future__ import annotations

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure

from ..queries import households
from .models import Card
from .queries import valid


def _handed(actor: Actor, extent: Extent) -> QuerySet[Card]:
    homes = households(actor, day=extent.day).filter(extent.within("village__path"))
    rows = Card.objects.visible_to(actor).filter(valid(extent.day), handed_out__lte=extent.day)
    return rows.filter(household__in=homes.order_by().values("pk"))


FIGURES = (
    Figure(
        "carded_households",
        "当天连心卡在手上的户数：卡已送到户，没有作废。",
        "Households that have their contact card on the day: handed out and not withdrawn.",
        "户",
        _handed,
        Card,
        fold="distinct",
        column="household_id",
        household="household_id",
    ),
)

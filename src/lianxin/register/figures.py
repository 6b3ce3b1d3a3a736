"""Figures of the register."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure

from . import queries
from .models import Household, Membership, Pairing


def _households(actor: Actor, extent: Extent) -> QuerySet[Household]:
    return queries.households(actor, day=extent.day).filter(extent.within("village__path"))


def _members(actor: Actor, extent: Extent) -> QuerySet[Membership]:
    homes = _households(actor, extent).order_by().values("pk")
    return queries.memberships(actor, day=extent.day).filter(household__in=homes)


def _officers(actor: Actor, extent: Extent) -> QuerySet[Pairing]:
    homes = _households(actor, extent).order_by().values("pk")
    return queries.responsible(actor, day=extent.day).filter(household__in=homes)


def _unpaired(actor: Actor, extent: Extent) -> QuerySet[Household]:
    paired = queries.responsible(actor, day=extent.day).filter(household=OuterRef("pk"))
    return _households(actor, extent).filter(~Exists(paired))


FIGURES = (
    Figure(
        "households",
        "当天在册的户数，已并户、迁出、消亡的不算。",
        "Households on the register on the day, without those merged, moved away or died out.",
        "户",
        _households,
        Household,
        household="pk",
    ),
    Figure(
        "members",
        "在册各户当天的家庭成员人数。",
        "Members of those households on the day.",
        "人",
        _members,
        Membership,
    ),
    Figure(
        "officers",
        "当天负责联系户的干部人数，一人联系几户只算一人。",
        "Officers who answer for a household on the day, each counted once.",
        "人",
        _officers,
        Pairing,
        fold="distinct",
        column="officer_id",
    ),
    Figure(
        "unpaired_households",
        "当天没有联系干部的户数。",
        "Households that no officer answers for on the day.",
        "户",
        _unpaired,
        Household,
    ),
)

"""Figures of activities and of goods handed out; what was withdrawn is left out."""

from __future__ import annotations

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure

from .models import Activity, Delivery

BAG = "袋"


def _activities(actor: Actor, extent: Extent) -> QuerySet[Activity]:
    return Activity.objects.visible_to(actor).filter(
        village__path__startswith=extent.path,
        year=extent.year,
        day__lte=extent.day,
        held_at__isnull=False,
        cancelled_at__isnull=True,
    )


def _deliveries(actor: Actor, extent: Extent) -> QuerySet[Delivery]:
    return Delivery.objects.visible_to(actor).filter(
        village__path__startswith=extent.path,
        year=extent.year,
        day__lte=extent.day,
        cancelled_at__isnull=True,
    )


def _printed(actor: Actor, extent: Extent) -> QuerySet[Delivery]:
    return _deliveries(actor, extent).filter(goods__printed=True)


def _bags(actor: Actor, extent: Extent) -> QuerySet[Delivery]:
    return _deliveries(actor, extent).filter(goods__unit=BAG)


def _to_households(actor: Actor, extent: Extent) -> QuerySet[Delivery]:
    return _deliveries(actor, extent).filter(household__isnull=False)


FIGURES = (
    Figure(
        "activities",
        "这一年到当天为止办过的活动次数，几名干部一起办的只算一次，还没办的和撤下的不算。",
        "Activities held in the year up to the day, each once however many officers took part; those only "
        "planned and those withdrawn are left out.",
        "次",
        _activities,
        Activity,
    ),
    Figure(
        "activity_people",
        "这些活动到场的群众人次，参加两次算两个人次。",
        "Villagers who came to those activities; who came twice counts twice.",
        "人次",
        _activities,
        Activity,
        fold="sum",
        column="people",
    ),
    Figure(
        "leaflets",
        "这一年到当天为止发出的印刷资料份数（物资种类里记为印刷资料的），撤下的不算。",
        "Copies of printed matter handed out in the year up to the day (goods marked as printed); those "
        "withdrawn are left out.",
        "份",
        _printed,
        Delivery,
        fold="sum",
        column="quantity",
    ),
    Figure(
        "bags",
        "这一年到当天为止发出的论袋的物资（化肥、农药、种子等）袋数，撤下的不算。",
        "Bags of goods counted in bags (fertiliser, pesticide, seed …) handed out in the year up to the "
        "day; those withdrawn are left out.",
        "袋",
        _bags,
        Delivery,
        fold="sum",
        column="quantity",
    ),
    Figure(
        "households_given",
        "这一年到当天为止领到过物资的户数，领几次都算一户。",
        "Households that were given goods in the year up to the day, each counted once.",
        "户",
        _to_households,
        Delivery,
        fold="distinct",
        column="household_id",
    ),
)

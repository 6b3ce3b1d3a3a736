"""Figures of the dated file."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.register.models import Household
from lianxin.register.queries import households

from . import change, known, queries
from .income import Income
from .marking import OF_HOUSEHOLD
from .models import HouseholdStatement, Standing


def _monitored(actor: Actor, extent: Extent) -> QuerySet[Standing]:
    return queries.watched(actor, day=extent.day).filter(household__in=_homes(actor, extent))


def _incomes(actor: Actor, extent: Extent) -> QuerySet[Income]:
    rows = queries.incomes(actor, day=extent.day).filter(year=extent.year)
    return rows.filter(household__in=_homes(actor, extent))


def _known(actor: Actor, extent: Extent) -> QuerySet[Household]:
    return known.known(actor, extent.day).filter(extent.within("village__path"))


def _items(actor: Actor, extent: Extent) -> QuerySet[Household]:
    return known.counted(actor, extent.day).filter(extent.within("village__path"))


def _verified(actor: Actor, extent: Extent) -> QuerySet[Household]:
    """Unscoped within: that something was stated, not what."""
    told = Q()
    kinds: tuple[type[HouseholdStatement], ...] = (*OF_HOUSEHOLD, Income)
    for kind in kinds:
        said = kind.objects.visible_to(SYSTEM).filter(household=OuterRef("pk"))
        told |= Q(Exists(said.filter(from_day__year=extent.year, from_day__lte=extent.day)))
    rows = households(actor, day=extent.day).filter(extent.within("village__path"))
    return rows.filter(told)


def _homes(actor: Actor, extent: Extent) -> QuerySet[Household, Any]:
    rows = households(actor, day=extent.day).filter(extent.within("village__path"))
    return rows.order_by().values("pk")


FIGURES = (
    Figure(
        "monitored_households",
        "当天列为监测对象、风险还没有消除的户数。",
        "Households that are monitored on the day and whose risk has not been cleared.",
        "户",
        _monitored,
        Standing,
    ),
    Figure(
        "income_per_head_median",
        "在册各户当年人均纯收入的中位数，没有填当年收入的户不算。",
        "The median of the households' net income per head of the year; households without one are left out.",
        "元",
        _incomes,
        Income,
        fold="median",
        column="per_head",
        money=True,
        household="household_id",
    ),
    Figure(
        "known_households",
        "底子清的户数：当天该问的每一项户档里都有；问哪些由质量规则定。",
        "Households of which the file holds everything that is asked on the day; rules say what is asked.",
        "户",
        _known,
        Household,
        household="pk",
    ),
    Figure(
        "file_items_asked",
        "在册各户当天户档里该问的项数；问哪些由质量规则定。",
        "Items that are asked of the households' files on the day; rules say which.",
        "项",
        _items,
        Household,
        fold="sum",
        column="items_asked",
        household="pk",
    ),
    Figure(
        "file_items_known",
        "该问的这些项里，户档里已经有的项数。",
        "Those of them that the files have.",
        "项",
        _items,
        Household,
        fold="sum",
        column="items_known",
        household="pk",
    ),
    Figure(
        "verified_households",
        "户情核过的户数：这一年到当天为止，户档里记过这户的情况或者收入。",
        "Households whose file was gone over: in the year up to the day something of the household or its "
        "income was stated.",
        "户",
        _verified,
        Household,
        household="pk",
    ),
    Figure(
        "households_better",
        "和上年年底比向好的户数：收入、住房、饮水、监测有一项变好，没有一项变差。",
        "Households better than at the end of the year before: some sign of income, house, water or watch is "
        "better and none is worse.",
        "户",
        change.better,
        Household,
        at_once=change.states,
    ),
    Figure(
        "households_same",
        "和上年年底比平稳的户数：收入、住房、饮水、监测没有变好也没有变差。",
        "Households the same as at the end of the year before: no sign of income, house, water or watch is "
        "better or worse.",
        "户",
        change.same,
        Household,
        at_once=change.states,
    ),
    Figure(
        "households_worse",
        "和上年年底比变差的户数：收入、住房、饮水、监测有一项变差。",
        "Households worse than at the end of the year before: some sign of income, house, water or watch is "
        "worse.",
        "户",
        change.worse,
        Household,
        at_once=change.states,
    ),
)

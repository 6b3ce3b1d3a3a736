"""Figures of the profile: of how many households everything is known, and how many of these lack much."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.records.file.aspects import ASPECTS
from lianxin.register.models import Household

from .measure import State, measured
from .reading import Home, by_homes, homes_alike, homes_seen, rules_on, sees_profile


def _homes(actor: Actor, extent: Extent) -> list[tuple[Home, State]]:
    rules = rules_on(extent.day) if sees_profile(actor) else None
    if rules is None:
        return []
    rows = homes_seen(actor, rules, extent.day, path=extent.path)
    return [(one, rules.scheme.state(one.lacks, one.unknown)) for one in rows if not one.unknown]


def _profiled(actor: Actor, extent: Extent) -> QuerySet[Household]:
    return _among(actor, [home.key for home, _state in _homes(actor, extent)])


def _lacking(actor: Actor, extent: Extent) -> QuerySet[Household]:
    much = [home.key for home, state in _homes(actor, extent) if state is State.MUCH]
    return _among(actor, much)


def _among(actor: Actor, keys: list[UUID]) -> QuerySet[Household]:
    """Keys by themselves: another engine reads them as they are."""
    return Household.objects.visible_to(actor).filter(pk__in=keys)


def _counts(actor: Actor, extent: Extent) -> Mapping[str, int]:
    """Both, counted by the database."""
    rules = rules_on(extent.day) if sees_profile(actor) else None
    if rules is None:
        return {"profiled_households": 0, "lacking_households": 0}
    rows = homes_alike(actor, rules, extent.day, path=extent.path)
    known = measured(rules.scheme, by_homes(rows)).known
    return {"profiled_households": known.of, "lacking_households": known.poor}


NEEDS = tuple(dict.fromkeys(one.needs for one in ASPECTS.values()))
FIGURES = (
    Figure(
        "profiled_households",
        "多维画像查清的户数：当天在用的每一项指标，户档里都说得清缺不缺。",
        "Households whose profile is known: of every indicator in use on the day the file tells whether it is "
        "lacking.",
        "户",
        _profiled,
        Household,
        needs=NEEDS,
        at_once=_counts,
    ),
    Figure(
        "lacking_households",
        "查清的户里缺得多的户数：缺的指标分量合起来，达到当天那一套指标定的几分之几。",
        "Of the households whose profile is known those that lack much: the weights of what they lack come to "
        "at least the share that the day's set of indicators names.",
        "户",
        _lacking,
        Household,
        needs=NEEDS,
        at_once=_counts,
    ),
)

"""底子清: what must be known of a household, and what of it is missing.

Each item is a condition on households; the figure and the list of what one household misses come from
the same conditions. Which items are asked, in what words and why, are rows (``QualityRule``, known.*).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import in_force
from lianxin.kernel.prepared import Shape, rows_about
from lianxin.register.models import Household, Membership, QualityRule
from lianxin.register.queries import households

from .income import Income
from .models import Condition, Dwelling, Land, Livelihood, Living, PersonStatement, Standing

PREFIX = "known."
Limits = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """``lacks``: households that miss it; ``asked``: of which it is asked at all."""

    lacks: Callable[[date, Limits], Q]
    asked: Callable[[date, Limits], Q] = lambda day, limits: Q()


@dataclass(frozen=True)
class Missing:
    name: str
    title: str
    why: str


@dataclass(frozen=True)
class Known:
    """How well one household is known."""

    asked: int
    missing: list[Missing]

    @property
    def percent(self) -> int:
        """Whole percent, downwards: 100 only where nothing is missing."""
        return (self.asked - len(self.missing)) * 100 // self.asked if self.asked else 100


def _none(model: Any, day: date, *stated: Q) -> Q:
    """No row of the household that holds on the day says it. Unscoped: nothing of it is shown."""
    rows = model.objects.visible_to(SYSTEM).filter(in_force(day), *stated, household=OuterRef("pk"))
    return Q(~Exists(rows))


def _some_member(day: date, kind: type[PersonStatement], stated: Q, *who: Q) -> Q:
    """Some member of whom no statement that holds on the day says it."""
    told = kind.objects.visible_to(SYSTEM).filter(
        in_force(day), stated, person=OuterRef("person_id")
    )
    return Q(Exists(_members(day, *who).filter(~Exists(told))))


def _members(day: date, *who: Q) -> GuardedQuerySet[Membership]:
    rows = Membership.objects.visible_to(SYSTEM).filter(in_force(day), household=OuterRef("pk"))
    return rows.filter(*who).order_by()


def _aged(day: date, limits: Limits) -> Q:
    """Members of the ages that a rule asks about; without a birthday nobody is asked."""
    first, last = int(limits.get("from_age", 0)), int(limits.get("to_age", 200))
    return Q(
        person__born__lte=_years_before(day, first), person__born__gt=_years_before(day, last + 1)
    )


def _years_before(day: date, years: int) -> date:
    year = max(day.year - years, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _no_phone(day: date, limits: Limits) -> Q:
    return Q(phone="") & Q(~Exists(_members(day, ~Q(person__phone=""))))


def _poor(day: date, limits: Limits) -> Q:
    """Lifted or monitored households: only they have a cause of poverty."""
    stood = Standing.objects.visible_to(SYSTEM).filter(in_force(day), household=OuterRef("pk"))
    return Q(Exists(stood.filter(Q(category__name="脱贫户") | Q(watch__isnull=False))))


def _no_income(day: date, limits: Limits) -> Q:
    years = Q(year__gte=day.year - 1, year__lte=day.year)
    return _none(Income, day, years)


def _says(*names: str) -> Q:
    """Any of the fields is stated."""
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__isnull": False})
    return found


ITEMS: dict[str, Item] = {
    "head": Item(lambda day, limits: Q(~Exists(_members(day, Q(is_head=True))))),
    "group": Item(lambda day, limits: Q(group__isnull=True)),
    "phone": Item(_no_phone),
    "category": Item(lambda day, limits: _none(Standing, day, _says("category", "watch"))),
    "cause": Item(lambda day, limits: _none(Standing, day, _says("cause")), _poor),
    "house": Item(lambda day, limits: _none(Living, day, _says("dangerous_house"))),
    "dwelling": Item(lambda day, limits: _none(Dwelling, day, _says("rooms", "house_area"))),
    "water": Item(lambda day, limits: _none(Living, day, _says("safe_water"))),
    "land": Item(lambda day, limits: _none(Land, day, _says("arable"))),
    "income": Item(_no_income),
    "health": Item(lambda day, limits: _some_member(day, Condition, _says("health"))),
    "education": Item(
        lambda day, limits: _some_member(
            day, Condition, _says("education", "schooling"), _aged(day, limits)
        )
    ),
    "labour": Item(
        lambda day, limits: _some_member(day, Condition, _says("labour"), _aged(day, limits))
    ),
    "doing": Item(
        lambda day, limits: _some_member(day, Livelihood, ~Q(doing=""), _aged(day, limits))
    ),
}


def items(day: date) -> dict[str, QualityRule]:
    """The items that are asked on the day, as the rows have them; rules are public."""
    return remembered(("known", day), lambda: _items(day))


def _items(day: date) -> dict[str, QualityRule]:
    rows = QualityRule.objects.visible_to(SYSTEM).filter(
        in_force(day), name__startswith=PREFIX, active=True
    )
    rules = {row.name.removeprefix(PREFIX): row for row in rows}
    return {name: rules[name] for name in ITEMS if name in rules}


def known(actor: Actor, day: date) -> GuardedQuerySet[Household]:
    """Households of which everything is known that is asked."""
    rows = households(actor, day=day)
    for name, rule in items(day).items():
        item = ITEMS[name]
        asked = item.asked(day, rule.thresholds)
        lacks = item.lacks(day, rule.thresholds)
        rows = rows.filter(~(asked & lacks))
    return rows


def counted(actor: Actor, day: date) -> QuerySet[Any, Any]:
    """Households with how many items are asked of each, ``items_asked``, and known, ``items_known``."""
    rules = items(day)
    asked: Any = Value(0, output_field=IntegerField())
    told: Any = Value(0, output_field=IntegerField())
    for name, rule in rules.items():
        meant, lacks = (one(day, rule.thresholds) for one in (ITEMS[name].asked, ITEMS[name].lacks))
        first = [When(~meant, then=Value(0))] if meant else []
        asked = asked + (Case(*first, default=Value(1)) if first else Value(1))
        told = told + Case(*first, When(lacks, then=Value(0)), default=Value(1))
    return households(actor, day=day).annotate(items_asked=asked, items_known=told)


def completeness(keys: Iterable[UUID], day: date) -> dict[UUID, Known]:
    """How well each household is known, and what is missing; two queries.

    Unscoped: asked about households that the actor has been shown.
    """
    rules, keys = items(day), list(keys)
    if len(keys) == 1:
        [(_key, *states)] = rows_about(keys[0], _one(rules, day))
        return {keys[0]: _known(rules, states)}
    asked = _states(Household.objects.visible_to(SYSTEM).filter(pk__in=keys), rules, day)
    return {key: _known(rules, states) for key, *states in asked}


def _one(rules: Mapping[str, QualityRule], day: date) -> Shape:
    limits = tuple((name, repr(rule.thresholds)) for name, rule in rules.items())
    homes = Household.objects.visible_to(SYSTEM)
    return Shape(("known", day, limits), lambda pk: _states(homes.filter(pk=pk), rules, day))


def _states(rows: QuerySet[Any], rules: Mapping[str, QualityRule], day: date) -> QuerySet[Any, Any]:
    """The key, and for each item 0, 1 or 2 as ``_state`` says."""
    states = {
        f"known_{name}": _state(ITEMS[name], day, rule.thresholds) for name, rule in rules.items()
    }
    asked: QuerySet[Any, Any] = rows.order_by().annotate(**states).values_list("pk", *states)
    return asked


def _state(item: Item, day: date, limits: Limits) -> Case:
    """0 not asked, 1 missing, 2 known."""
    asked, lacks = item.asked(day, limits), item.lacks(day, limits)
    first = [When(~asked, then=Value(0))] if asked else []
    return Case(*first, When(lacks, then=Value(1)), default=Value(2))


def _known(rules: Mapping[str, QualityRule], states: Sequence[int]) -> Known:
    told = dict(zip(rules, states, strict=True))
    missing = [
        Missing(name, rules[name].told_title, rules[name].told_why)
        for name, state in told.items()
        if state == 1
    ]
    return Known(sum(state > 0 for state in states), missing)

"""What one aspect is, and from which rows of the dated file a whole number of each household is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.money import yuan
from lianxin.kernel.period import in_force
from lianxin.register.models import Code
from lianxin.register.queries import memberships

from . import queries
from .quantities import MU, written

Source = Callable[[Actor, date], "QuerySet[Any]"]
"""Rows with a ``household`` each, as they hold on a day and within one's scope."""
Value_ = Callable[[date], Any]


class Unit(Enum):
    YES = "yes"
    YUAN = "yuan"
    MU = "mu"
    PEOPLE = "people"
    MONTHS = "months"


@dataclass(frozen=True)
class Aspect:
    """``more``: whether more of it is better. ``needs``: the kind of statement it is read from.

    ``value`` is a field or a count over the rows of ``source``. Of members, ``stated`` counts of how many
    it is stated at all, and ``open`` how much more it could be by those of whom nothing is stated.
    """

    name: str
    title: Any
    unit: Unit
    more: bool
    needs: type[Any]
    source: Source
    value: Value_
    stated: Value_ | None = None
    open: Value_ | None = None
    body: bool = False
    by: str = ""

    @property
    def of_members(self) -> bool:
        return bool(self.by)

    @property
    def asked(self) -> str:
        """What is asked for it, with the unit of the answer."""
        unit = {
            Unit.YES: "",
            Unit.YUAN: _("元"),
            Unit.MU: _("亩"),
            Unit.PEOPLE: _("人"),
            Unit.MONTHS: _("个月"),
        }[self.unit]
        return (
            _("%(title)s（%(unit)s）") % {"title": self.title, "unit": unit}
            if unit
            else str(self.title)
        )

    def told(self, value: int | None) -> str:
        """The value in the reader's words."""
        if value is None:
            return _("没有记")
        if self.unit is Unit.YES:
            return _("是") if value else _("否")
        if self.unit is Unit.YUAN:
            return _("%s 元") % yuan(value)
        if self.unit is Unit.MU:
            return _("%s 亩") % written(value, MU)
        return (_("%s 人") if self.unit is Unit.PEOPLE else _("%s 个月")) % value

    def moved(self, before: int | None, now: int | None) -> int:
        """1 better, −1 worse, 0 the same or not known."""
        if before is None or now is None or before == now:
            return 0
        return 1 if (now > before) is self.more else -1


def of(kind: type[Any]) -> Source:
    """A household's own statements of a kind."""

    def rows(actor: Actor, day: date) -> QuerySet[Any]:
        return kind.objects.visible_to(actor).filter(in_force(day))  # type: ignore[no-any-return]

    return rows


def members(actor: Actor, day: date) -> QuerySet[Any]:
    """Members, each once, beside the statements about them that hold: ``said`` of their condition, ``does``
    of what they do, ``welfare``; what is asked of none of these is not joined."""
    joined = {"said": "conditions", "does": "livelihoods", "welfare": "welfares"}
    held = {
        name: FilteredRelation(
            f"person__{relation}", condition=in_force(day, prefix=f"person__{relation}__")
        )
        for name, relation in joined.items()
    }
    rows: QuerySet[Any] = memberships(actor, day=day).alias(**held)
    return rows


def latest_incomes(actor: Actor, day: date) -> QuerySet[Any]:
    """Of the latest year stated, however long ago it was."""
    later = queries.incomes_of_same(day=day).filter(year__gt=OuterRef("year"))
    return queries.incomes(actor, day=day).filter(~Exists(later))


def field(name: str) -> Value_:
    return lambda day: F(name)


def yes(name: str, *, good: bool = True) -> Value_:
    """1 and 0 for yes and no; ``good=False``: where yes is the bad one."""
    return lambda day: truth(Q(**{name: good}), Q(**{name: not good}))


def coded(field: str, of_list: str, *names: str) -> Q:
    """Whether a code is one of some names of its list; by name, as lists are matched by name.

    As a list of keys that is read once, where a join would look up every row's code.
    """
    codes = Code.objects.visible_to(SYSTEM).filter(list=of_list, name__in=names)
    return Q(**{f"{field}__in": codes.order_by().values("pk")})


def named(field: str, of_list: str, *good: str) -> Value_:
    holds = coded(field, of_list, *good)
    return lambda day: truth(holds, Q(**{f"{field}__isnull": False}))


def truth(holds: Q, otherwise: Q) -> Case:
    return Case(
        When(holds, then=Value(1)), When(otherwise, then=Value(0)), output_field=IntegerField()
    )


def birthday(day: date, age: int) -> date:
    """Who was born on it, or before, has that age on the day."""
    year = max(day.year - age, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)

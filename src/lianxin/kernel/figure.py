"""A figure: a name, a sentence in two languages, a unit, the rows behind it and how they fold.

Page, ledger, report, command and API all ask the same object, so a number can open its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, Sum, Value, When

from .actor import Actor


@dataclass(frozen=True)
class Extent:
    """What is counted: rows under a path of areas ("" for all), in a year, as they stood on a day."""

    path: str
    year: int
    day: date

    def within(self, column: str) -> Q:
        """Rows under the path; for all areas nothing is asked, so that no area is looked up."""
        return Q(**{f"{column}__startswith": self.path}) if self.path else Q()


Rows = Callable[[Actor, Extent], "QuerySet[Any]"]


@dataclass(frozen=True)
class Figure:
    """``fold`` is "count", or "distinct", "sum", "median" of ``column``, or "days" (see ``half_days``).

    Several columns of "distinct", parted by a blank, count each combination once. ``needs``: what else
    one must be able to see for the figure to be told, where its rows are chosen by other rows.
    ``at_once``: counts by name of several figures that part the same rows, for who asks for all of them.
    ``officer`` and ``household``: the column by which a row belongs to one of them, where it does.
    """

    name: str
    zh: str
    en: str
    unit: str
    rows: Rows
    model: type[Model]
    fold: str = "count"
    column: str = ""
    money: bool = False
    needs: tuple[type[Model], ...] = ()
    at_once: Callable[[Actor, Extent], Mapping[str, int]] | None = None
    officer: str = ""
    household: str = ""

    def value(self, actor: Actor, extent: Extent) -> int | float | None:
        """The number; money in fen, as it is stored."""
        return self.of(self.rows(actor, extent))

    def of(self, rows: QuerySet[Any]) -> int | float | None:
        """What these rows fold to: all of the figure's, or some of them in a ledger."""
        rows = rows.order_by()
        if self.fold == "count":
            return rows.count()
        if self.fold == "distinct":
            return rows.values(*self.column.split()).distinct().count()
        if self.fold == "days":
            return days(half_days(rows))
        return fold(self.fold, rows.values_list(self.column, flat=True))

    def told(self, actor: Actor, extent: Extent) -> int | float | None:
        """The number as it leaves the product: money in yuan."""
        return self.as_told(self.value(actor, extent))

    def as_told(self, found: int | float | None) -> int | float | None:
        if not self.money or found is None:
            return found
        yuan = found / 100
        return int(yuan) if yuan == int(yuan) else round(yuan, 2)

    def told_to(self, actor: Actor) -> bool:
        return all(actor.sees(model) is not None for model in (self.model, *self.needs))

    def sentence(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


def fold(how: str, values: Iterable[int]) -> int | float | None:
    listed = list(values)
    if how == "sum":
        return sum(listed)
    if how == "median":
        return half_up(median(listed)) if listed else None
    raise ValueError(f"no fold is called {how}")


def half_days(rows: QuerySet[Any]) -> int:
    """Half-days of acts: those of one officer on one day add up to a whole day at the most."""
    return int(by_day(rows).aggregate(whole=Sum("capped"))["whole"] or 0)


def by_day(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Each officer's day once, with the half-days it counts for as ``capped``."""
    held = rows.order_by().values("officer_id", "day").annotate(held=Sum("half_days"))
    capped: QuerySet[Any, Any] = held.annotate(
        capped=Case(When(held__gt=2, then=Value(2)), default=F("held"), output_field=IntegerField())
    )
    return capped


def days(halves: int) -> int | float:
    """Half-days as days: 7 → 3.5, 8 → 4."""
    return halves // 2 if halves % 2 == 0 else halves / 2


def half_up(number: float) -> int:
    """A whole number, halves upwards: the same on every engine."""
    return int(number + 0.5) if number >= 0 else -int(-number + 0.5)

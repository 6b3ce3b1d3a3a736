"""What was done in a year, folded by the database: a number for each officer and for each household.

The same answers as ``Tally``, for whole cities: as finely by days as the rules' periods ask, no finer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.kernel.grouped import Places, column, grouped
from lianxin.kernel.period import Period
from lianxin.records.diary.figures import FIGURES
from lianxin.records.diary.models import Act

from .duty import Year
from .models import Requirement
from .rules import periods

BY_NAME = {figure.name: figure for figure in FIGURES}
MANY = 2000
"""Beyond so many officers or households all rows are folded, and what was not asked for is passed over."""
Span, Per = Requirement.Span, Requirement.Per


class Piece(NamedTuple):
    """A number that belongs to a set of days and, where that is asked, to a village."""

    days: int
    village: UUID | None
    number: int


@dataclass
class Folded:
    """One figure by place: a number for all of ``days``, or pieces where the rules cut the year or the land."""

    days: int
    numbers: list[int]
    pieces: dict[int, list[Piece]] | None = None

    def on(self, place: int, days: int, village: UUID | None = None) -> int:
        """What was done on these days, in this village where one is asked for."""
        if self.pieces is None:
            return 0 if self.days & ~days else self.numbers[place]
        return sum(
            one.number
            for one in self.pieces.get(place, ())
            if not one.days & ~days and (village is None or one.village == village)
        )


@dataclass(frozen=True)
class Counted:
    """By figure what officers did, and what was done at households."""

    of: dict[str, Folded] = field(default_factory=dict)
    at: dict[str, Folded] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """Whose deeds are asked for; those of others are read and passed over where they are too many to name."""

    officers: Places
    homes: Places


def counted(
    actor: Actor, rules: Collection[Requirement], year: Year, day: date, wanted: Wanted
) -> Counted:
    """Up to the day; a query for each figure that a rule asks of officers or of households."""
    found, extent = Counted(), Extent("", year.number, day)
    for name in dict.fromkeys(rule.figure for rule in rules):
        own = [rule for rule in rules if rule.figure == name]
        figure, cut = BY_NAME[name], _Cut(year, day, fineness(own, year, day))
        rows = figure.rows(actor, extent)
        if any(rule.per == Per.OFFICER for rule in own):
            here = replace(cut, here=any(rule.village_id for rule in own))
            found.of[name] = _fold(figure, rows, "officer", wanted.officers, here)
        if any(rule.per == Per.HOUSEHOLD for rule in own):
            at_home = rows.filter(household__isnull=False)
            found.at[name] = _fold(figure, at_home, "household", wanted.homes, cut)
    return found


@dataclass(frozen=True)
class _Cut:
    """How finely: by no days, months or days, and by village."""

    year: Year
    day: date
    fine: str
    here: bool = False

    @property
    def whole(self) -> int:
        return self.year.period(Period(self.year.whole.first, self.day))

    @property
    def keys(self) -> list[str]:
        return [*(("village_id",) if self.here else ()), *((self.fine,) if self.fine else ())]

    def days(self, key: int | date) -> int:
        if isinstance(key, date):
            return self.year.bit(key)
        return self.year.period(Period.month(self.year.number, key)) & self.whole


def fineness(rules: Iterable[Requirement], year: Year, day: date) -> str:
    """The column by which a year must be cut so that every span of the rules is a sum: none, month or day."""
    cuts = {cut for rule in rules for cut in _cuts(rule, year)}
    inside = {cut for cut in cuts if year.whole.first < cut <= min(day, year.whole.last)}
    if not inside:
        return ""
    return "month" if all(cut.day == 1 for cut in inside) else "day"


def _cuts(rule: Requirement, year: Year) -> set[date]:
    own = {rule.from_day, *([rule.until] if rule.until else [])}
    return own | {period.first for period in periods(rule.span, year.number)}


def among(rows: QuerySet[Any], of: str, places: Places) -> QuerySet[Any]:
    return rows if len(places) > MANY else rows.filter(**{f"{of}__in": places.ids})


def _fold(figure: Figure, rows: QuerySet[Act], of: str, places: Places, cut: _Cut) -> Folded:
    rows = among(rows, of, places)
    if not cut.keys:
        return Folded(cut.whole, column(figure, rows, of, places))
    pieces: dict[int, list[Piece]] = defaultdict(list)
    numbers, number_of = [0] * len(places), {key: place for place, key in enumerate(places.ids)}
    for (key, *by), number in grouped(figure, rows, [of, *cut.keys]):
        place = number_of.get(key)
        if place is None:
            continue
        numbers[place] += number
        days = cut.days(by[-1]) if cut.fine else cut.whole
        pieces[place].append(Piece(days, by[0] if cut.here else None, number))
    return Folded(cut.whole, numbers, pieces)

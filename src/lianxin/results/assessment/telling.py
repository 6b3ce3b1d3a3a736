"""One item for all who are assessed together: what was done, held against what is asked, and its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from typing import NamedTuple
from uuid import UUID

from ..figures import FIGURES
from . import marks
from .models import SchemeItem
from .numbers import NOTHING, Grown, Held, Numbers
from .targets import Target

Formula = SchemeItem.Formula
FIELDS = ("part", "of", "done", "whole", "rows", "homes")


class Told(NamedTuple):
    """``part`` of ``of`` is the exact share, each household weighing by the days it was held.

    ``done`` and ``whole`` are the same as people count them, unweighted; stays in half-days. ``against``:
    the village's incomes. ``rows``: how many records stand behind it. ``by_home``: something was asked for
    each household, ``homes`` have it, and ``whole`` are asked for.
    """

    part: int = 0
    of: int = 0
    done: int = 0
    whole: int = 0
    rows: int = 0
    homes: int = 0
    against: Grown = NOTHING
    by_home: bool = False

    def plus(self, other: Told) -> Told:
        numbers = {name: getattr(self, name) + getattr(other, name) for name in FIELDS}
        both = zip(self.against, other.against, strict=True)
        return Told(
            **numbers,
            against=Grown(*(a + b for a, b in both)),
            by_home=self.by_home or other.by_home,
        )

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.part, self.of) if self.of else None


def marker(item: SchemeItem) -> Callable[[Told], int | None]:
    """How the item is marked; None where nothing was asked, or it is not known."""
    full, limits = item.full, item.limits
    if item.formula == Formula.CAP:
        return lambda told: marks.of_cap(full, told.done, limits)
    if item.formula == Formula.GROWTH:
        return lambda told: _grown(item, told)
    least = int(limits.get("least", 1)) if item.formula == Formula.AVERAGE else 0
    known: dict[tuple[int, int], int] = {}

    def mark(told: Told) -> int | None:
        if not told.of or told.whole < least:
            return None
        share = (told.part, told.of)
        if share not in known:
            known[share] = marks.of_share(full, *share, limits)
        return known[share]

    return mark


def _grown(item: SchemeItem, told: Told) -> int | None:
    now, before = _level(item, told)
    if not told.of or not before:
        return None
    ahead = told.part * before - now * told.of
    return marks.of_growth(item.full, ahead, told.of * before, item.limits)


def _level(item: SchemeItem, told: Told) -> Grown:
    """To what incomes came by the village's growth, or by the one that is set."""
    if "against" in item.limits:
        return Grown(marks.THOUSAND + int(item.limits["against"]), marks.THOUSAND)
    return told.against


def of_officers(item: SchemeItem, numbers: Numbers, those: Sequence[int]) -> list[Told]:
    """Of the officers in these places, in their order."""
    return HOW[item.formula](item, numbers, those)


def _minimum(item: SchemeItem, numbers: Numbers, those: Sequence[int]) -> list[Told]:
    """What one has too much in one period or household fills no other."""
    folded = numbers.done.of.get(item.figure)
    done = folded.numbers if folded else numbers.of_officers(item.figure)
    found = []
    for place in those:
        number = done[place]
        told = [
            (_of_own if target.own else _of_homes)(target, numbers, place, number)
            for target in numbers.targets[place].get(item.figure, ())
        ]
        one = told[0] if len(told) == 1 else reduce(Told.plus, told, Told())
        found.append(one if len(told) == 1 else one._replace(done=number, rows=number))
    return found


def _of_own(target: Target, numbers: Numbers, place: int, number: int) -> Told:
    held, able = numbers.days[place]
    if target.village:
        held = numbers.duties[place].held(target.village)
        able = held & able
    done, whole, met = numbers.done.of[target.figure], 0, 0
    for span, asks in target.of(held, able):
        whole += asks
        met += min(asks, done.on(place, span, target.village))
    days = numbers.only.bit_count()
    return Told(days * met, days * whole, number, whole, number)


def _of_homes(target: Target, numbers: Numbers, place: int, number: int) -> Told:
    """Each household weighs by the days it was held, so that who follow one another weigh one together."""
    duty, done = numbers.duties[place], numbers.done.at[target.figure]
    part = of = met = homes = 0
    for home, lasting, held in numbers.held[place]:
        if target.village and duty.village_of[numbers.homes.ids[home]] != target.village:
            continue
        wanted = came = 0
        for span, asks in target.at(held, duty.able):
            wanted += asks
            came += min(asks, done.on(home, span))
        if wanted:
            part, of, homes = part + lasting * came, of + lasting * wanted, homes + 1
            met += came == wanted
    return Told(part, of, number, homes, number, met, NOTHING, True)


def _share(item: SchemeItem, numbers: Numbers, those: Sequence[int]) -> list[Told]:
    if FIGURES[item.figure].officer:
        parts, wholes = numbers.of_officers(item.figure), numbers.of_officers(item.whole)
        both = ((parts[place], wholes[place]) for place in those)
        return [Told(part, of, part, of, of) for part, of in both]
    parts, wholes = numbers.of_homes(item.figure), numbers.of_homes(item.whole)
    return [of_homes(parts, wholes, numbers.held[place]) for place in those]


def of_homes(parts: Sequence[int], wholes: Sequence[int], held: Iterable[Held]) -> Told:
    """Of households, each weighing by how long it was held."""
    part = of = done = whole = homes = 0
    for home, lasting, _days in held:
        asks = wholes[home]
        if asks:
            has = min(parts[home], asks)
            part, of = part + lasting * has, of + lasting * asks
            done, whole, homes = done + has, whole + asks, homes + 1
    return Told(part, of, done, whole, homes, homes)


def _growth(item: SchemeItem, numbers: Numbers, those: Sequence[int]) -> list[Told]:
    ids, found = numbers.homes.ids, []
    for place in those:
        held, of = numbers.held[place], numbers.duties[place].village_of
        found.append(growth_of(numbers, held, {of[ids[one.home]] for one in held}))
    return found


def growth_of(numbers: Numbers, held: Sequence[Held], villages: Iterable[UUID]) -> Told:
    part = of = homes = 0
    for home, lasting, _days in held:
        if (it := numbers.incomes.of[home]) is not None:
            part, of, homes = part + lasting * it.now, of + lasting * it.before, homes + 1
    sums = [numbers.incomes.villages.get(village, NOTHING) for village in villages]
    against = Grown(sum(one.now for one in sums), sum(one.before for one in sums))
    return Told(part, of, homes, len(held), homes, homes, against)


def _average(item: SchemeItem, numbers: Numbers, those: Sequence[int]) -> list[Told]:
    got, many = numbers.of_officers(item.figure), numbers.rows_of_officers(item.figure)
    return [averaged(item, got[place], many[place]) for place in those]


def averaged(item: SchemeItem, got: int, many: int) -> Told:
    return Told(got, many * int(item.limits.get("top", 5)), got, many, many)


def _cap(item: SchemeItem, numbers: Numbers, those: Sequence[int]) -> list[Told]:
    numbers_of = numbers.of_officers(item.figure)
    return [counted(numbers_of[place]) for place in those]


def counted(number: int) -> Told:
    return Told(done=number, whole=number, rows=number)


HOW: dict[str, Callable[[SchemeItem, Numbers, Sequence[int]], list[Told]]] = {
    Formula.MINIMUM: _minimum,
    Formula.SHARE: _share,
    Formula.GROWTH: _growth,
    Formula.AVERAGE: _average,
    Formula.CAP: _cap,
}

"""One item of one subject: what was done, held against what is asked, and the marks it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache, reduce
from typing import NamedTuple
from uuid import UUID

from lianxin.visits.duty import Duty, prorated
from lianxin.visits.models import Requirement

from ..figures import FIGURES
from . import marks
from .models import SchemeItem
from .numbers import Grown, Numbers

Formula = SchemeItem.Formula
Per = Requirement.Per
NOTHING = Grown(0, 0)
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


def marks_of(item: SchemeItem, told: Told) -> int | None:
    """None where nothing was asked, or it is not known."""
    if item.formula == Formula.CAP:
        return marks.of_cap(item.full, told.done, item.limits)
    if not told.of:
        return None
    if item.formula == Formula.AVERAGE and told.whole < int(item.limits.get("least", 1)):
        return None
    if item.formula != Formula.GROWTH:
        return marks.of_share(item.full, told.part, told.of, item.limits)
    now, before = _level(item, told)
    if not before:
        return None
    ahead = told.part * before - now * told.of
    return marks.of_growth(item.full, ahead, told.of * before, item.limits)


def _level(item: SchemeItem, told: Told) -> Grown:
    """To what incomes came by the village's growth, or by the one that is set."""
    if "against" in item.limits:
        return Grown(marks.THOUSAND + int(item.limits["against"]), marks.THOUSAND)
    return told.against


def of_officer(item: SchemeItem, numbers: Numbers, duty: Duty) -> Told:
    return HOW[item.formula](item, numbers, duty)


def _minimum(item: SchemeItem, numbers: Numbers, duty: Duty) -> Told:
    """What one has too much in one period or household fills no other."""
    officer = duty.officer.pk
    if item.figure in numbers.asked_of_officers:
        done = numbers.deeds.done(item.figure, officer, numbers.only, None)
    else:
        done = numbers.of_officers(item.figure).get(officer, 0)
    rules = numbers.asked_of(duty, item.figure)
    found = [
        (_of_own if rule.per == Per.OFFICER else _of_homes)(rule, numbers, duty) for rule in rules
    ]
    asked = found[0] if len(found) == 1 else reduce(Told.plus, found, Told())
    return asked._replace(done=done, rows=done)


def _of_own(rule: Requirement, numbers: Numbers, duty: Duty) -> Told:
    held, able = duty.held(rule.village_id), duty.days(rule.village_id)
    officer, whole, met = duty.officer.pk, 0, 0
    for period, span in numbers.spans(rule):
        target = asked_for(rule.minimum, period, held & span, able & span)
        whole += target
        met += min(target, numbers.deeds.done(rule.figure, officer, span, rule.village_id))
    days = numbers.only.bit_count()
    return Told(part=days * met, of=days * whole, whole=whole)


def _of_homes(rule: Requirement, numbers: Numbers, duty: Duty) -> Told:
    """Each household weighs by the days it was held, so that who follow one another weigh one together."""
    part = of = met = homes = 0
    for home, days in numbers.held(duty).items():
        if rule.village_id and duty.village_of[home] != rule.village_id:
            continue
        held, wanted, came = duty.by_home[home] & duty.office, 0, 0
        for period, span in numbers.spans(rule):
            asks = numbers.measure.asked_of_home(rule, period, held & span, held & duty.able)
            wanted += asks
            came += min(asks, numbers.deeds.in_home(rule.figure, home, span))
        if wanted:
            part, of, homes = part + days * came, of + days * wanted, homes + 1
            met += came == wanted
    return Told(part=part, of=of, whole=homes, homes=met, by_home=True)


@lru_cache(maxsize=4096)
def asked_for(minimum: int, period: int, held: int, days: int) -> int:
    """As ``prorated``: most officers of a city have the same days."""
    return prorated(minimum, period, held, days)


def _share(item: SchemeItem, numbers: Numbers, duty: Duty) -> Told:
    if FIGURES[item.figure].officer:
        key = duty.officer.pk
        part, of = (numbers.of_officers(name).get(key, 0) for name in (item.figure, item.whole))
        return Told(part, of, part, of, of)
    return of_homes(item, numbers, numbers.held(duty))


def of_homes(item: SchemeItem, numbers: Numbers, held: Mapping[UUID, int]) -> Told:
    """Of households, each weighing what ``held`` says."""
    parts, wholes = numbers.of_homes(item.figure), numbers.of_homes(item.whole)
    part = of = done = whole = homes = 0
    for home, days in held.items():
        has, asks = parts.get(home, 0), wholes.get(home, 0)
        part, of = part + days * min(has, asks), of + days * asks
        done, whole, homes = done + min(has, asks), whole + asks, homes + bool(asks)
    return Told(part, of, done, whole, homes, homes)


def _growth(item: SchemeItem, numbers: Numbers, duty: Duty) -> Told:
    held = numbers.held(duty)
    villages = {duty.village_of[home] for home in held}
    return growth_of(numbers, held, villages)


def growth_of(numbers: Numbers, held: Mapping[UUID, int], villages: Iterable[UUID]) -> Told:
    part = of = homes = 0
    for home, days in held.items():
        if (it := numbers.incomes.get(home)) is not None:
            part, of, homes = part + days * it.now, of + days * it.before, homes + 1
    sums = [numbers.by_village.get(village, NOTHING) for village in villages]
    against = Grown(sum(one.now for one in sums), sum(one.before for one in sums))
    return Told(part, of, homes, len(held), homes, homes, against)


def _average(item: SchemeItem, numbers: Numbers, duty: Duty) -> Told:
    key = duty.officer.pk
    got = numbers.of_officers(item.figure).get(key, 0)
    many = numbers.rows_of_officers(item.figure).get(key, 0)
    return averaged(item, got, many)


def averaged(item: SchemeItem, got: int, many: int) -> Told:
    return Told(got, many * int(item.limits.get("top", 5)), got, many, many)


def _cap(item: SchemeItem, numbers: Numbers, duty: Duty) -> Told:
    number = numbers.of_officers(item.figure).get(duty.officer.pk, 0)
    return Told(done=number, whole=number, rows=number)


HOW: dict[str, Callable[[SchemeItem, Numbers, Duty], Told]] = {
    Formula.MINIMUM: _minimum,
    Formula.SHARE: _share,
    Formula.GROWTH: _growth,
    Formula.AVERAGE: _average,
    Formula.CAP: _cap,
}

"""Everybody's sheet of a year in bulk: one query a figure, whether for one officer or for a city.

As the system: who may read a sheet is asked before, of the officer, unit or village it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import reduce
from uuid import UUID

from django.db.models import Count

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.bulk import uncollected
from lianxin.kernel.period import Period, today
from lianxin.register.models import Household
from lianxin.review.models import UNDECIDED, Doubt, State
from lianxin.visits.counted import MANY
from lianxin.visits.duty import Duty, Year, duties

from .halves import half_totals, weighs
from .models import SchemeItem, Subject
from .numbers import Numbers
from .schemes import Whole, held, scheme_for, schemes, whole
from .sheet import Sheet, sheet_of
from .telling import Told, averaged, growth_of, of_homes, of_officer

Formula = SchemeItem.Formula


@dataclass(frozen=True)
class Span:
    """A year, or its first half, up to the last day that counts."""

    year: int
    half: int
    last: date

    @classmethod
    def of(cls, year: int, half: int = 0, day: date | None = None) -> Span:
        """``day``: as the year stood then; today of the running year."""
        end = Period.half(year, 1).last if half else Period.year(year).last
        return cls(year, half, max(date(year, 1, 1), min(day or today(), end)))


@dataclass
class OfficerSheet:
    duty: Duty
    sheet: Sheet


def officer_sheets(span: Span, officers: Collection[UUID] | None = None) -> list[OfficerSheet]:
    """Of everybody who answered for a household in the span, by unit and name; of these, where some are named."""
    with uncollected() if officers is None else nullcontext():
        return _officer_sheets(span, officers)


def _officer_sheets(span: Span, officers: Collection[UUID] | None) -> list[OfficerSheet]:
    year = Year(span.year)
    numbers, found = _asked(span, duties(SYSTEM, None, year, span.last, officers), officers)
    doubts = _doubts(span, officers)
    by_scheme = _by_scheme(span, found)
    made = {}
    halves = _halves(span, [scheme for scheme, _those in by_scheme])
    for scheme, those in by_scheme:
        off = [numbers.of_officers(row.figure) for row in scheme.deductions]
        for duty in those:
            told = [of_officer(item, numbers, duty) for item in scheme.items]
            own = [numbers_of.get(duty.officer.pk, 0) for numbers_of in off]
            sheet = sheet_of(scheme, told, own, len(numbers.held(duty)))
            sheet.excluded, sheet.undecided = doubts.get(duty.officer.pk, (0, 0))
            if weighs(scheme, span.half):
                sheet.half = halves.get(duty.officer.pk)
            made[duty.officer.pk] = OfficerSheet(duty, sheet)
    return [made[duty.officer.pk] for duty in found if duty.officer.pk in made]


def unit_sheet(span: Span, path: str, officers: Collection[UUID]) -> Sheet:
    """What its officers did, added up, by the scheme for units."""
    scheme = held(Subject.UNIT, path, span.last)
    numbers, found = _asked(
        span, duties(SYSTEM, None, Year(span.year), span.last, officers), officers
    )
    told = [
        reduce(Told.plus, (of_officer(item, numbers, duty) for duty in found), Told())
        for item in scheme.items
    ]
    off = [
        sum(numbers.of_officers(row.figure).get(duty.officer.pk, 0) for duty in found)
        for row in scheme.deductions
    ]
    homes = {home for duty in found for home in numbers.held(duty)}
    sheet = sheet_of(scheme, told, off, len(homes))
    doubts = _doubts(span, officers)
    sheet.excluded = sum(excluded for excluded, _open in doubts.values())
    sheet.undecided = sum(undecided for _out, undecided in doubts.values())
    return sheet


def village_sheet(span: Span, village: UUID, path: str) -> Sheet:
    """Its households, each weighing the same, by the scheme for villages; ``path`` of the unit that assesses."""
    scheme = held(Subject.VILLAGE, path, span.last)
    rows = Household.objects.visible_to(SYSTEM).filter(village=village)
    homes = set(rows.order_by().values_list("pk", flat=True))
    numbers = Numbers(span.year, span.last, (), homes)
    every = dict.fromkeys(homes, 1)
    told = [_of_village(item, numbers, every, village) for item in scheme.items]
    off = [sum(numbers.of_homes(row.figure).values()) for row in scheme.deductions]
    return sheet_of(scheme, told, off, sum(numbers.of_homes("households").values()))


def _of_village(item: SchemeItem, numbers: Numbers, homes: dict[UUID, int], village: UUID) -> Told:
    if item.formula == Formula.GROWTH:
        return growth_of(numbers, homes, [village])
    if item.formula == Formula.SHARE:
        return of_homes(item, numbers, homes)
    got = sum(numbers.of_homes(item.figure).values())
    if item.formula == Formula.AVERAGE:
        return averaged(item, got, sum(numbers.rows_of_homes(item.figure).values()))
    return Told(done=got, whole=got, rows=got)


def _asked(
    span: Span, found: list[Duty], officers: Collection[UUID] | None
) -> tuple[Numbers, list[Duty]]:
    few = officers is not None and len(officers) <= MANY
    homes = {home for duty in found for home in duty.by_home} if few else None
    numbers = Numbers(span.year, span.last, officers if few else None, homes)
    return numbers, [duty for duty in found if numbers.held(duty)]


def _halves(span: Span, schemes: Iterable[Whole]) -> dict[UUID, int]:
    if not any(weighs(scheme, span.half) for scheme in schemes):
        return {}
    return half_totals(span.year, subject=Subject.OFFICER)


def _by_scheme(span: Span, found: Iterable[Duty]) -> list[tuple[Whole, list[Duty]]]:
    rows = schemes(Subject.OFFICER, span.last)
    chosen = {path: scheme_for(path, rows) for path in {duty.officer.unit.path for duty in found}}
    by_scheme: dict[UUID, list[Duty]] = defaultdict(list)
    for duty in found:
        scheme = chosen[duty.officer.unit.path]
        if scheme is not None:
            by_scheme[scheme.pk].append(duty)
    known = {row.pk: row for row in rows}
    return [(whole(known[key]), those) for key, those in by_scheme.items()]


def _doubts(span: Span, officers: Collection[UUID] | None) -> dict[UUID, tuple[int, int]]:
    """By officer how many of the span's entries and measures a review left out, and how many wait for one."""
    rows = Doubt.objects.visible_to(SYSTEM).filter(
        day__gte=date(span.year, 1, 1), day__lte=span.last, state__in=[State.EXCLUDED, *UNDECIDED]
    )
    if officers is not None and len(officers) <= MANY:
        rows = rows.filter(officer__in=officers)
    found: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    told = rows.order_by().values_list("officer_id", "state").annotate(n=Count("pk"))
    for officer, state, n in told:
        found[officer][state != State.EXCLUDED] += n
    return {officer: (out, waiting) for officer, (out, waiting) in found.items()}

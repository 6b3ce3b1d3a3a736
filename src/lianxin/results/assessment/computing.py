"""Everybody's sheet of a year in bulk: one query a figure, whether for one officer or for a city.

As the system: who may read a sheet is asked before, of the officer, unit or village it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import repeat
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
from .models import SchemeDeduction, SchemeItem, Subject
from .numbers import Held, Numbers
from .schemes import Whole, held, scheme_for, schemes, whole
from .sheet import Off, Sheet, lines_of, sheet_of, taken_off
from .telling import Told, averaged, counted, growth_of, of_homes, of_officers

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
    numbers = Numbers(
        span.year, span.last, duties(SYSTEM, None, Year(span.year), span.last, officers)
    )
    doubts = _doubts(span, officers)
    by_scheme = _by_scheme(span, numbers)
    halves = _halves(span, by_scheme)
    made: list[OfficerSheet | None] = [None] * len(numbers.duties)
    for scheme, those in by_scheme.items():
        weighing = weighs(scheme, span.half)
        told = [lines_of(item, of_officers(item, numbers, those)) for item in scheme.items]
        off = [_off(row, numbers, those) for row in scheme.deductions]
        taken = zip(*off, strict=True) if off else repeat((), len(those))
        for place, lines, less in zip(those, zip(*told, strict=True), taken, strict=True):
            duty = numbers.duties[place]
            key = duty.officer.id
            excluded, undecided = doubts.get(key, (0, 0))
            half = halves.get(key) if weighing else None
            homes = len(numbers.held[place])
            sheet = Sheet(scheme, list(lines), list(less), homes, excluded, undecided, half)
            made[place] = OfficerSheet(duty, sheet)
    return [one for one in made if one is not None]


def _off(row: SchemeDeduction, numbers: Numbers, those: Sequence[int]) -> list[Off]:
    rows = numbers.of_officers(row.figure)
    return taken_off(row, (rows[place] for place in those))


def unit_sheet(span: Span, path: str, officers: Collection[UUID]) -> Sheet:
    """What its officers did, added up, by the scheme for units."""
    scheme = held(Subject.UNIT, path, span.last)
    numbers = Numbers(
        span.year, span.last, duties(SYSTEM, None, Year(span.year), span.last, officers)
    )
    every = range(len(numbers.duties))
    told = [reduce(Told.plus, of_officers(item, numbers, every), Told()) for item in scheme.items]
    off = [sum(numbers.of_officers(row.figure)) for row in scheme.deductions]
    sheet = sheet_of(scheme, told, off, len(numbers.homes))
    doubts = _doubts(span, officers)
    sheet.excluded = sum(excluded for excluded, _open in doubts.values())
    sheet.undecided = sum(undecided for _out, undecided in doubts.values())
    return sheet


def village_sheet(span: Span, village: UUID, path: str) -> Sheet:
    """Its households, each weighing the same, by the scheme for villages; ``path`` of the unit that assesses."""
    scheme = held(Subject.VILLAGE, path, span.last)
    rows = Household.objects.visible_to(SYSTEM).filter(village=village)
    homes = list(rows.order_by().values_list("pk", flat=True))
    numbers = Numbers(span.year, span.last, homes=homes, villages=[village])
    every = [Held(place, 1, 0) for place in range(len(homes))]
    told = [_of_village(item, numbers, every) for item in scheme.items]
    off = [sum(numbers.of_homes(row.figure)) for row in scheme.deductions]
    return sheet_of(scheme, told, off, sum(numbers.of_homes("households")))


def _of_village(item: SchemeItem, numbers: Numbers, homes: Sequence[Held]) -> Told:
    if item.formula == Formula.GROWTH:
        return growth_of(numbers, homes, numbers.villages)
    if item.formula == Formula.SHARE:
        return of_homes(numbers.of_homes(item.figure), numbers.of_homes(item.whole), homes)
    got = sum(numbers.of_homes(item.figure))
    if item.formula == Formula.AVERAGE:
        return averaged(item, got, sum(numbers.rows_of_homes(item.figure)))
    return counted(got)


def _halves(span: Span, schemes: Iterable[Whole]) -> dict[UUID, int]:
    if not any(weighs(scheme, span.half) for scheme in schemes):
        return {}
    return half_totals(span.year, subject=Subject.OFFICER)


def _by_scheme(span: Span, numbers: Numbers) -> dict[Whole, list[int]]:
    """The places of those for whom each scheme holds; who has none is not assessed."""
    rows = schemes(Subject.OFFICER, span.last)
    paths: dict[str, list[int]] = defaultdict(list)
    for place, duty in enumerate(numbers.duties):
        paths[duty.officer.unit.path].append(place)
    found: dict[UUID, list[int]] = defaultdict(list)
    for path, those in paths.items():
        if (scheme := scheme_for(path, rows)) is not None:
            found[scheme.pk] += those
    return {whole(row): found[row.pk] for row in rows if row.pk in found}


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

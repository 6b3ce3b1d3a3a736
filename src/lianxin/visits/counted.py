"""What was done in a year, folded by the database: a number for each officer and for each household.

The same answers as ``Tally``, for whole cities: as finely by days as the rules' periods ask, no finer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.kernel.grouped import grouped
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
class Counted:
    of: dict[tuple[str, UUID], list[Piece]] = field(default_factory=lambda: defaultdict(list))
    at: dict[tuple[str, UUID], list[Piece]] = field(default_factory=lambda: defaultdict(list))

    def done(self, figure: str, officer: UUID, days: int, village: UUID | None) -> int:
        return _sum(self.of.get((figure, officer), ()), days, village)

    def in_home(self, figure: str, household: UUID, days: int) -> int:
        return _sum(self.at.get((figure, household), ()), days, None)

    def events(self, officers: Iterable[UUID], days: int, village: UUID | None) -> int:
        raise NotImplementedError("lectures of several officers are told one from another by Tally")


def _sum(pieces: Iterable[Piece], days: int, village: UUID | None) -> int:
    return sum(
        one.number
        for one in pieces
        if not one.days & ~days and (village is None or one.village == village)
    )


@dataclass(frozen=True)
class Wanted:
    """Whose deeds; None where all are wanted, or too many to name."""

    officers: Collection[UUID] | None = None
    homes: Collection[UUID] | None = None


def counted(
    actor: Actor, rules: Collection[Requirement], year: Year, day: date, wanted: Wanted
) -> Counted:
    """Up to the day; a query for each figure that a rule asks of officers or of households."""
    found, extent = Counted(), Extent("", year.number, day)
    for name in dict.fromkeys(rule.figure for rule in rules):
        own = [rule for rule in rules if rule.figure == name]
        figure, fine = BY_NAME[name], fineness(own, year, day)
        rows = figure.rows(actor, extent)
        if any(rule.per == Per.OFFICER for rule in own):
            here = any(rule.village_id for rule in own)
            keys = ["officer_id", *(("village_id",) if here else ())]
            _fold(found.of, figure, _among(rows, "officer", wanted.officers), keys, fine, year, day)
        if any(rule.per == Per.HOUSEHOLD for rule in own):
            at_home = _among(rows.filter(household__isnull=False), "household", wanted.homes)
            _fold(found.at, figure, at_home, ["household_id"], fine, year, day)
    return found


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


def _among(rows: QuerySet[Act], column: str, keys: Collection[UUID] | None) -> QuerySet[Act]:
    return rows if keys is None or len(keys) > MANY else rows.filter(**{f"{column}__in": keys})


def _fold(
    found: dict[tuple[str, UUID], list[Piece]],
    figure: Figure,
    rows: QuerySet[Act],
    keys: list[str],
    fine: str,
    year: Year,
    day: date,
) -> None:
    here, whole = "village_id" in keys, year.period(Period(year.whole.first, day))
    months = {n: year.period(Period.month(year.number, n)) & whole for n in range(1, 13)}
    for of, number in grouped(figure, rows, [*keys, *((fine,) if fine else ())]):
        if not fine and not here:
            found[figure.name, of[0]] = [Piece(whole, None, number)]
            continue
        days = whole
        if fine:
            days = months[of[-1]] if fine == "month" else year.bit(of[-1])
        found[figure.name, of[0]].append(Piece(days, of[1] if here else None, number))

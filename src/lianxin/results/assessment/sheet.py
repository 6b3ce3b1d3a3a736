"""A computed sheet: its lines, what is taken off, the total and the grade; as data it is kept and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from . import marks
from .models import SchemeBar, SchemeDeduction, SchemeGrade, SchemeItem
from .numbers import Grown
from .schemes import Whole
from .telling import FIELDS, Told, marker

Effect = SchemeBar.Effect


class Line(NamedTuple):
    """One item with what was done and its marks in tenths; None where there is nothing to tell."""

    item: SchemeItem
    told: Told
    marks: int | None


class Off(NamedTuple):
    """What is taken off: for how many rows, how many tenths."""

    title: str
    figure: str
    rows: int
    marks: int


@dataclass(frozen=True)
class Result:
    """``barred``: places of the scheme's bars that hold."""

    total: int
    grade: SchemeGrade | None
    barred: tuple[SchemeBar, ...] = ()


@dataclass
class Sheet:
    """``half``: what the first half-year came to, in tenths, where it was confirmed and weighs."""

    scheme: Whole
    lines: list[Line]
    off: list[Off] = field(default_factory=list)
    homes: int = 0
    excluded: int = 0
    undecided: int = 0
    half: int | None = None

    @property
    def result(self) -> Result:
        return self.with_marks({})

    def with_marks(self, changed: Mapping[str, int]) -> Result:
        """The total and grade, with marks that somebody has set instead of the computed ones."""
        rows = [(one.item.full, changed.get(one.item.code, one.marks)) for one in self.lines]
        own = marks.total(rows, sum(one.marks for one in self.off))
        total = marks.weighted(self.half, own, self.scheme.scheme.half_weight)
        barred = tuple(bar for bar in self.scheme.bars if self._holds(bar))
        return Result(total, graded(self.scheme.grades, total, barred), barred)

    def _holds(self, bar: SchemeBar) -> bool:
        """By the exact rate, whatever its marks were set to."""
        told = (one.told for one in self.lines if one.item.code == bar.item)
        return any(one.of and one.part * marks.THOUSAND < bar.below * one.of for one in told)

    def line(self, code: str) -> Line | None:
        return next((one for one in self.lines if one.item.code == code), None)


def graded(
    grades: Sequence[SchemeGrade], total: int, barred: Sequence[SchemeBar]
) -> SchemeGrade | None:
    """The best grade that the total reaches and no bar forbids."""
    if not grades:
        return None
    if any(bar.effect == Effect.FAIL for bar in barred):
        return grades[-1]
    open_to = grades[1:] if barred and len(grades) > 1 else grades
    return next((grade for grade in open_to if total >= grade.least), grades[-1])


def lines_of(item: SchemeItem, told: Iterable[Told]) -> list[Line]:
    mark = marker(item)
    return [Line(item, one, mark(one)) for one in told]


def taken_off(row: SchemeDeduction, numbers: Iterable[int]) -> list[Off]:
    known: dict[int, Off] = {}
    for number in (numbers := list(numbers)):
        if number not in known:
            marked = marks.taken_off(number, row.each, row.most)
            known[number] = Off(row.title, row.figure, number, marked)
    return [known[number] for number in numbers]


def sheet_of(scheme: Whole, told: Sequence[Told], off: Sequence[int], homes: int) -> Sheet:
    """Of one subject; ``told`` and ``off`` in the order of the scheme's items and deductions."""
    lines = [
        line for it in zip(scheme.items, told, strict=True) for line in lines_of(it[0], it[1:])
    ]
    taken = [
        one for it in zip(scheme.deductions, off, strict=True) for one in taken_off(it[0], it[1:])
    ]
    return Sheet(scheme, lines, taken, homes)


def as_data(sheet: Sheet) -> dict[str, Any]:
    """Plain numbers, as they are kept with an assessment."""
    return {
        "homes": sheet.homes,
        "excluded": sheet.excluded,
        "undecided": sheet.undecided,
        "half": sheet.half,
        "items": [
            {
                "code": one.item.code,
                "marks": one.marks,
                "against": list(one.told.against),
                "by_home": one.told.by_home,
            }
            | {name: getattr(one.told, name) for name in FIELDS}
            for one in sheet.lines
        ],
        "off": [{"rows": one.rows, "marks": one.marks} for one in sheet.off],
    }


def from_data(scheme: Whole, kept: Mapping[str, Any]) -> Sheet:
    """The sheet again, with the marks that were computed then."""
    by_code = {row["code"]: row for row in kept["items"]}
    lines = [
        Line(
            item,
            Told(
                **{name: row[name] for name in FIELDS},
                against=Grown(*row["against"]),
                by_home=row["by_home"],
            ),
            row["marks"],
        )
        for item in scheme.items
        for row in [by_code[item.code]]
    ]
    off = [
        Off(row.title, row.figure, one["rows"], one["marks"])
        for row, one in zip(scheme.deductions, kept["off"], strict=True)
    ]
    return Sheet(
        scheme, lines, off, kept["homes"], kept["excluded"], kept["undecided"], kept.get("half")
    )

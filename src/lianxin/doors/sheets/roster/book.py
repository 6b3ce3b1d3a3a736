"""Sheets as rows of cells under their own row numbers."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from lianxin.kernel.problem import Problem

Cell = str | int | float


@dataclass
class Sheet:
    """Filled rows of one sheet. Cells are places in the book's list of values, row after row."""

    name: str
    width: int = 0
    numbers: array[int] = field(default_factory=lambda: array("I"))
    cells: array[int] = field(default_factory=lambda: array("I"))
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def column(self, index: int, first: int = 0) -> array[int]:
        """The places of a column, from the first-th filled row on."""
        return self.cells[first * self.width + index :: self.width]

    def widen(self, width: int) -> None:
        if width > self.width:
            self.cells = widened(self.cells, self.width, width)
            self.width = width

    def row(self, place: int) -> array[int]:
        return self.cells[place * self.width : (place + 1) * self.width]


@dataclass
class Book:
    """Distinct values of all cells (the first is the empty one), sheets, what was passed over."""

    values: list[Cell] = field(default_factory=lambda: [""])
    sheets: list[Sheet] = field(default_factory=list)
    notices: list[tuple[str, Problem]] = field(default_factory=list)

    def texts(self, sheet: Sheet, place: int) -> list[Cell]:
        return [self.values[cell] for cell in sheet.row(place)]


def widened(cells: array[int], old: int, new: int) -> array[int]:
    """Rows with empty cells behind, as many as make them ``new`` cells wide."""
    if old == new or not cells:
        return cells
    wide = array("I", bytes(len(cells) // old * new * cells.itemsize))
    for column in range(old):
        wide[column::new] = cells[column::old]
    return wide

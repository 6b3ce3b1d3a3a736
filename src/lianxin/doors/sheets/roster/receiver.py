"""What the reading processes say, gathered into one book."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator

from lianxin.kernel.problem import problem, refuse

from .beside import Frame
from .book import Book, Cell, Sheet, widened
from .reader import MAX_ROWS, Places

REFUSALS = {
    "rows": "roster.too_many_rows",
    "password": "roster.encrypted",
    "memory": "roster.too_large_inside",
    "damaged": "roster.damaged",
}


class Receiver:
    """Each frame brings the values that none before it had from the same process.

    Of two processes each numbers the values that it finds itself: here they become the book's numbers,
    the same ones that a single process would have given.
    """

    def __init__(
        self, progress: Callable[[float], None], on_rows: Callable[[Book, Sheet], None]
    ) -> None:
        self.book, self.on_rows = Book(), on_rows
        self.by_index: dict[int, Sheet] = {}
        self.progress = progress
        self.rows = 0
        self.places = Places()
        self.known: dict[int, list[int]] = {}
        self.wide: set[int] = set()

    def receive(self, frames: Iterator[tuple[int, Frame]]) -> Book:
        for turn, (name, *rest) in frames:
            if name == "end":
                return self.book
            if name == "refused":
                raise refuse(REFUSALS[rest[0]], rows=f"{MAX_ROWS:,}")
            if name == "rows":
                self._rows(turn, *rest)
            else:
                getattr(self, f"_{name}")(*rest)
        raise refuse("roster.too_large_inside")  # the process was ended: out of memory or of time

    def _book(self, kinds: list[tuple[str, bool, bool]]) -> None:
        if self.book.sheets:  # each piece says it again
            return
        for index, (name, visible, worksheet) in enumerate(kinds):
            if visible and worksheet:
                self.by_index[index] = Sheet(name)
                self.book.sheets.append(self.by_index[index])
            elif worksheet:
                told = problem("roster.sheet_hidden", name=name)
                self.book.notices.append((name, told))

    def _merged(self, index: int, ranges: list[tuple[int, int, int, int]]) -> None:
        self.by_index[index].merged += ranges

    def _wide(self, index: int, columns: int) -> None:
        name = self.by_index[index].name
        told = name, problem("roster.too_wide", name=name, columns=columns)
        if index not in self.wide:
            self.book.notices.append(told)
        self.wide.add(index)

    def _rows(
        self, turn: int, index: int, width: int, values: list[Cell], numbers: bytes, cells: bytes
    ) -> None:
        sheet, known = self.by_index[index], self.known.setdefault(turn, [0])
        known += map(self.places.__getitem__, values)
        self.book.values += self.places.taken()
        taken, new = array("I", numbers), array("I", cells)
        if taken and sheet.numbers and taken[0] <= sheet.numbers[-1]:
            raise refuse("roster.damaged")  # pieces out of order: the whole is read instead
        sheet.widen(width)
        sheet.numbers += taken
        sheet.cells += widened(array("I", map(known.__getitem__, new)), width, sheet.width)
        self._count(len(taken))
        self.on_rows(self.book, sheet)

    def _count(self, rows: int) -> None:
        self.rows += rows
        if self.rows > MAX_ROWS:
            raise refuse("roster.too_many_rows", rows=f"{MAX_ROWS:,}")
        self.progress(min(0.6, self.rows / 100_000 * 0.6))

"""A file as people send it, opened safely: its sheets as rows of cells under their own row numbers."""

from __future__ import annotations

import marshal
import subprocess
import sys
import threading
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lianxin.kernel.problem import Problem, Refused, problem, refuse
from lianxin.kernel.text import initials

from .delimited import delimited_rows
from .reader import MAX_COLUMNS, MAX_ROWS
from .suspect import Kind, check_unpacked, kind_of

Cell = str | int | float
PATIENCE = 90.0  # seconds after which a file that still is not read is given up
READER = Path(__file__).with_name("reader.py")


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


def open_book(
    content: bytes,
    file_name: str,
    progress: Callable[[float], None],
    on_rows: Callable[[Book, Sheet], None],
) -> Book:
    """Refuses, in plain words, whatever is no workbook or table of text.

    ``on_rows`` is told each time that further rows of a sheet of a workbook have come.
    """
    if kind_of(content, file_name) is Kind.TEXT:
        return _text_book(content)
    return _Receiver(progress, on_rows).receive(_frames(content))


def _meanwhile(content: bytes) -> None:
    """What this process does while the other parses: looks for bombs, loads the tables of names."""
    check_unpacked(content)
    initials("连心")


def _text_book(content: bytes) -> Book:
    book = Book(sheets=[Sheet("")])
    sheet, known = book.sheets[0], {"": 0}
    width, rows = delimited_rows(content, MAX_ROWS, MAX_COLUMNS)
    sheet.width = width
    for number, row in rows:
        sheet.numbers.append(number)
        for text in row:
            place = known.setdefault(text, len(known))
            if place == len(book.values):
                book.values.append(text)
            sheet.cells.append(place)
        sheet.cells.extend([0] * (width - len(row)))
    return book


def _frames(content: bytes) -> Iterator[tuple[Any, ...]]:
    """What the reading process says; it is ended when it takes too long or we stop listening."""
    command = [sys.executable, "-I", str(READER)]
    process = subprocess.Popen(  # noqa: S603 (our own file, no shell)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    to_it, from_it = process.stdin, process.stdout
    if to_it is None or from_it is None:
        raise OSError("a pipe is missing")
    guard = threading.Timer(PATIENCE, process.kill)
    guard.start()
    try:
        try:
            to_it.write(content)
            to_it.close()
        except OSError:  # it ended before it had read everything: the answer below says why
            pass
        _meanwhile(content)
        while len(head := from_it.read(8)) == 8:
            length = int.from_bytes(head, "big")
            body = from_it.read(length)
            if len(body) == length:
                yield marshal.loads(body)  # noqa: S302 (written by our own process)
    finally:
        guard.cancel()
        process.kill()
        from_it.close()
        process.wait()


REFUSALS = {
    "rows": "roster.too_many_rows",
    "password": "roster.encrypted",
    "memory": "roster.too_large_inside",
    "damaged": "roster.damaged",
}


class _Receiver:
    """Gathers frames into a book; each brings the values that none before it had."""

    def __init__(
        self, progress: Callable[[float], None], on_rows: Callable[[Book, Sheet], None]
    ) -> None:
        self.book, self.on_rows = Book(), on_rows
        self.by_index: dict[int, Sheet] = {}
        self.progress = progress
        self.rows = 0

    def receive(self, frames: Iterator[tuple[Any, ...]]) -> Book:
        for name, *rest in frames:
            if name == "end":
                return self.book
            if name == "refused":
                raise refuse(REFUSALS[rest[0]], rows=f"{MAX_ROWS:,}")
            getattr(self, f"_{name}")(*rest)
        raise refuse("roster.too_large_inside")  # the process was ended: out of memory or of time

    def _book(self, kinds: list[tuple[str, bool, bool]]) -> None:
        for index, (name, visible, worksheet) in enumerate(kinds):
            if visible and worksheet:
                self.by_index[index] = Sheet(name)
                self.book.sheets.append(self.by_index[index])
            elif worksheet:
                told = problem("roster.sheet_hidden", name=name)
                self.book.notices.append((name, told))

    def _merged(self, index: int, ranges: list[tuple[int, int, int, int]]) -> None:
        self.by_index[index].merged = ranges

    def _wide(self, index: int, columns: int) -> None:
        name = self.by_index[index].name
        self.book.notices.append((name, problem("roster.too_wide", name=name, columns=columns)))

    def _rows(
        self, index: int, width: int, values: list[Cell], numbers: bytes, cells: bytes
    ) -> None:
        sheet = self.by_index[index]
        self.book.values += values
        sheet.width = width
        sheet.numbers.frombytes(numbers)
        sheet.cells.frombytes(cells)
        self.rows += len(numbers) // 4
        self.progress(min(0.6, self.rows / 100_000 * 0.6))
        self.on_rows(self.book, sheet)


__all__ = ["Book", "Cell", "Refused", "Sheet", "open_book"]

"""One sheet that is a roster: its columns read, and its rows told apart from totals and notes."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lianxin.kernel.problem import Problem, problem
from lianxin.kernel.sealed import masked
from lianxin.kernel.text import fold

from .cells import Exact, Reading, text_of
from .columns import Column, word
from .early import Readings
from .findings import Finding, Fixed, Notice, shown
from .header import Head, Header, clean
from .readers import read_cells
from .vocabulary import Vocabulary
from .workbook import Book, Cell, Sheet

SEALED_KINDS = ("id", "head_id")
FEW_CELLS = 3
FIVE_DIGITS = re.compile(r"(?:\D*\d){5}")
MOST_FINDINGS = 20_000
MOST_FIXED = 200_000
Values = list[Any]
T = TypeVar("T")


@dataclass
class Table:
    """Rows are counted from the first below the header; ``told_sheet`` names the sheet if it must."""

    book: Book
    sheet: Sheet
    header: Header
    told_sheet: str
    vocabulary: Vocabulary
    start: int = 0
    numbers: array[int] = field(default_factory=lambda: array("I"))
    kept: list[int] = field(default_factory=list)
    values: dict[int, Values] = field(default_factory=dict)
    fixed: list[Fixed] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    troubled: set[int] = field(default_factory=set)
    capped: bool = False

    def __post_init__(self) -> None:
        self.start = self.header.last + 1
        self.numbers = self.sheet.numbers[self.start :]

    def place_of(self, number: int) -> int | None:
        """Where the sheet's row of this number stands below the header."""
        place = bisect_left(self.numbers, number)
        found = place < len(self.numbers) and self.numbers[place] == number
        return place if found else None

    @property
    def heads(self) -> list[Head]:
        return [head for head in self.header.heads if head.column and head.column.level != "skip"]

    def places(self, head: Head) -> array[int]:
        return self.sheet.column(head.index, self.start)

    def column(self, field_name: str) -> Values | None:
        head = self.header.of(field_name)
        return self.values.get(head.index) if head else None

    def value(self, head: Head, row: int) -> str:
        """A cell as it may be shown."""
        return self.display(head, self.cell(head, row))

    def cell(self, head: Head, row: int) -> Cell:
        return self.book.values[
            self.sheet.cells[(self.start + row) * self.sheet.width + head.index]
        ]

    @staticmethod
    def display(head: Head, cell: Any) -> str:
        if head.column and head.column.kind in SEALED_KINDS:
            text = text_of(cell)
            return text if word("no_id", text) else masked(text) if text else ""
        return shown(cell if isinstance(cell, str) else text_of(cell))

    def blank(self, field_name: str, row: int) -> bool:
        """Whether the file has the column and says nothing in it."""
        head = self.header.of(field_name)
        return head is not None and not text_of(self.cell(head, row))

    def wrong(
        self, head: Head | None, row: int, found: Problem, suggestions: tuple[str, ...] = ()
    ) -> None:
        """A problem in a cell: the row's household is not written."""
        self.troubled.add(self.numbers[row])
        self._add(self.problems, self._finding(head, row, found, suggestions))

    def odd(
        self, head: Head | None, row: int, found: Problem, suggestions: tuple[str, ...] = ()
    ) -> None:
        """A doubt about a cell."""
        self._add(self.doubts, self._finding(head, row, found, suggestions))

    def _finding(
        self, head: Head | None, row: int, found: Problem, suggestions: tuple[str, ...]
    ) -> Finding:
        value = self.value(head, row) if head else ""
        column = head.text if head else ""
        return Finding(self.numbers[row], column, self.told_sheet, value, found, suggestions)

    def _add(self, pile: list[T], one: T, most: int = MOST_FINDINGS) -> None:
        """A file with everything wrong must not fill the memory with what is wrong."""
        if len(pile) < most:
            pile.append(one)
        else:
            self.capped = True

    # -- reading ---------------------------------------------------------------------------------

    def correct(self, corrections: Mapping[str, str]) -> None:
        """Puts the office's words into the cells, before anything is read; ``=…`` stands exactly."""
        columns = {head.text: head.index for head in self.header.heads}
        for key, text in corrections.items():
            sheet, _, rest = key.rpartition("!")[0].rpartition("!")
            column = columns.get(key.rpartition("!")[2])
            row = self.place_of(int(rest)) if rest.isdecimal() and len(rest) < 9 else None
            if column is None or row is None or sheet not in (self.sheet.name, ""):
                continue
            self.book.values.append(Exact(text[1:]) if text.startswith("=") else text)
            place = (self.start + row) * self.sheet.width + column
            self.sheet.cells[place] = len(self.book.values) - 1

    def fill_merged(self) -> None:
        """A household fact merged down over rows holds for each of them."""
        columns = {h.index for h in self.heads if h.column and h.column.level == "household"}
        rows = {number: place for place, number in enumerate(self.sheet.numbers)}
        for top, left, bottom, right in self.sheet.merged:
            if left not in columns or left != right or (first := rows.get(top + 1)) is None:
                continue
            if first < self.start:
                continue
            value = self.sheet.cells[first * self.sheet.width + left]
            for number in range(top + 2, bottom + 2):
                if (place := rows.get(number)) is not None:
                    self.sheet.cells[place * self.sheet.width + left] = value

    def sort_rows(self) -> None:
        """Keeps the rows of people; says which others were passed over."""
        known = {name: self._cells(name) for name in ("name", "head_name", "id_number", "relation")}
        names = known["name"] or known["head_name"]
        suspects = self._suspects(known)
        for row in range(len(self.numbers)):
            if row in suspects and (reason := self._no_person(row, names)):
                if reason != "blank":
                    told = problem(f"roster.row_{reason}", row=self.numbers[row])
                    self.notices.append(Notice(self.told_sheet, self.numbers[row], told))
            else:
                self.kept.append(row)

    def _cells(self, field_name: str) -> array[int] | None:
        head = self.header.of(field_name)
        return self.places(head) if head else None

    def _suspects(self, known: Mapping[str, array[int] | None]) -> set[int]:
        """Rows of which it is not sure that they are records: those without an ID number of digits."""
        numbers = known["id_number"] or self._cells("head_id")
        if not numbers:
            return set(range(len(self.numbers)))
        values = self.book.values
        bare = {place for place in set(numbers) if not FIVE_DIGITS.match(str(values[place]))}
        return {row for row, place in enumerate(numbers) if place in bare}

    def _no_person(self, row: int, names: array[int] | None) -> str:
        """Why a row is no person: repeated header, total, note or nothing; empty if it is one."""
        place = self.start + row
        cells = [(i, c) for i, c in enumerate(self.book.texts(self.sheet, place)) if c != ""]
        texts = {i: clean(c) for i, c in cells if clean(c)}
        if not texts:
            return "blank"
        by_index = {head.index: head.text for head in self.header.heads}
        repeated = sum(1 for i, text in texts.items() if by_index.get(i) == text)
        if repeated >= FEW_CELLS or (repeated and repeated == len(texts)):
            return "header"
        first = next(iter(texts.values()))
        lead = fold(first.partition("：")[0].partition(":")[0])
        name = text_of(self.book.values[names[row]]) if names else ""
        if word("total", lead) or (name and word("total", name)):
            return "total"
        mapped = {head.index for head in self.heads}
        filled = sum(1 for index in texts if index in mapped)
        if word("note", lead) and (not name or filled <= 1):
            return "note"
        facts = [self.header.of(name) for name in self.header.kind.marking]
        named = any(head and head.index in texts for head in facts)
        return "" if named or filled > FEW_CELLS else "note"

    def read(self, early: Readings) -> None:
        """Reads every column, each distinct cell once; ``early`` holds those read before."""
        for head in self.heads:
            if head.column:
                self._read(head, head.column, early.get(head.field, {}))

    def _read(self, head: Head, column: Column, early: Mapping[int, Reading]) -> None:
        places = self.places(head)
        values = self.book.values
        distinct = set(places)
        new = {place: values[place] for place in distinct - early.keys()}
        readings = read_cells(column, new, self.vocabulary)
        readings |= {place: early[place] for place in distinct & early.keys()}
        loud = {
            place
            for place, (_, after, _, wrong, odd, _) in readings.items()
            if after is not None or wrong is not None or odd is not None
        }
        plain = {p: reading[0] for p, reading in readings.items()}
        self.values[head.index] = list(map(plain.__getitem__, places))
        if not loud:
            return
        shown_as = {p: self.display(head, values[p]) for p in loud}
        other_paper = self._other_papers(head)
        for row in self.kept:
            place = places[row]
            if place in loud and row not in other_paper:
                self._tell(head, row, readings[place], shown_as[place])

    def _tell(self, head: Head, row: int, reading: Reading, value: str) -> None:
        number, sheet = self.numbers[row], self.told_sheet
        if reading.after is not None:
            after = shown(reading.after)
            one = Fixed(number, head.text, sheet, value, after, reading.rule)
            self._add(self.fixed, one, MOST_FIXED)
        if reading.wrong is not None:
            self.troubled.add(number)
            told = Finding(number, head.text, sheet, value, reading.wrong, reading.suggestions)
            self._add(self.problems, told)
        if reading.odd is not None:
            told = Finding(number, head.text, sheet, value, reading.odd, reading.suggestions)
            self._add(self.doubts, told)

    def _other_papers(self, head: Head) -> set[int]:
        """Rows whose ID cell holds a passport or the like, which has no check character."""
        kinds = self._cells("id_kind")
        if head.field != "id_number" or kinds is None:
            return set()
        known = ("居民身份证", "残疾人证")
        others = {
            place
            for place in set(kinds)
            if (text := text_of(self.book.values[place]))
            and (word("id_kind", text) or text) not in known
        }
        return {row for row, place in enumerate(kinds) if place in others}

"""Reads cells while the workbook is still being taken apart beside us: the second core's share."""

from __future__ import annotations

from .cells import Reading
from .columns import Columns
from .header import Header, find_header
from .readers import read_cells
from .vocabulary import Vocabulary
from .workbook import Book, Sheet

Readings = dict[str, dict[int, Reading]]


class Early:
    """What cells say, by field and place in the book's values.

    A cell's reading depends on its column and its text alone, so that whatever the office then says
    of header, mapping or corrections, a reading found here holds or is not asked for.
    """

    def __init__(self, kind: Columns, vocabulary: Vocabulary) -> None:
        self.kind = kind
        self.vocabulary = vocabulary
        self.book: Book | None = None
        self.readings: Readings = {}
        self.headers: dict[int, tuple[Header | None, int]] = {}

    def __call__(self, book: Book, sheet: Sheet) -> None:
        if book is not self.book:  # pieces did not go together, and the whole is read now
            self.book, self.readings, self.headers = book, {}, {}
        header, done = self.headers.get(id(sheet)) or (
            find_header(book, sheet, self.kind),
            0,
        )
        self.headers[id(sheet)] = header, len(sheet.numbers)
        if header is None or header.missing:
            return
        for head in header.heads:
            if head.column and head.column.level != "skip":
                known = self.readings.setdefault(head.field, {})
                places = set(sheet.column(head.index, max(done, header.last + 1)))
                new = {place: book.values[place] for place in places - known.keys()}
                known |= read_cells(head.column, new, self.vocabulary)

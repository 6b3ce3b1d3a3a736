"""A file as people send it, opened safely: its sheets as rows of cells under their own row numbers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import closing

from lianxin.kernel.problem import Refused
from lianxin.kernel.text import initials

from .beside import said
from .book import Book, Cell, Sheet
from .delimited import delimited_rows
from .pieces import piece_size, workbooks
from .reader import MAX_COLUMNS, MAX_ROWS
from .receiver import Receiver
from .suspect import Kind, check_unpacked, kind_of

PATIENCE = 90.0  # seconds after which a file that still is not read is given up


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
    size = piece_size(content) if (os.cpu_count() or 1) > 1 else 0
    until = time.monotonic() + PATIENCE
    try:
        return _taken_apart(content, size, until, Receiver(progress, on_rows))
    except Refused:  # what goes wrong with pieces may go well with the whole, which decides
        if not size:
            raise
    return _taken_apart(content, 0, until, Receiver(progress, on_rows))


def _taken_apart(content: bytes, size: int, until: float, receiver: Receiver) -> Book:
    """Meanwhile this process looks for bombs and loads the tables of names."""

    def meanwhile() -> None:
        check_unpacked(content, in_pieces=size > 0)
        initials("连心")

    books = workbooks(content, size) if size else iter([content])
    with closing(said(books, 2 if size else 1, until, meanwhile)) as frames:
        return receiver.receive(frames)


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


__all__ = ["Book", "Cell", "Refused", "Sheet", "open_book"]

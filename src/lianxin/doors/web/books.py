"""Books of facts and tables as Word, or as pages that a browser prints."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.doors.sheets.word import DOCX, Book, Table, book_docx

from .attachment import file_answer
from .report_file import sample
from .requests import Acted

Cell = tuple[str, bool, int, bool]
"""Words, whether they are a label, how many columns they take, and whether they are a number."""


def word_answer(book: Book) -> HttpResponse:
    return file_answer(book_docx(book, sample=sample()), f"{book.title}.docx", DOCX)


def page_answer(request: Acted, book: Book, *, wall: bool = False) -> HttpResponse:
    """``wall``: large enough to be read where it hangs."""
    chapters = [
        (one, [(table, list(rows_of(table))) for table in one.tables]) for one in book.chapters
    ]
    shown = {"book": book, "chapters": chapters, "wall": wall, "sample": sample()}
    response = render(request, "register/books.html", shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def rows_of(table: Table) -> Iterator[list[Cell]]:
    """As Word has them: labels in a table of facts, a short row's last cell as wide as what is left."""
    wide = len(table.widths)
    for row in table.rows:
        last = len(row) - 1
        yield [
            (
                words,
                not table.head and place % 2 == 0,
                wide - place if place == last else 1,
                place in table.numbers,
            )
            for place, words in enumerate(row)
        ]

"""The workbook around the rows: widths, frozen head, filters, print set-up, and a sheet that explains.

xlsxwriter makes it, without the rows, as small parts in memory; ``book.py`` puts the rows in between,
so that nobody's data is ever held as a whole or laid aside in a file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _

from lianxin.results.columns import Column

from .printed import A4, FILTER, LINE, lines_of, numbered, set_up, width_of

FORMATS = {
    "money": "#,##0",
    "share": "+0.0%;-0.0%;0.0%",
    "day": "yyyy-mm-dd",
    "number": "0",
    "decimal": "General",
}
BROKEN = {**FORMATS, "money": "#,##0.00"}
"""Of numbers that are not whole. With ``#.##`` a spreadsheet writes a whole number as ``702.``"""
FONT = {"font_name": "宋体", "font_size": 11, "font_family": 3, "font_scheme": "none"}
TITLE_ROWS = (28, 18)
"""Points: how high the title is, and what stands below it."""
LONG = 16
"""Columns from this width on hold sentences, which go on in the next line."""
SHEET = "xl/worksheets/sheet1.xml"
STYLE = re.compile(r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?/>')
NO_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Styles:
    """By the column's place, the number of a look: of its cells, of the totals, and of both where
    a number is not whole."""

    cells: list[str]
    sums: list[str]
    broken_cells: list[str]
    broken_sums: list[str]


@dataclass(frozen=True)
class Frame:
    """``head`` and ``foot`` of the sheet's XML with the rows to be put between; ``parts`` is the rest."""

    head: str
    foot: str
    parts: dict[str, bytes]
    styles: Styles


@dataclass(frozen=True)
class Text:
    """What the words of a sheet are."""

    name: str
    title: str
    note: str
    explained: Sequence[tuple[str, str]]


def framed(text: Text, columns: Sequence[Column], rows: int, *, titled: bool, sums: bool) -> Frame:
    """``rows``: how many there are, once that is known; four lines of models follow the headings."""
    import xlsxwriter  # half a second of every start, were it loaded with the pages

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": FONT,
    }
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(NO_NAME.sub(" ", text.name)[:31])
    top = _headings(book, sheet, text, columns, titled)
    _models(book, sheet, columns, top)
    sheet.freeze_panes(top + 1, min(2, len(columns)))
    if columns:
        sheet.autofilter(top, 0, max(top + rows, top + 1), len(columns) - 1)
    note = "" if titled else text.note
    set_up(sheet, columns, title=text.title, note=note, top=top)
    _explanation(book, text)
    book.close()
    return _taken_apart(out, top)


def _headings(book: Any, sheet: Any, text: Text, columns: Sequence[Column], titled: bool) -> int:
    top = 0
    middle = {"align": "center", "valign": "vcenter"}
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **middle})
    if titled:
        title = book.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
        note = book.add_format({"font_color": "#5a6662", "valign": "vcenter"})
        for row, (words, look) in enumerate(((text.title, title), (text.note, note))):
            sheet.set_row(row, TITLE_ROWS[row])
            _across(sheet, row, len(columns), words, look)
        top = 2
    for place, column in enumerate(columns):
        sheet.write_string(top, place, str(column.title), bold)
        sheet.set_column(place, place, width_of(column))
    lines = [lines_of(str(one.title), width_of(one) - FILTER) for one in columns]
    sheet.set_row(top, max(lines, default=1) * LINE + 6)
    return top


def _across(sheet: Any, row: int, columns: int, words: str, look: Any) -> None:
    """Above the table one cell as wide as it, so that no line runs through the words."""
    if columns > 1:
        sheet.merge_range(row, 0, row, columns - 1, "", look)
    sheet.write_string(row, 0, words, look)


def _models(book: Any, sheet: Any, columns: Sequence[Column], top: int) -> None:
    """One empty cell of each look; their numbers are read from what was written."""
    looks: dict[Any, Any] = {}
    summed = {"bold": True, "top": 1}
    for row, (formats, more) in enumerate(
        ((FORMATS, {}), (FORMATS, summed), (BROKEN, {}), (BROKEN, summed)), top + 1
    ):
        for place, column in enumerate(columns):
            look = {**_look(column, formats), **more}
            shared = tuple(sorted(look.items()))
            if shared not in looks:
                looks[shared] = book.add_format(look)
            sheet.write_blank(row, place, None, looks[shared])


def _look(column: Column, formats: dict[str, str]) -> dict[str, Any]:
    look: dict[str, Any] = {"num_format": formats.get(column.kind, "@"), "valign": "vcenter"}
    if column.kind == "day":
        look["align"] = "center"
    elif column.number:
        look |= {"align": "right", "indent": 1}  # apart from the text beside it
    elif _wraps(column):
        look["text_wrap"] = True
    return look


def _wraps(column: Column) -> bool:
    return column.kind == "text" and column.width >= LONG


def wrapping(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Places and widths of the columns with sentences."""
    return [(place, width_of(one)) for place, one in enumerate(columns) if _wraps(one)]


def _explanation(book: Any, text: Text) -> None:
    notes = book.add_worksheet(_("说明"))
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    notes.set_column(0, 0, 20)
    notes.set_column(1, 1, 70)
    for place, (label, words) in enumerate(text.explained):
        notes.write_string(place, 0, label, bold)
        notes.write_string(place, 1, words, wrapped)
    notes.fit_to_pages(1, 0)
    notes.set_paper(A4)
    numbered(notes, text.title)


def _taken_apart(out: io.BytesIO, top: int) -> Frame:
    with ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts.pop(SHEET).decode()
    rows, foot = sheet.split("</sheetData>")
    numbers = "|".join(str(top + place) for place in range(2, 6))
    head, *models = re.split(rf'(?=<row r="(?:{numbers})")', rows)
    looks = [[found[2] or "" for found in STYLE.finditer(one)] for one in models]
    return Frame(
        re.sub(r'<dimension ref="[^"]*"/>', "", head),
        "</sheetData>" + foot,
        parts,
        Styles(*(looks if len(looks) == 4 else ([], [], [], []))),
    )

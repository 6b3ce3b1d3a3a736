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

FORMATS = {
    "money": "#,##0.##",
    "share": "+0.0%;-0.0%;0.0%",
    "day": "yyyy-mm-dd",
    "number": "0",
    "decimal": "0.##",
}
SHEET = "xl/worksheets/sheet1.xml"
STYLE = re.compile(r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?/>')
NO_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Styles:
    """By the column's place, the number of its cells' look, and that of the totals'."""

    cells: list[str]
    sums: list[str]


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
    """``rows``: how many there are, once that is known; two lines of a model follow the headings."""
    import xlsxwriter  # half a second of every start, were it loaded with the pages

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(NO_NAME.sub(" ", text.name)[:31])
    top = _headings(book, sheet, text, columns, titled)
    _models(book, sheet, columns, top)
    sheet.freeze_panes(top + 1, min(2, len(columns)))
    if columns:
        sheet.autofilter(top, 0, max(top + rows, top + 1), len(columns) - 1)
    _paper(sheet, text, top)
    _explanation(book, text)
    book.close()
    return _taken_apart(out, top)


def _headings(book: Any, sheet: Any, text: Text, columns: Sequence[Column], titled: bool) -> int:
    top = 0
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    if titled:
        sheet.write_string(0, 0, text.title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, text.note, book.add_format({"font_color": "#5a6662"}))
        top = 2
    for place, column in enumerate(columns):
        sheet.write_string(top, place, str(column.title), bold)
        sheet.set_column(place, place, column.width)
    return top


def _models(book: Any, sheet: Any, columns: Sequence[Column], top: int) -> None:
    """One empty cell of each look; their numbers are read from what was written."""
    plain, summed = {}, {}
    for kind in {column.kind for column in columns}:
        look = {"num_format": FORMATS[kind]} if kind in FORMATS else {"num_format": "@"}
        if kind in {"day", "month"}:
            look["align"] = "left"  # under its heading, and apart from the text beside it
        plain[kind] = book.add_format(look)
        summed[kind] = book.add_format({**look, "bold": True, "top": 1})
    for place, column in enumerate(columns):
        sheet.write_blank(top + 1, place, None, plain[column.kind])
        sheet.write_blank(top + 2, place, None, summed[column.kind])


def _paper(sheet: Any, text: Text, top: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top)
    sheet.set_footer("&L&8" + text.title.replace("&", "&&")[:120] + "&R&8&P / &N")


def _explanation(book: Any, text: Text) -> None:
    notes, bold = book.add_worksheet(_("说明")), book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True})
    notes.set_column(0, 0, 16)
    notes.set_column(1, 1, 70)
    for place, (label, words) in enumerate(text.explained):
        notes.write_string(place, 0, label, bold)
        notes.write_string(place, 1, words, wrapped)
    notes.fit_to_pages(1, 0)
    notes.set_paper(9)


def _taken_apart(out: io.BytesIO, top: int) -> Frame:
    with ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts.pop(SHEET).decode()
    rows, foot = sheet.split("</sheetData>")
    head, *models = re.split(rf'(?=<row r="(?:{top + 2}|{top + 3})")', rows)
    looks = [[found[2] or "" for found in STYLE.finditer(one)] for one in models]
    return Frame(
        re.sub(r'<dimension ref="[^"]*"/>', "", head),
        "</sheetData>" + foot,
        parts,
        Styles(*(looks if len(looks) == 2 else ([], []))),
    )

"""The rows with problems as a workbook, each wrong cell with its sentence: to be corrected and sent again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from .understood import Sheets

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass
class Row:
    """A row of a file: its number there, its cells by header, and what is wrong in which of them."""

    number: int
    cells: Mapping[str, str]
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def error_note(understood: Sheets) -> bytes:
    """Rows with problems under the file's own headers, which can be imported again once corrected."""
    return book_of(
        ([head.text for head in table.header.heads], _rows(understood, table.told_sheet))
        for table in understood.tables
    )


def book_of(sheets: Iterable[tuple[list[str], list[Row]]]) -> bytes:
    """A sheet for each kind of headers; the original row's number stands in a last column."""
    out = BytesIO()
    import xlsxwriter  # half a second of every start, were it loaded with the pages

    with xlsxwriter.Workbook(out, OPTIONS) as book:
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E6EFEB", "num_format": "@"}),
            "text": book.add_format({"num_format": "@"}),
            "wrong": book.add_format({"num_format": "@", "bg_color": "#FBE3E1", "border": 1}),
        }
        for number, (headers, rows) in enumerate(sheets, 1):
            name = _("有错的行") + (str(number) if number > 1 else "")
            _write(book.add_worksheet(name), headers, rows, formats)
        if not book.worksheets():
            book.add_worksheet(_("有错的行"))
    return out.getvalue()


def _rows(understood: Sheets, sheet: str) -> list[Row]:
    found: dict[int, Row] = {}
    for one in understood.problems:
        if one.sheet == sheet:
            row = found.get(one.row) or Row(one.row, understood.cells(one.row, sheet))
            row.wrong[one.column].append(one.message)
            found[one.row] = row
    return [found[number] for number in sorted(found)]


def _write(sheet: Any, headers: list[str], rows: list[Row], formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headers), 14, formats["text"])
    for column, text in enumerate([*headers, _("原表行号")]):
        sheet.write_string(0, column, text, formats["head"])
    for place, row in enumerate(rows, 1):
        for column, text in enumerate(headers):
            look = formats["wrong" if text in row.wrong else "text"]
            sheet.write_string(place, column, row.cells.get(text, ""), look)
            if text in row.wrong:
                sheet.write_comment(place, column, "\n".join(row.wrong[text]), {"x_scale": 2})
        sheet.write_string(place, len(headers), str(row.number), formats["text"])

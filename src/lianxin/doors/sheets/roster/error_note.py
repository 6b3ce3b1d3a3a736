"""The rows with problems as a workbook, each wrong cell with its sentence: to be corrected and sent again."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from .findings import Finding
from .understood import Understood

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def error_note(understood: Understood) -> bytes:
    """Rows with problems under the file's own headers, which can be imported again once corrected."""
    out = BytesIO()
    import xlsxwriter  # half a second of every start, were it loaded with the pages

    with xlsxwriter.Workbook(out, OPTIONS) as book:
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E6EFEB", "num_format": "@"}),
            "text": book.add_format({"num_format": "@"}),
            "wrong": book.add_format({"num_format": "@", "bg_color": "#FBE3E1", "border": 1}),
        }
        for number, table in enumerate(understood.tables, 1):
            mine = [f for f in understood.problems if f.sheet == table.told_sheet]
            headers = [head.text for head in table.header.heads]
            sheet = book.add_worksheet(_("有错的行") + (str(number) if number > 1 else ""))
            _write(sheet, understood, headers, mine, formats)
        if not understood.tables:
            book.add_worksheet(_("有错的行"))
    return out.getvalue()


def _write(
    sheet: Any,
    understood: Understood,
    headers: list[str],
    findings: list[Finding],
    formats: dict[str, Any],
) -> None:
    """The original row's number stands in a last column, so that it can be found in the file."""
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headers), 14, formats["text"])
    for column, text in enumerate([*headers, _("原表行号")]):
        sheet.write_string(0, column, text, formats["head"])
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_row[finding.row].append(finding)
    for place, (row, wrong) in enumerate(sorted(by_row.items()), 1):
        cells = understood.cells(row, wrong[0].sheet)
        notes = defaultdict(list)
        for finding in wrong:
            notes[finding.column].append(finding.message)
        for column, text in enumerate(headers):
            sheet.write_string(
                place, column, cells.get(text, ""), formats["wrong" if text in notes else "text"]
            )
            if text in notes:
                sheet.write_comment(place, column, "\n".join(notes[text]), {"x_scale": 2})
        sheet.write_string(place, len(headers), str(row), formats["text"])

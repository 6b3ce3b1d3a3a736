"""Ledgers as Excel and CSV. No cell becomes a formula; numbers of documents are never in a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lianxin.results.actions import Export
from lianxin.results.columns import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMATS = {"money": "#,##0.##", "share": "+0.0%;-0.0%;0.0%", "day": "yyyy-mm-dd", "number": "0"}


def as_xlsx(export: Export, *, masked: bool = False, titled: bool = True) -> bytes:
    """``titled``: view, conditions and time above the table; they always stand on a sheet of their own."""
    out = io.BytesIO()
    import xlsxwriter  # half a second of every start, were it loaded with the pages

    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(export.title[:31])
    bold, grey = book.add_format({"bold": True}), book.add_format({"font_color": "#5a6662"})
    top = 0
    if titled:
        sheet.write_string(0, 0, headline(export), book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, footnote(export), grey)
        top = 2
    formats = {kind: book.add_format({"num_format": how}) for kind, how in FORMATS.items()}
    for place, column in enumerate(export.columns):
        sheet.write_string(top, place, str(column.title), bold)
        sheet.set_column(place, place, column.width)
    count = top
    for count, row in enumerate(export.rows, top + 1):
        for place, column in enumerate(export.columns):
            _write(sheet, count, place, cell(column, row, masked), formats.get(column.kind))
    sheet.freeze_panes(top + 1, 2)
    if export.columns:
        sheet.autofilter(top, 0, max(count, top + 1), len(export.columns) - 1)
    _paper(sheet, export, top)
    notes = book.add_worksheet(_("说明"))
    notes.set_column(0, 0, 12)
    notes.set_column(1, 1, 60)
    for place, (label, text) in enumerate(explained(export)):
        notes.write_string(place, 0, label, bold)
        notes.write_string(place, 1, text)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, place: int, value: Any, how: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, how)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, how)
    else:
        sheet.write_string(row, place, str(value))


def _paper(sheet: Any, export: Export, top: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&L&8" + headline(export).replace("&", "&&")[:120] + "&R&8&P / &N")


def as_csv(export: Export, *, masked: bool = False) -> bytes:
    """UTF-8 with a mark, as Excel wants it."""
    return "".join(csv_lines(export, masked=masked)).encode()


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(export: Export, *, masked: bool = False) -> Iterator[str]:
    """Line by line, so that a long ledger is sent while it is read; a cell that a sheet would
    calculate is quoted."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([str(column.title) for column in export.columns])
    for row in export.rows:
        yield writer.writerow([_guarded(cell(c, row, masked), c.kind) for c in export.columns])


def _guarded(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == "share" and isinstance(value, float):
        return f"{value * 100:+.1f}%"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return "'" + text if isinstance(value, str) and text.startswith(TRIGGERS) else text


def cell(column: Column, row: Any, masked: bool) -> Any:
    """A value as a sheet takes it: money in yuan; a published sheet hides who it is."""
    value = column.value(row)
    if value is None:
        return None
    if column.kind == "money":
        return value // 100 if value % 100 == 0 else value / 100
    if masked and column.mask:
        return MASKS[column.mask](value)
    return value


MASKS: dict[str, Callable[[Any], Any]] = {
    "name": lambda name: name[:1] + "＊" * (len(name) - 1),
    "phone": lambda phone: f"…{phone[-4:]}" if phone else "",
    "born": lambda day: str(day.year),
}


def headline(export: Export) -> str:
    return " · ".join(part for part in (export.village, export.title, export.view) if part)


def footnote(export: Export) -> str:
    return _("%(day)s 的情况；条件：%(conditions)s；%(by)s 于 %(at)s 导出") % {
        "day": export.day,
        "conditions": export.conditions or _("没有"),
        "by": export.by,
        "at": f"{export.at:%Y-%m-%d %H:%M}",
    }


def explained(export: Export) -> list[tuple[str, str]]:
    return [
        (_("台账"), headline(export)),
        (_("视图"), export.view or _("全部")),
        (_("条件"), export.conditions or _("没有")),
        (_("哪天的"), str(export.day)),
        (_("导出时间"), f"{export.at:%Y-%m-%d %H:%M}"),
        (_("谁导出"), export.by),
        (_("证件号码"), _("只带后四位；要看全号，请在户档里点“看一眼”并写明用途。")),
    ]

"""An empty sheet of a kind: its columns, those that must be filled in another colour, and what each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from lianxin.records.intake.models import SheetKind

from ..roster.error_note import OPTIONS
from .kind import SKIP, Told
from .understand import KINDS

WIDE = {"words": 46, "homes": 22, "unit": 22}


def template_columns(kind: str, day: date) -> list[Told]:
    return [one for one in KINDS[kind].told(day) if one.level != SKIP]


def template_book(kind: str, day: date, rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    """``rows``: cells by header, written as text; none are an empty sheet to be filled in."""
    out = BytesIO()
    import xlsxwriter  # half a second of every start, were it loaded with the pages

    columns = template_columns(kind, day)
    needed = KINDS[kind].columns(day).required
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        sheet = book.add_worksheet(str(SheetKind(kind).label)[:31])
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        _head(book, sheet, columns, needed, text)
        for number, row in enumerate(rows, 1):
            for place, one in enumerate(columns):
                if value := row.get(one.header, ""):
                    sheet.write_string(number, place, value, text)
        _explain(book, columns, needed)
    return out.getvalue()


def _head(book: Any, sheet: Any, columns: Sequence[Told], needed: Sequence[str], text: Any) -> None:
    plain = book.add_format({"bold": True, "bg_color": "#E6EFEB", "text_wrap": True})
    must = book.add_format({"bold": True, "bg_color": "#F3D9B1", "text_wrap": True})
    for place, one in enumerate(columns):
        sheet.set_column(place, place, WIDE.get(one.cells, 14), text)
        sheet.write_string(0, place, one.header, must if one.field in needed else plain)


def _explain(book: Any, columns: Sequence[Told], needed: Sequence[str]) -> None:
    sheet = book.add_worksheet(_("填表说明"))
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, _("列名"), bold)
    sheet.write_string(0, 1, _("怎么填"), bold)
    for number, one in enumerate(columns, 1):
        sheet.write_string(number, 0, one.header, bold if one.field in needed else None)
        sheet.write_string(number, 1, str(one.why))

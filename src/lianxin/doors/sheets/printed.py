"""How a sheet comes out of a printer: standing or lying, how many pages wide, head and foot of each."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from lianxin.results.columns import Column

STANDING, LYING = 100, 230
"""Characters across an A4 page that an eye still reads: upright as they are, lying at two thirds."""
A4 = 9
FILTER = 3
"""Characters that the button of a filter takes from a heading."""
WIDEST_HEADING = 16
LONGEST_HEAD = 250
"""Characters that a page's head can hold."""
LINE, HIGHEST = 15, 405
"""Points: a line of a cell, and the highest row that a spreadsheet has."""


def characters(text: str) -> int:
    """How wide a text is: a Chinese character, three bytes, is as wide as two others."""
    return (len(text.encode("utf-8", "replace")) + len(text)) // 2


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column; no line is filled to its end."""
    return sum(max(1, ceil(characters(one) / (width - 1))) for one in text.split("\n"))


def width_of(column: Column) -> int:
    """Wide enough for its cells and for its heading; a long heading goes on two lines."""
    return max(column.width, min(characters(str(column.title)) + FILTER, WIDEST_HEADING))


def set_up(sheet: Any, columns: Sequence[Column], *, title: str, note: str, top: int) -> None:
    """A4; what is too wide to be read on one page goes on several, each with the first two columns.

    ``note``: what stands with the title at the head of each page, where the sheet's own rows do not
    begin with them. ``top``: the row of the headings, from 0.
    """
    widths = [width_of(one) for one in columns]
    across = pages_across(widths)
    sheet.set_paper(A4)
    if sum(widths) > STANDING:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.9 if note else 0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(across, 0)
    sheet.repeat_rows(0, top)
    if across > 1:
        sheet.repeat_columns(0, 1)
        sheet.print_across()
    sheet.hide_gridlines(0)  # which prints them
    if note:
        sheet.set_header(_head(title, note))
    numbered(sheet, title)


def pages_across(widths: Sequence[int]) -> int:
    whole, again = sum(widths), sum(widths[:2])
    return 1 if whole <= LYING else ceil((whole - again) / (LYING - again))


def numbered(sheet: Any, title: str) -> None:
    pages = _("第 %(page)s 页，共 %(pages)s 页") % {"page": "&P", "pages": "&N"}
    sheet.set_footer("&L&8 " + _plain(title)[:120] + "&R&8 " + pages)


def _head(title: str, note: str) -> str:
    begin = "&C&14&B " + _plain(title)[:100] + "&B&9\n"
    return begin + _plain(note)[: LONGEST_HEAD - len(begin)].rstrip("&")


def _plain(text: str) -> str:
    return text.replace("&", "&&")

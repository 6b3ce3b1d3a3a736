"""Rows made high enough for the texts that were written into them; none is ever made lower."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from .sheet import Range, Sheet, q

USUAL_WIDTH, USUAL_HEIGHT, USUAL_LETTERS = 8.43, 15.0, 11
HIGHEST = 409
"""Points; Excel knows no higher row."""


def fit(sheet: Sheet, row: int, columns: Iterable[int]) -> None:
    """Only where the form fixed the height or the cell is merged: elsewhere Excel and WPS see to it."""
    line = sheet.rows.get(row)
    if line is None:
        return
    given = line.get("ht")
    height = float(given) if given else _usual(sheet)
    needed = max((_needed(sheet, row, one, fixed=bool(given)) for one in columns), default=0.0)
    if needed > height:
        line.set("ht", f"{min(needed, HIGHEST):g}")
        line.set("customHeight", "1")


def _needed(sheet: Sheet, row: int, column: int, *, fixed: bool) -> float:
    """How high one cell's text comes out, or nothing where its row need not care."""
    size = sheet.letters_of(sheet.made(row, column))
    said = sheet.text(row, column)
    if not size or _lines(said, size, _width(sheet, column)) < 2:
        return 0.0
    over = next((one for one in sheet.merges if (one.top, one.left) == (row, column)), None)
    if (over is None and not fixed) or (over is not None and over.bottom > row):
        return 0.0
    cell = over or Range(row, column, row, column)
    room = sum(_width(sheet, one) for one in range(cell.left, cell.right + 1))
    lines = _lines(said, size, room)
    each = 1.3 if lines < 3 else 1.45
    return lines * size * each if lines > 1 else 0.0


def _lines(text: str, size: float, room: float) -> int:
    """How many lines a text takes in a cell so many letters wide."""
    wide = size / USUAL_LETTERS * 1.05
    parts = text.split("\n")
    return sum(max(1, math.ceil(_length(one) * wide / max(room - 0.7, 1.0))) for one in parts)


def _length(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def _width(sheet: Sheet, column: int) -> float:
    for one in sheet.root.iterfind(f"{q('cols')}/{q('col')}"):
        if int(one.get("min", 0)) <= column <= int(one.get("max", 0)) and one.get("width"):
            return float(one.get("width"))
    known = sheet.root.find(q("sheetFormatPr"))
    return float((known.get("defaultColWidth") if known is not None else None) or USUAL_WIDTH)


def _usual(sheet: Sheet) -> float:
    known = sheet.root.find(q("sheetFormatPr"))
    return float((known.get("defaultRowHeight") if known is not None else None) or USUAL_HEIGHT)

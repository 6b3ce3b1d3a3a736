"""Rows as the XML of a sheet, streamed into a workbook: memory does not grow with them.

Every text is an inline string, so no cell can become a formula or a link, whatever it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from lianxin.results.columns import Column

from .frame import SHEET, Frame, Text, framed, wrapping
from .printed import HIGHEST, LINE, lines_of

EPOCH = date(1899, 12, 30).toordinal()
FIRST_SAFE_DAY = date(1900, 3, 1)
"""Spreadsheets believe in 29 February 1900; what lies before stays text."""
ODD = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
SPECIAL = re.compile(ODD.pattern + r"|\A\s|\s\Z|\n|\t")
"""What cannot stand in a cell as it is: also white space that would be lost."""
PRESSED = 3
ROWS_AT_A_TIME = 200
LONGEST = 32_767
"""Characters that a cell can hold."""
Told = Callable[[int], None]
"""Told how many rows are done."""


def letters(place: int) -> str:
    """0 as A, 26 as AA."""
    text, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def escaped(text: str) -> str:
    """As XML; characters that XML cannot hold are written as spreadsheets write them."""
    return ODD.sub(_entity, text) if ODD.search(text) else text


def _entity(found: re.Match[str]) -> str:
    odd = found[0]
    plain = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(odd)
    if plain:
        return plain
    if len(odd) > 1:
        return f"_x005F_{odd[1:]}"
    return f"_x{ord(odd):04X}_" if ord(odd) < 32 else "\ufffd"


class Rows:
    """Writes rows one below the other, each cell with the look of its column."""

    def __init__(
        self,
        looks: Sequence[str],
        broken: Sequence[str],
        first: int,
        wrapping: Sequence[tuple[int, int]] = (),
    ) -> None:
        """``first``: the number of the first row, from 1; ``broken``: looks of what is not whole;
        ``wrapping``: places and widths of the columns with sentences."""
        self.number, self.wrapping = first, wrapping
        self.places = [
            (letters(place), *(f' s="{look}"' if look else "" for look in both))
            for place, both in enumerate(zip(looks, broken, strict=True))
        ]

    def row(self, values: Sequence[Any]) -> str:
        number, special = self.number, SPECIAL.search
        self.number += 1
        parts = [f'<row r="{number}"{self._height(values) if self.wrapping else ""}>']
        for (letter, look, broken), value in zip(self.places, values, strict=True):
            if value is None or value == "":
                continue
            kind = type(value)
            if kind is str:
                inner = _text(value) if special(value) else f"<is><t>{value[:LONGEST]}</t></is>"
                parts.append(f'<c r="{letter}{number}"{look} t="inlineStr">{inner}</c>')
            elif kind is int or kind is float:
                fits = look if kind is int or value.is_integer() else broken
                parts.append(f'<c r="{letter}{number}"{fits}><v>{value!r}</v></c>')
            elif kind is date and value >= FIRST_SAFE_DAY:
                days = value.toordinal() - EPOCH
                parts.append(f'<c r="{letter}{number}"{look}><v>{days}</v></c>')
            else:
                parts.append(f'<c r="{letter}{number}"{look} t="inlineStr">{_text(str(value))}</c>')
        parts.append("</row>")
        return "".join(parts)

    def _height(self, values: Sequence[Any]) -> str:
        """As high as its longest sentence needs; not every program finds that out by itself."""
        most = max(
            lines_of(text, width)
            for place, width in self.wrapping
            if isinstance(text := values[place] or "", str)
        )
        return f' ht="{min(most * LINE + 3, HIGHEST)}" customHeight="1"' if most > 1 else ""


def _text(value: str) -> str:
    """White space at the ends and lines stay as they are."""
    plain = escaped(value[:LONGEST])
    return f'<is><t xml:space="preserve">{plain}</t></is>'


def write_book(
    out: IO[bytes],
    text: Text,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    titled: bool = True,
    sums: Callable[[int], Sequence[Any]] | None = None,
    told: Told | None = None,
) -> int:
    """Writes a workbook and returns how many rows it has. ``out`` need not be seekable.

    ``sums`` is asked for the last line once all rows are written.
    """
    frame = framed(text, columns, 1, titled=titled, sums=sums is not None)
    looks, long, top = frame.styles, wrapping(columns), 4 if titled else 2
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=PRESSED) as archive:
        with archive.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(frame.head.encode())
            count = _stream(sheet, Rows(looks.cells, looks.broken_cells, top, long), rows, told)
            if sums is not None and count:
                last = Rows(looks.sums, looks.broken_sums, top + count)
                sheet.write(last.row(sums(count)).encode())
            whole = framed(text, columns, count, titled=titled, sums=sums is not None)
            sheet.write(whole.foot.encode())
        _rest(archive, whole)
    return count


def _stream(
    sheet: IO[bytes], writer: Rows, rows: Iterable[Sequence[Any]], told: Told | None
) -> int:
    count, waiting = 0, []
    row = writer.row
    for count, values in enumerate(rows, 1):
        waiting.append(row(values))
        if len(waiting) == ROWS_AT_A_TIME:
            sheet.write("".join(waiting).encode())
            waiting.clear()
            if told is not None:
                told(count)
    sheet.write("".join(waiting).encode())
    if told is not None:
        told(count)
    return count


def _rest(archive: ZipFile, frame: Frame) -> None:
    for name, content in frame.parts.items():
        archive.writestr(name, content)

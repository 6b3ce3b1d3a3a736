"""One worksheet of a form: its cells by row and column, read and written in the file's own XML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from lxml import etree

from .package import Package

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EPOCH = date(1899, 12, 30)
FOUR_YEARS = 1462  # days between the two calendars a workbook may count by


def q(name: str) -> str:
    return f"{{{NS}}}{name}"


class Range(NamedTuple):
    top: int
    left: int
    bottom: int
    right: int

    @property
    def written(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


def letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def number(name: str) -> int:
    found = 0
    for one in name:
        found = found * 26 + ord(one) - 64
    return found


def place(address: str) -> tuple[int, int] | None:
    found = ADDRESS.fullmatch(address)
    return (int(found[2]), number(found[1])) if found else None


def ranges(written: str) -> list[Range]:
    """``A1:C4 E7`` as ranges; what is no address is left out."""
    found = []
    for part in written.split():
        first, _, last = part.replace("$", "").partition(":")
        one, other = place(first), place(last or first)
        if one and other:
            found.append(Range(*one, *other))
    return found


class Styles(NamedTuple):
    """By the number of a format: does it show days, does it draw lines, letters' size if texts break in it."""

    dates: Sequence[bool] = ()
    lined: Sequence[bool] = ()
    wrapped: Sequence[float] = ()


class Sheet:
    """``shared``: the workbook's table of texts."""

    def __init__(
        self, package: Package, part: str, name: str, shared: list[str], styles: Styles
    ) -> None:
        self.part, self.name, self.shared, self.styles = part, name, shared, styles
        self.root = package.tree(part)
        self.data = self.root.find(q("sheetData"))
        self.late = False
        self.cells: dict[int, dict[int, Any]] = {}
        self.rows: dict[int, Any] = {}
        self.index()
        self.merges = [
            one
            for merged in self.root.iterfind(f"{q('mergeCells')}/{q('mergeCell')}")
            for one in ranges(merged.get("ref", ""))
        ]

    def index(self) -> None:
        """Rows and cells by number; those that a writer left unnumbered follow one another."""
        self.rows, self.cells, row = {}, {}, 0
        for line in () if self.data is None else self.data.iterfind(q("row")):
            row = int(line.get("r") or row + 1)
            line.set("r", str(row))
            self.take_in(row, line)

    def take_in(self, row: int, line: Any) -> None:
        self.rows[row] = line
        found, column = self.cells.setdefault(row, {}), 0
        for one in line.iterfind(q("c")):
            where = place(one.get("r", ""))
            column = where[1] if where else column + 1
            one.set("r", f"{letters(column)}{row}")
            found[column] = one

    def text(self, row: int, column: int) -> str:
        one = self.cells.get(row, {}).get(column)
        return "" if one is None else self.text_of(one)

    def formula(self, row: int, column: int) -> str:
        """As people write it, with the sign of equality; nothing where there is none."""
        one = self.cells.get(row, {}).get(column)
        found = None if one is None else one.findtext(q("f"))
        return f"={found}" if found else ""

    def text_of(self, cell: Any) -> str:
        kind, value = cell.get("t", "n"), cell.findtext(q("v")) or ""
        if kind == "inlineStr":
            return _joined(cell.find(q("is")))
        if kind == "s":
            return (
                self.shared[int(value)] if value.isdigit() and int(value) < len(self.shared) else ""
            )
        return value

    def shows_days(self, cell: Any) -> bool:
        style = cell.get("s", "0")
        return (
            style.isdigit()
            and int(style) < len(self.styles.dates)
            and self.styles.dates[int(style)]
        )

    def drawn_alike(self, one: Any, other: Any) -> bool:
        """In one and the same format, or both within lines."""
        first, second = one.get("s", "0"), other.get("s", "0")
        return (first == second != "0") or (self._lines(first) and self._lines(second))

    def _lines(self, style: str) -> bool:
        return (
            style.isdigit()
            and int(style) < len(self.styles.lined)
            and self.styles.lined[int(style)]
        )

    def letters_of(self, cell: Any) -> float:
        """How large the letters are in points where a long text goes on in the next line, else nothing."""
        style, known = cell.get("s", "0"), self.styles.wrapped
        return known[int(style)] if style.isdigit() and int(style) < len(known) else 0.0

    def top_left(self, row: int, column: int) -> tuple[int, int]:
        """The cell in which a merged range's text stands."""
        for one in self.merges:
            if one.top <= row <= one.bottom and one.left <= column <= one.right:
                return one.top, one.left
        return row, column

    def made(self, row: int, column: int) -> Any:
        """The cell, put in at its place if the file has none there."""
        if (found := self.cells.get(row, {}).get(column)) is not None:
            return found
        line = self.rows.get(row)
        if line is None:
            line = etree.Element(q("row"), r=str(row))
            after = max((one for one in self.rows if one < row), default=0)
            _beside(self.data, self.rows.get(after), line)
            self.rows[row] = line
        cells = self.cells.setdefault(row, {})
        cell = etree.Element(q("c"), r=f"{letters(column)}{row}")
        before = max((one for one in cells if one < column), default=0)
        _beside(line, cells.get(before), cell)
        if style := line.get("s"):
            cell.set("s", style)
        cells[column] = cell
        return cell

    def write(self, row: int, column: int, value: Any) -> None:
        """Text always as text, never as a formula; a number as one, a day by the cell's own format."""
        cell = self.made(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, date) and not self.shows_days(cell):
            value = value.isoformat()
        if value is None or value == "":
            return
        if isinstance(value, date):
            value = (value - EPOCH).days - (FOUR_YEARS if self.late else 0)
        if isinstance(value, int | float):
            etree.SubElement(cell, q("v")).text = repr(value)
            return
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, q("is")), q("t"))
        text.text = UNWRITABLE.sub("", str(value))
        text.set(SPACE, "preserve")

    def count(self, row: int, column: int, number_: int) -> None:
        """A number in a cell that counts the rows, as text where the form has texts there."""
        kind = self.made(row, column).get("t", "n")
        self.write(row, column, number_ if kind == "n" else str(number_))

    def reference(self) -> None:
        """Puts the merged ranges back into the XML as they now stand."""
        holder = self.root.find(q("mergeCells"))
        if holder is None:
            return
        for child in list(holder):
            holder.remove(child)
        for one in self.merges:
            etree.SubElement(holder, q("mergeCell"), ref=one.written)
        holder.set("count", str(len(self.merges)))


def _beside(parent: Any, before: Any, new: Any) -> None:
    if before is None:
        parent.insert(0, new)
    else:
        before.addnext(new)


def _joined(holder: Any) -> str:
    """A text in one or several runs, without what is only said of how it sounds."""
    if holder is None:
        return ""
    phonetic = q("rPh")
    return "".join(
        one.text or ""
        for one in holder.iter(q("t"))
        if not any(above.tag == phonetic for above in one.iterancestors(phonetic))
    )


def shared_texts(package: Package) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in package.parts:
        return []
    return [_joined(one) for one in package.tree(name).iterfind(q("si"))]

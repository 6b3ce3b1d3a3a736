"""A form in Word: its marks and table cells, its preview, and how it is filled."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from . import paragraph as text
from .marks import Piece, assigned, counts, held, pieces
from .package import Package
from .paragraph import w
from .pens import Part, Pens, Subject
from .preview import MOST_COLUMNS, MOST_ROWS, Block, Cell, Grid, Line
from .symbols import make_plain, settle_controls

ADDRESS = re.compile(r"T(\d{1,3})\.?R(\d{1,4})\.?C(\d{1,3})", re.IGNORECASE)
BESIDE = re.compile(r"word/(?:header|footer)\d*\.xml")


class Document:
    def __init__(self, package: Package) -> None:
        self.package = package
        names = sorted(filter(BESIDE.fullmatch, package.parts), key=lambda one: "footer" in one)
        names.insert(sum("header" in one for one in names), "word/document.xml")
        self.roots = {name: package.tree(name) for name in names}
        for root in self.roots.values():
            make_plain(root)
        self.body = self.roots["word/document.xml"].find(w("body"))
        self.addresses: dict[Any, str] = {}
        self.placed: dict[Any, list[Part]] = {}
        for number, table in enumerate(self.body.iter(w("tbl")), 1):
            for row, line in enumerate(_rows(table), 1):
                for column, cell in enumerate(_cells(line), 1):
                    self.addresses[cell] = f"T{number}.R{row}.C{column}"

    # -- what it asks ------------------------------------------------------------------------------

    def marks(self) -> dict[str, list[str]]:
        """The words of each mark, with the cells or parts of the file in which it stands."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in self._paragraphs():
            for words in text.marks_of(one):
                cell = next(one.iterancestors(w("tc")), None)
                found[words].append(self.addresses.get(cell, ""))
        return dict(found)

    def _paragraphs(self) -> Iterator[Any]:
        for root in self.roots.values():
            yield from text.paragraphs(root)

    def cell(self, written: str) -> str | None:
        found = ADDRESS.fullmatch(written.strip())
        address = "T{}.R{}.C{}".format(*map(int, found.groups())) if found else ""
        return address if address in self.addresses.values() else None

    # -- filling -----------------------------------------------------------------------------------

    def fill(self, pens: Pens, cells: Mapping[str, str], marks: Mapping[str, str | None]) -> None:
        marks, told = dict(marks), self._assigned(cells)
        for row in list(self.body.iter(w("tr"))):
            slots = self._slots(row, told, marks)
            if any(slot.startswith(("each:", "member:")) for slot in slots):
                self._repeat(row, pens, told, marks, pens.subjects(slots))
        for cell, slot in told.items():
            if cell not in self.placed:
                self._write(cell, assigned(_asking(cell)[1], slot), pens, None)
        for one in self._paragraphs():
            if one not in self.placed and text.marks_of(one):
                self._replace(one, pens, marks, None)
        for name, root in self.roots.items():
            settle_controls(root)
            self.package.put(name, root)

    def _assigned(self, cells: Mapping[str, str]) -> dict[Any, str]:
        by_address = {address: cell for cell, address in self.addresses.items()}
        return {by_address[a]: slot for a, slot in cells.items() if a in by_address}

    def _slots(self, row: Any, told: dict[Any, str], marks: dict[str, str | None]) -> list[str]:
        """What is asked in the row itself, not in a table within one of its cells."""
        found = [told[cell] for cell in _cells(row) if cell in told]
        for one in row.iter(w("p")):
            if next(one.iterancestors(w("tr")), None) is row:
                found += [slot for words in text.marks_of(one) if (slot := marks.get(words))]
        return found

    def _repeat(
        self,
        row: Any,
        pens: Pens,
        told: dict[Any, str],
        marks: dict[str, str | None],
        subjects: list[Subject],
    ) -> None:
        asked = [n for n, cell in enumerate(_cells(row)) if cell in told or _marked(cell)]
        slots = {n: told[cell] for n, cell in enumerate(_cells(row)) if cell in told}
        pattern, lines = copy.deepcopy(row), [row]
        lines += _free_below(row, asked, len(subjects) - 1)
        while len(lines) < len(subjects):
            new = _continued(copy.deepcopy(pattern))
            lines[-1].addnext(new)
            lines.append(new)
        if len(subjects) > 1:
            _count(pattern, lines, asked)
        for place, line in enumerate(lines[: max(1, len(subjects))]):
            if place and asked and not _marked(line):
                _put_marks(pattern, line, asked)
            subject = subjects[place] if subjects else None
            self._line(line, slots, pens, marks, subject)

    def _line(
        self,
        line: Any,
        slots: dict[int, str],
        pens: Pens,
        marks: dict[str, str | None],
        subject: Subject | None,
    ) -> None:
        cells = _cells(line)
        for number, slot in slots.items():
            content = assigned(_asking(cells[number])[1], slot)
            if subject is None:
                content = [piece for piece in content if not piece.slot]
            self._write(cells[number], content, pens, subject)
        for one in line.iter(w("p")):
            if text.marks_of(one):
                self._replace(one, pens, marks if subject else {}, subject)

    def _write(self, cell: Any, content: list[Piece], pens: Pens, subject: Subject | None) -> None:
        parts = pens.parts(content, subject)
        inner = _asking(cell)[0]
        for one in inner[1:]:
            text.write(one, "")
        if inner:
            text.write(inner[0], "".join(part.text for part in parts))
            self.placed[inner[0]] = parts
        self.placed[cell] = parts

    def _replace(
        self, one: Any, pens: Pens, marks: dict[str, str | None], subject: Subject | None
    ) -> None:
        parts = []
        for piece in pieces(text.text_of(one), marks):
            filled = pens.parts([piece], subject)
            parts += filled or [Part("", None, piece.mark)]
        text.replace(one, parts)
        self.placed[one] = parts

    # -- preview -----------------------------------------------------------------------------------

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        for name, root in self.roots.items():
            if name == "word/document.xml":
                found += self._blocks(self.body)
            else:
                found += [Line(p) for one in text.paragraphs(root) if (p := self._parts(one))]
        return found

    def _blocks(self, holder: Any) -> Iterator[Block]:
        for one in holder:
            if one.tag == w("p"):
                if parts := self._parts(one):
                    yield Line(parts)
                boxes = [p for p in one.iter(w("p")) if p is not one]
                yield from (Line(p) for box in boxes if (p := self._parts(box)))
            elif one.tag == w("tbl"):
                yield self._grid(one)
            elif one.tag == w("sdt") and (inner := one.find(w("sdtContent"))) is not None:
                yield from self._blocks(inner)

    def _parts(self, one: Any) -> list[Part]:
        if one in self.placed:
            return self.placed[one]
        said = text.text_of(one)
        return [Part(piece.text, None, piece.mark) for piece in pieces(said, {})] if said else []

    def _grid(self, table: Any) -> Grid:
        grid, running = Grid(""), dict[int, Cell]()
        lines = _rows(table)
        grid.cut = len(lines) > MOST_ROWS
        for number, line in enumerate(lines[:MOST_ROWS], 1):
            cells, at = [], 0
            for one in _cells(line)[:MOST_COLUMNS]:
                wide = _wide(one)
                if _merged(one) == "continue" and at in running:
                    running[at].rows += 1
                    at += wide
                    continue
                address = self.addresses.get(one, "")
                parts = [part for p in one.iter(w("p")) for part in self._parts(p)]
                cell = Cell(address, address, parts, wide)
                running[at] = cell
                cells.append(cell)
                at += wide
            grid.rows.append((str(number), cells))
        return grid

    def packed(self) -> bytes:
        return self.package.packed()


def _rows(table: Any) -> list[Any]:
    return [one for one in table.iter(w("tr")) if next(one.iterancestors(w("tbl"))) is table]


def _cells(row: Any) -> list[Any]:
    return [one for one in row.iter(w("tc")) if next(one.iterancestors(w("tr"))) is row]


def _text(cell: Any) -> str:
    return "".join(text.text_of(one) for one in cell.iter(w("p")))


def _marked(holder: Any) -> bool:
    return any(text.marks_of(one) for one in holder.iter(w("p")))


def _wide(cell: Any) -> int:
    found = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return max(1, int(found.get(w("val"), 1))) if found is not None else 1


def _merged(cell: Any) -> str:
    """``restart`` or ``continue`` where the cell is part of one that spans rows."""
    found = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return "" if found is None else found.get(w("val"), "continue")


def _free_below(row: Any, asked: list[int], wanted: int) -> list[Any]:
    """Rows that follow, have the same cells and stand empty where the pattern is filled in."""
    found: list[Any] = []
    shape = [_wide(cell) for cell in _cells(row)]
    after = row.getnext()
    while after is not None and after.tag == w("tr") and len(found) < wanted:
        cells = _cells(after)
        if [_wide(cell) for cell in cells] != shape:
            break
        number = str(len(found) + 2)
        if not all(
            _waits(first, cell, place in asked, number)
            for place, (first, cell) in enumerate(zip(_cells(row), cells, strict=True))
        ):
            break
        found.append(after)
        after = after.getnext()
    return found


def _waits(first: Any, cell: Any, asked: bool, number: str) -> bool:
    """Whether a cell below is as in the pattern: blank where something is asked, its fixed text elsewhere."""
    said, known = _text(cell).strip(), _text(first).strip()
    return not said or (known == "1" and said == number) or (not asked and said == known)


def _count(pattern: Any, lines: list[Any], asked: list[int]) -> None:
    """Goes on counting 1, 2, 3 in the cells in which the form itself began to."""
    for place, cell in enumerate(_cells(pattern)):
        if place in asked or _text(cell).strip() != "1":
            continue
        if _text(_cells(lines[1])[place]).strip() != "2" and not counts(_above(lines[0], place)):
            continue
        for number, line in enumerate(lines, 1):
            inner = next(_cells(line)[place].iterchildren(w("p")), None)
            if inner is not None:
                text.write(inner, str(number))


def _above(row: Any, place: int) -> str:
    before = row.getprevious()
    cells = _cells(before) if before is not None and before.tag == w("tr") else []
    return _text(cells[place]) if place < len(cells) else ""


def _asking(cell: Any) -> tuple[list[Any], str]:
    """The cell's paragraphs that are written anew, with their text: only that with boxes or a day's blank."""
    inner = list(cell.iterchildren(w("p")))
    keeping = next((one for one in inner if held(text.text_of(one))), None)
    if keeping is not None and len(inner) > 1:
        return [keeping], text.text_of(keeping)
    return inner, _text(cell)


def _continued(row: Any) -> Any:
    """A copy goes on with the cells that span rows, without their text."""
    for cell in _cells(row):
        if _merged(cell) == "restart":
            cell.find(f"{w('tcPr')}/{w('vMerge')}").attrib.pop(w("val"), None)
            for one in cell.iterchildren(w("p")):
                text.write(one, "")
    return row


def _put_marks(pattern: Any, line: Any, asked: list[int]) -> None:
    """A row that was left free below is asked the same as the pattern, in its own shape."""
    for number, (source, target) in enumerate(zip(_cells(pattern), _cells(line), strict=True)):
        if number in asked and _marked(source):
            inner = next(target.iterchildren(w("p")), None)
            if inner is not None:
                text.write(inner, _text(source))

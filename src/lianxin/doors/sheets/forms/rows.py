"""Rows put into a worksheet: what stands below moves down, and whatever spoke of it goes along."""

from __future__ import annotations

import copy
from typing import Any

from .formulas import grown, moved, with_rows
from .marks import counts
from .package import Package
from .sheet import Range, Sheet, letters, place, q, ranges

REFERRING = (
    ("conditionalFormatting", "sqref"),
    ("dataValidation", "sqref"),
    ("hyperlink", "ref"),
    ("autoFilter", "ref"),
    ("ignoredError", "sqref"),
    ("protectedRange", "sqref"),
)
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def free_below(sheet: Sheet, pattern: int, columns: list[int], wanted: int) -> int:
    """How many rows below the pattern are drawn like it and wait to be filled, up to those wanted."""
    shape, found = merged_in(sheet, pattern), 0
    while found < wanted:
        row = pattern + found + 1
        line = sheet.cells.get(row, {})
        if merged_in(sheet, row) != shape or not all(column in line for column in columns):
            break
        if not all(_waits(sheet, pattern, row, column, column in columns) for column in line):
            break
        found += 1
    return found


def _waits(sheet: Sheet, pattern: int, row: int, column: int, asked: bool) -> bool:
    """Whether the cell is as in the pattern: blank where something is asked, its fixed text elsewhere."""
    cell, first = sheet.cells[row][column], sheet.cells[pattern].get(column)
    if first is not None and sheet.text_of(first) == "1":
        return sheet.text_of(cell) in {"", str(row - pattern + 1)}
    if asked:
        return len(cell) == 0 and first is not None and sheet.drawn_alike(first, cell)
    if first is not None and first.find(q("f")) is not None:
        return len(cell) == 0 or cell.find(q("f")) is not None
    return len(cell) == 0 or (first is not None and sheet.text_of(cell) == sheet.text_of(first))


def counted(sheet: Sheet, pattern: int, columns: list[int]) -> list[int]:
    """The columns, besides those that are filled in, in which the form itself counts 1, 2, 3."""
    found = []
    for column, cell in sheet.cells.get(pattern, {}).items():
        if column not in columns and sheet.text_of(cell) == "1":
            head = sheet.text(*sheet.top_left(pattern - 1, column))
            if sheet.text(pattern + 1, column) == "2" or counts(head):
                found.append(column)
    return found


def edged(sheet: Sheet, row: int, columns: list[int], other: int) -> bool:
    """Whether the row is drawn differently from the other, as the last of a table often is."""
    line, known = sheet.cells[row], sheet.cells[other]
    return any(line[one].get("s", "0") != known[one].get("s", "0") for one in columns)


def merged_in(sheet: Sheet, row: int) -> list[tuple[int, int]]:
    """The ranges that are merged within the row."""
    return sorted((m.left, m.right) for m in sheet.merges if m.top == m.bottom == row)


def insert(package: Package, sheets: list[Sheet], sheet: Sheet, after: int, count: int) -> None:
    """Makes room for rows; formulas on every sheet, names and drawings are told."""
    unshare(sheet)
    for row in sorted((one for one in sheet.rows if one > after), reverse=True):
        _renumber(sheet.rows[row], row + count)
    sheet.index()
    sheet.merges = [
        Range(top, one.left, bottom, one.right)
        for one in sheet.merges
        for top, bottom in [grown(one.top, one.bottom, after, count, single=False)]
    ]
    for tag, name in REFERRING:
        for one in sheet.root.iter(q(tag)):
            _stretch(one, name, after, count)
    for brk in sheet.root.iterfind(f"{q('rowBreaks')}/{q('brk')}"):
        at = int(brk.get("id") or 0)
        brk.set("id", str(at + count if at > after else at))
    for one in sheets:
        for holder in one.root.iter(q("f"), q("formula"), q("formula1"), q("formula2")):
            if holder.text:
                holder.text = with_rows(holder.text, one.name, sheet.name, after, count)
    for one in sheet.root.iter(q("f")):
        if one.get("ref"):
            _stretch(one, "ref", after, count)
    _beside_the_sheet(package, sheet, after, count)


def _renumber(line: Any, row: int) -> None:
    line.set("r", str(row))
    for one in line.iterfind(q("c")):
        where = place(one.get("r", ""))
        one.set("r", f"{letters(where[1] if where else 1)}{row}")


def _stretch(one: Any, name: str, after: int, count: int) -> None:
    found = []
    for it in ranges(one.get(name, "")):
        top, bottom = grown(it.top, it.bottom, after, count)
        stretched = Range(top, it.left, bottom, it.right)
        alone = stretched.top == stretched.bottom and stretched.left == stretched.right
        found.append(stretched.written.partition(":")[0] if alone else stretched.written)
    if found:
        one.set(name, " ".join(found))


def unshare(sheet: Sheet) -> None:
    """Formulas that share one text get their own: a shared one cannot stretch."""
    masters = {
        one.get("si"): (one.getparent(), one.text)
        for one in sheet.root.iter(q("f"))
        if one.get("t") == "shared" and one.text
    }
    for one in list(sheet.root.iter(q("f"))):
        if one.get("t") != "shared" or one.get("si") not in masters:
            continue
        home, text = masters[one.get("si")]
        here, there = place(one.getparent().get("r")), place(home.get("r"))
        if here and there:
            one.text = moved(text, here[0] - there[0], here[1] - there[1])
    for one in sheet.root.iter(q("f")):
        if one.get("t") == "shared":
            for name in ("t", "si", "ref"):
                one.attrib.pop(name, None)


def copy_row(
    sheet: Sheet, pattern: Any, source: int, target: int, merged: list[tuple[int, int]]
) -> None:
    """A copy of the pattern's row below the one before it: height, styles, fixed texts, merged cells."""
    line = copy.deepcopy(pattern)
    _renumber(line, target)
    for one in line.iter(q("f")):
        if one.text:
            one.text = moved(one.text, target - source)
    sheet.rows[target - 1].addnext(line)
    sheet.take_in(target, line)
    sheet.merges += [Range(target, left, target, right) for left, right in merged]


def _beside_the_sheet(package: Package, sheet: Sheet, after: int, count: int) -> None:
    """Pictures, tables and comments that hang on rows of the sheet, by its list of relations."""
    folder, _, name = sheet.part.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    if links not in package.parts:
        return
    for link in package.tree(links):
        target = str(link.get("Target", ""))
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('../')}"
        if part not in package.parts or not part.endswith(".xml"):
            continue
        root = package.tree(part)
        for row in root.iter(f"{DRAWING}row"):
            at = int(row.text or 0)
            row.text = str(at + count if at >= after else at)
        for tag in ("table", "autoFilter", "comment"):
            for one in root.iter(q(tag)):
                if one.get("ref"):
                    _stretch(one, "ref", after, count)
        package.put(part, root)

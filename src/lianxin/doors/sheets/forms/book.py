"""A form in Excel: its marks and cells, its preview, and how it is filled."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping

from lxml import etree

from lianxin.kernel.problem import refuse

from .formulas import with_rows
from .heights import fit
from .marks import Piece, assigned, marks_in, pieces
from .package import TYPES, Package
from .pens import Part, Pens, Subject
from .preview import MOST_COLUMNS, MOST_ROWS, Block, Cell, Grid
from .rows import copy_row, counted, edged, free_below, insert, merged_in
from .sheet import Sheet, letters, place, q, shared_texts
from .styles import styles_of

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Placed = dict[tuple[str, int, int], list[Part]]


class Book:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.workbook = package.tree("xl/workbook.xml")
        self.sheets = self._sheets()
        if not self.sheets:
            raise refuse("form.damaged", "file")
        self.placed: Placed = {}

    def _sheets(self) -> list[Sheet]:
        """The worksheets that are shown, in their order."""
        links = {
            one.get("Id"): str(one.get("Target"))
            for one in self.package.tree("xl/_rels/workbook.xml.rels")
        }
        shared, styles = shared_texts(self.package), styles_of(self.package)
        late = self.workbook.find(q("workbookPr"))
        counted_late = late is not None and late.get("date1904") in {"1", "true"}
        found = []
        for one in self.workbook.iterfind(f"{q('sheets')}/{q('sheet')}"):
            target = links.get(one.get(RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            hidden = one.get("state", "visible") != "visible"
            if hidden or "worksheets/" not in part or part not in self.package.parts:
                continue
            sheet = Sheet(self.package, part, one.get("name", ""), shared, styles)
            if sheet.data is not None:
                sheet.late = counted_late
                found.append(sheet)
        return found

    # -- what it asks ------------------------------------------------------------------------------

    def marks(self) -> dict[str, list[str]]:
        """The words of each mark, with the addresses at which it stands."""
        found: dict[str, list[str]] = defaultdict(list)
        for sheet in self.sheets:
            for row, cells in sheet.cells.items():
                for column, cell in cells.items():
                    for words in marks_in(sheet.text_of(cell)):
                        found[words].append(self._address(sheet, row, column))
        return dict(found)

    def _address(self, sheet: Sheet, row: int, column: int) -> str:
        return f"{sheet.name}!{letters(column)}{row}"

    def cell(self, written: str) -> str | None:
        """The full address of a cell as people write it: c4, C4 or 表二!C4; of a merged one its first."""
        name, _, address = written.strip().rpartition("!")
        where = place(address.strip().upper())
        sheet = next((one for one in self.sheets if not name or one.name == name), None)
        if where is None or sheet is None or where[0] > 5000 or where[1] > 500:
            return None
        return self._address(sheet, *sheet.top_left(*where))

    # -- filling -----------------------------------------------------------------------------------

    def fill(self, pens: Pens, cells: Mapping[str, str], marks: Mapping[str, str | None]) -> None:
        for sheet in self.sheets:
            self._fill(sheet, pens, self._wanted(sheet, cells, dict(marks)))
            sheet.reference()
            self._recount(sheet)
            self.package.put(sheet.part, sheet.root)
        self._calculate()

    def _wanted(
        self, sheet: Sheet, cells: Mapping[str, str], marks: dict[str, str | None]
    ) -> dict[int, dict[int, list[Piece]]]:
        """Row by row what is to be written where."""
        found: dict[int, dict[int, list[Piece]]] = defaultdict(dict)
        for row, line in sheet.cells.items():
            for column, cell in line.items():
                if marks_in(text := sheet.text_of(cell)):
                    found[row][column] = pieces(text, marks)
        for address, slot in cells.items():
            name, _, rest = address.rpartition("!")
            if name == sheet.name and (where := place(rest)):
                row, column = sheet.top_left(*where)
                found[row][column] = assigned(sheet.text(row, column), slot)
        return found

    def _fill(self, sheet: Sheet, pens: Pens, wanted: dict[int, dict[int, list[Piece]]]) -> None:
        """From the bottom up, so that rows put in do not move what is still to be written."""
        for row in sorted(wanted, reverse=True):
            slots = [piece.slot for line in wanted[row].values() for piece in line if piece.slot]
            if any(slot.startswith(("each:", "member:")) for slot in slots):
                self._repeat(sheet, pens, row, wanted[row], pens.subjects(slots))
            else:
                self._write(sheet, pens, row, wanted[row], None)

    def _repeat(
        self,
        sheet: Sheet,
        pens: Pens,
        row: int,
        line: dict[int, list[Piece]],
        subjects: list[Subject],
    ) -> None:
        for column in line:
            sheet.made(row, column)
        for place_, subject in enumerate(subjects):
            if not place_:
                self._lengthen(sheet, row, list(line), len(subjects))
            self._write(sheet, pens, row + place_, line, subject)
        if not subjects:
            for column in line:
                sheet.write(row, column, None)

    def _lengthen(self, sheet: Sheet, row: int, columns: list[int], wanted: int) -> None:
        """As many rows as are wanted: those drawn, and copies put in before one that closes the table."""
        free = free_below(sheet, row, columns, wanted - 1)
        more = wanted - 1 - free
        if more <= 0:
            return
        closing = bool(free) and edged(sheet, row + free, columns, row + free - 1)
        last = row + free - closing
        counting = counted(sheet, row, columns)
        self._make_room(sheet, last, more)
        source = last if edged(sheet, row, columns, last) else row
        pattern, merged = copy.deepcopy(sheet.rows[source]), merged_in(sheet, source)
        for target in range(last + 1, last + more + 1):
            copy_row(sheet, pattern, source, target, merged)
        for target in range(row, row + wanted):
            for column in counting:
                sheet.count(target, column, target - row + 1)

    def _make_room(self, sheet: Sheet, after: int, count: int) -> None:
        insert(self.package, self.sheets, sheet, after, count)
        for one in self.workbook.iterfind(f"{q('definedNames')}/{q('definedName')}"):
            if one.text:
                one.text = with_rows(one.text, "", sheet.name, after, count)
        self.placed = {
            (name, row + count if name == sheet.name and row > after else row, column): parts
            for (name, row, column), parts in self.placed.items()
        }

    def _write(
        self,
        sheet: Sheet,
        pens: Pens,
        row: int,
        line: dict[int, list[Piece]],
        subject: Subject | None,
    ) -> None:
        for column, content in line.items():
            parts = pens.parts(content, subject)
            alone = parts[0].value if len(parts) == 1 and len(content) == 1 else None
            text = "".join(part.text for part in parts)
            sheet.write(row, column, alone.raw if alone else text)
            self.placed[sheet.name, row, column] = parts
        fit(sheet, row, line)

    def _recount(self, sheet: Sheet) -> None:
        """What formulas came to before is forgotten; Excel and WPS count anew when they open it."""
        for formula in sheet.root.iter(q("f")):
            cell = formula.getparent()
            if cell.tag == q("c") and (value := cell.find(q("v"))) is not None:
                cell.remove(value)
                cell.attrib.pop("t", None)
        dimension = sheet.root.find(q("dimension"))
        if dimension is not None:
            sheet.root.remove(dimension)

    def _calculate(self) -> None:
        """The order of calculation is left to whoever opens the file."""
        chain = "xl/calcChain.xml"
        if self.package.parts.pop(chain, None) is not None:
            self._drop(TYPES, "PartName", f"/{chain}")
            self._drop("xl/_rels/workbook.xml.rels", "Target", "calcChain.xml")
        found = self.workbook.find(q("calcPr"))
        if found is None:
            after = [self.workbook.find(q(name)) for name in ("definedNames", "sheets")]
            found = etree.Element(q("calcPr"))
            next(one for one in after if one is not None).addnext(found)
        found.set("fullCalcOnLoad", "1")
        self.package.put("xl/workbook.xml", self.workbook)

    def _drop(self, part: str, name: str, ending: str) -> None:
        root = self.package.tree(part)
        for one in list(root):
            if str(one.get(name, "")).endswith(ending):
                root.remove(one)
        self.package.put(part, root)

    # -- preview -----------------------------------------------------------------------------------

    def blocks(self) -> list[Block]:
        return [self._grid(sheet) for sheet in self.sheets]

    def _grid(self, sheet: Sheet) -> Grid:
        rows = [row for row, line in sheet.cells.items() if any(len(c) for c in line.values())]
        bottom = max([*rows, *(m.bottom for m in sheet.merges), 1])
        drawn = [r for r, line in sheet.cells.items() if line and r <= bottom + 30]
        bottom = max([bottom, *drawn])
        right = max(
            [c for line in sheet.cells.values() for c in line]
            + [m.right for m in sheet.merges]
            + [1]
        )
        last, width = min(bottom, MOST_ROWS), min(right, MOST_COLUMNS)
        grid = Grid(sheet.name, [letters(n) for n in range(1, width + 1)])
        grid.cut = bottom > last or right > width
        hidden, spans = self._spans(sheet)
        for row in range(1, last + 1):
            grid.rows.append(
                (
                    str(row),
                    [
                        self._cell(
                            sheet, row, column, spans.get((row, column), (1, 1)), last, width
                        )
                        for column in range(1, width + 1)
                        if (row, column) not in hidden
                    ],
                )
            )
        return grid

    def _spans(
        self, sheet: Sheet
    ) -> tuple[set[tuple[int, int]], dict[tuple[int, int], tuple[int, int]]]:
        hidden, spans = set(), {}
        for one in sheet.merges:
            bottom, right = min(one.bottom, MOST_ROWS), min(one.right, MOST_COLUMNS)
            spans[one.top, one.left] = (bottom - one.top + 1, right - one.left + 1)
            for row in range(one.top, bottom + 1):
                hidden |= {(row, column) for column in range(one.left, right + 1)}
            hidden.discard((one.top, one.left))
        return hidden, spans

    def _cell(
        self, sheet: Sheet, row: int, column: int, span: tuple[int, int], last: int, width: int
    ) -> Cell:
        parts = self.placed.get((sheet.name, row, column))
        if parts is None:
            text = sheet.formula(row, column) or sheet.text(row, column)
            parts = [Part(one.text, None, one.mark) for one in pieces(text, {})] if text else []
        label = f"{letters(column)}{row}"
        rows, columns = min(span[0], last - row + 1), min(span[1], width - column + 1)
        return Cell(self._address(sheet, row, column), label, parts, columns, rows)

    def packed(self) -> bytes:
        return self.package.packed()

"""What a form's own labels say of the blank cells beside and below them; a proposal that people look through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lianxin.results.forms.words import understood

from .marks import held, labelled, marks_in
from .preview import Block, Cell, Grid

Place = tuple[int, int]
STAMPED = re.compile(r"\s*[（(](?:盖章|公章|印章)[)）]\s*")
HELPER = re.compile("干部|责任人|帮扶人|联系人")
OF_HELPER = {"姓名": "帮扶责任人", "电话": "帮扶责任人电话", "联系电话": "帮扶责任人电话"}
OF_HELPER |= {"单位": "帮扶责任人单位", "职务": "帮扶责任人职务"}
"""Labels that mean the officer where a heading above or before them speaks of officers."""
FEWEST = 3
"""So many heads side by side make a table of people or households."""


def proposed(blocks: Sequence[Block]) -> dict[str, str]:
    """The slots that the labels of the form's tables speak of, by the address of the cell."""
    found: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Grid):
            found |= _Plan(block).proposed()
    return found


@dataclass
class _Plan:
    """One table with each cell at every place that it covers."""

    grid: Grid
    at: dict[Place, Cell] = field(default_factory=dict)
    first: dict[int, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row, (_label, cells) in enumerate(self.grid.rows):
            column = 0
            for cell in cells:
                while (row, column) in self.at:
                    column += 1
                self.first[id(cell)] = row, column
                for down in range(cell.rows):
                    for right in range(cell.columns):
                        self.at[row + down, column + right] = cell
                column += cell.columns

    def proposed(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for row in range(1, len(self.grid.rows)):
            told |= self._list(row)
        taken = set(told.values())
        for cell, (row, column) in self._cells():
            if cell.address in told or not _open(cell):
                continue
            slot = self._own(cell) or self._beside(row, column) or self._below(row, column)
            if slot and slot not in taken:
                told[cell.address] = slot
                taken.add(slot)
        return told

    def _cells(self) -> Iterator[tuple[Cell, Place]]:
        for _label, cells in self.grid.rows:
            for cell in cells:
                yield cell, self.first[id(cell)]

    # -- rows for households or members ------------------------------------------------------------

    def _list(self, row: int) -> dict[str, str]:
        """The row below the heads of a table, if it is one of members or of households."""
        heads = {
            column: above.text
            for column, cell in self._line(row)
            if _open(cell) or cell.text.strip() == "1"
            if (above := self._above(row, column))
        }
        members = {n: slot for n, text in heads.items() if (slot := _meant(f"成员.{text}"))}
        homes = {
            n: slot for n, text in heads.items() if (slot := self._home(row - 1, n, text, "户."))
        }
        if "member:relation" in members.values() and len(members) >= FEWEST:
            return self._once(row, members)
        if "each:head" in homes.values() and len(homes) > FEWEST:
            return self._once(row, homes)
        return {}

    def _line(self, row: int) -> Iterator[tuple[int, Cell]]:
        """Cells of the row that do not reach beyond it."""
        for cell in self.grid.rows[row][1]:
            if cell.rows == 1:
                yield self.first[id(cell)][1], cell

    def _once(self, row: int, slots: dict[int, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, slot in slots.items():
            if slot not in found.values():
                found[self.at[row, column].address] = slot
        return found

    # -- single places -----------------------------------------------------------------------------

    def _own(self, cell: Cell) -> str | None:
        """The label that stands in the cell itself: 填报单位： or 填表日期：  年 月 日."""
        kept = held(cell.text)
        label = kept[0] if kept else cell.text if labelled(cell.text) else ""
        return _meant(label) if label.strip() else None

    def _beside(self, row: int, column: int) -> str | None:
        label = self.at.get((row, column - 1))
        if label is None or not _label(label):
            return None
        before = "".join(dict.fromkeys(self.at[row, n].text for n in range(column - 1)))
        return _in_context(label.text, before, "")

    def _below(self, row: int, column: int) -> str | None:
        label = self._above(row, column)
        return self._home(row - 1, column, label.text, "") if label else None

    def _above(self, row: int, column: int) -> Cell | None:
        """The label over the cell, if it begins where the cell begins."""
        found = self.at.get((row - 1, column))
        mine = found and _label(found) and self.first[id(found)][1] == column
        return found if mine else None

    def _home(self, row: int, column: int, text: str, way: str) -> str | None:
        top = self.first[id(self.at[row, column])][0]
        group = self.at.get((top - 1, column))
        return _in_context(text, group.text if group else "", way)


def _label(cell: Cell) -> bool:
    return not _open(cell) and not any(part.mark for part in cell.parts)


def _open(cell: Cell) -> bool:
    """Whether something is to be written into the cell; a mark says itself what it asks."""
    if marks_in(cell.text) or any(part.mark for part in cell.parts):
        return False
    return not cell.text.strip() or labelled(cell.text) or held(cell.text) is not None


def _in_context(text: str, around: str, way: str) -> str | None:
    label = "".join(text.split())
    if HELPER.search(around) or "帮扶" in around:
        return _meant(way + OF_HELPER.get(label, label))
    return _meant(way + label)


def _meant(words: str) -> str | None:
    return understood(STAMPED.sub("", words).strip().rstrip("：:").strip())

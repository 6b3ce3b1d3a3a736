"""A file as a page shows it: lines and grids of cells, each text in its parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from .pens import Part

MOST_ROWS, MOST_COLUMNS = 200, 40


@dataclass
class Cell:
    """``address`` names it in the file; one that spans several stands where the first of them is."""

    address: str
    label: str
    parts: list[Part]
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


@dataclass
class Line:
    """A paragraph outside of tables."""

    parts: list[Part]


@dataclass
class Grid:
    """``heads``: the letters of the columns, where the file has them; ``cut``: it goes on beyond this."""

    title: str
    heads: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[Cell]]] = field(default_factory=list)
    cut: bool = False


Block = Line | Grid

"""What a kind of sheet is: its columns, how its rows become plain values, what its template explains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from lianxin.records.intake.lines import SaidHome, SaidLine

from ..roster.columns import Column, Columns
from ..roster.table import Table
from ..roster.understood import Sheets

DOWN = "household"
"""A cell of such a column, merged over several rows, holds for each of them."""
EACH = "person"
SKIP = "skip"


@dataclass
class Rows(Sheets):
    """A sheet of any kind but the roster: ``lines`` holds all its rows, those with a problem too."""

    lines: list[Any] = field(default_factory=list)


class Told(NamedTuple):
    """A column as it is declared: field, header, what its cells are, what the template says of it."""

    field: str
    header: str
    cells: str
    why: Any = ""
    synonyms: str = ""
    level: str = EACH

    @property
    def column(self) -> Column:
        names = tuple(filter(None, self.synonyms.split("|")))
        return Column(self.field, self.header, self.level, self.cells, names)


class Kind(NamedTuple):
    """``lines`` makes a table's rows; it may find problems of its own in them."""

    name: str
    told: Callable[[date], Sequence[Told]]
    columns: Callable[[date], Columns]
    lines: Callable[[Table], list[Any]]


SERIAL = Told("serial", "序号", "", "", "编号|行号|顺序号|No", SKIP)
PLACES = (
    Told(
        "place",
        "村",
        "",
        "",
        "村名|行政村|所在村|乡镇|乡(镇)|镇|县|县(市、区、旗)|组|社|村民小组",
        SKIP,
    ),
)


def cell(table: Table, name: str, row: int) -> Any:
    """What a cell says; None where the column or its words are missing."""
    values = table.column(name)
    return values[row] if values is not None else None


def homes(table: Table, row: int) -> tuple[SaidHome, ...]:
    """The households of a row; where codes and names are as many, each code with its name."""
    codes, names = cell(table, "register_code", row) or (), cell(table, "head_name", row) or ()
    codes = (codes,) if isinstance(codes, str) else codes
    names = (names,) if isinstance(names, str) else names
    identity = cell(table, "head_id", row)
    number = identity.check.number if identity is not None and identity.check else ""
    if codes:
        paired = names if len(names) == len(codes) else ("",) * len(codes)
        return tuple(SaidHome(code=c, head=n) for c, n in zip(codes, paired, strict=True))
    if number:
        return (SaidHome(id_number=number, head=names[0] if names else ""),)
    return tuple(SaidHome(head=name) for name in names)


def placed(table: Table, row: int) -> dict[str, Any]:
    """Where a row stands, and whether all its cells could be read."""
    number = table.numbers[row]
    return {"row": number, "sheet": table.told_sheet, "sound": number not in table.troubled}


def titles(table: Table) -> tuple[str, ...]:
    """Texts around the rows: above the header, and the sheet's name."""
    return (*table.header.above, table.sheet.name)


__all__ = ["DOWN", "EACH", "SKIP", "Kind", "Rows", "SaidLine", "Told", "cell", "homes", "placed"]

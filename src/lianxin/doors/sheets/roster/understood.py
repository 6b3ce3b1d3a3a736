"""A roster as understood: households, and everything the office has to see before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lianxin.records.intake.roster import RosterHousehold

from .findings import Finding, Fixed, Notice
from .table import Table


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column of the file and the field it was read as; an empty field was not read."""

    sheet: str
    index: int
    header: str
    field: str
    remembered: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "index": self.index,
            "header": self.header,
            "field": self.field,
        }


class FirstRow(NamedTuple):
    """A row as it may be shown above which the office says what its columns are: cells by their index."""

    number: int
    cells: dict[int, str]


@dataclass
class Sheets:
    """What reading any kind of sheet found. ``columns`` lists every column with a header; those with an
    empty field were not read. ``kind`` is what it was read as, ``first`` are the rows below the header."""

    kind: str = ""
    fixed: list[Fixed] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    columns: list[ReadColumn] = field(default_factory=list)
    first: list[FirstRow] = field(default_factory=list)
    rows: int = 0
    tables: list[Table] = field(default_factory=list, repr=False)

    @property
    def unmapped(self) -> list[ReadColumn]:
        return [column for column in self.columns if not column.field]

    def header_of(self, field_name: str) -> str:
        """The header under which the file has a field; blank where it has no such column."""
        return next((c.header for c in self.columns if c.field == field_name), "")

    def preview_rows(self, row: int, sheet: str = "") -> dict[str, str]:
        """A row's cells by header, safe to show: ID numbers keep their last four characters."""
        table, place = self._find(row, sheet)
        if table is None:
            return {}
        return {head.text: table.value(head, place) for head in table.header.heads}

    def cells(self, row: int, sheet: str = "") -> dict[str, str]:
        """A row's cells by header as they were read, whole ID numbers among them: to be sealed."""
        table, place = self._find(row, sheet)
        if table is None:
            return {}
        return {head.text: str(table.cell(head, place)) for head in table.header.heads}

    def _find(self, row: int, sheet: str) -> tuple[Table | None, int]:
        for table in self.tables:
            place = table.place_of(row)
            if sheet in (table.told_sheet, table.sheet.name) and place is not None:
                return table, place
        return None, 0


@dataclass
class Understood(Sheets):
    """A roster: ``households`` holds all of them; those with a problem are not ``sound`` and not written."""

    households: list[RosterHousehold] = field(default_factory=list)

    @property
    def sound(self) -> list[RosterHousehold]:
        return [household for household in self.households if household.sound]

    @property
    def troubled(self) -> list[RosterHousehold]:
        return [household for household in self.households if not household.sound]

    @property
    def members(self) -> int:
        return sum(len(household.members) for household in self.households)


def correction_key(finding: Finding | Fixed) -> str:
    """The key under which ``understand`` takes a correction of the finding's cell."""
    return f"{finding.sheet}!{finding.row}!{finding.column}"


Corrections = Mapping[str, str]

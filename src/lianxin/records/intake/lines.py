"""What rows of a sheet say, understood: plain values, no sheet and no database behind them.

``doors/sheets/kinds`` makes these from a file; ``records/intake/bringing`` compares and writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SaidHome:
    """A household as a row names it: by a code or number, its head's ID number, its head's name."""

    code: str = ""
    id_number: str = ""
    head: str = ""

    @property
    def told(self) -> str:
        """By what people would find it again; never an ID number."""
        return self.head or self.code or (f"…{self.id_number[-4:]}" if self.id_number else "")

    def __bool__(self) -> bool:
        return bool(self.code or self.id_number or self.head)


@dataclass(frozen=True, slots=True)
class SaidOfficer:
    name: str = ""
    phone: str = ""
    post: str = ""
    unit: str = ""


@dataclass(slots=True)
class SaidLine:
    """One row of a sheet, or one household of a row that names several. ``row`` is the sheet's own
    number; ``sheet`` is told where the book has several. Not ``sound``: it has a problem of its own."""

    row: int
    sheet: str = ""
    sound: bool = True

    @property
    def title(self) -> str:
        """By what people find it again in a list of what waits."""
        return ""


@dataclass(slots=True)
class SaidPairing(SaidLine):
    """An officer, and the household that they answer for from a day on; an officer alone joins."""

    officer: SaidOfficer = SaidOfficer()
    home: SaidHome = SaidHome()
    from_day: date | None = None

    @property
    def title(self) -> str:
        return " ".join(filter(None, (self.officer.name, self.home.told)))


@dataclass(slots=True)
class SaidIncome(SaidLine):
    """A household's income of a year, in fen: its lines by their names, and what the sheet sums up."""

    home: SaidHome = SaidHome()
    year: int | None = None
    rule: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)
    people: int | None = None
    gross: int | None = None
    net: int | None = None
    per_head: int | None = None

    @property
    def title(self) -> str:
        return " ".join(filter(None, (self.home.told, str(self.year or ""))))


@dataclass(slots=True)
class SaidEntry(SaidLine):
    """A diary entry. ``hints`` are texts around the rows that may name the officer: titles, the sheet."""

    day: date | None = None
    until: date | None = None
    officer: SaidOfficer = SaidOfficer()
    homes: tuple[SaidHome, ...] = ()
    kinds: tuple[str, ...] = ()
    text: str = ""
    minutes: int | None = None
    hints: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        day = self.day.isoformat() if self.day else ""
        return " ".join(filter(None, (day, self.officer.name, self.text[:12])))

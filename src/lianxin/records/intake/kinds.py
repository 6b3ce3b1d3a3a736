"""Which kinds of sheet, beside the roster, are brought in row by row, and by what."""

from __future__ import annotations

from typing import Any

from .bringing import Bringing
from .earned import IncomesIn
from .models import SheetKind
from .paired import PairingsIn
from .written import EntriesIn

BRINGING: dict[str, type[Bringing[Any]]] = {
    SheetKind.PAIRINGS: PairingsIn,
    SheetKind.INCOMES: IncomesIn,
    SheetKind.DIARIES: EntriesIn,
}

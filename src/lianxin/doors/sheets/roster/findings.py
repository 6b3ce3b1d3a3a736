"""What reading a roster found: repaired cells, doubts, problems, notices; as the contract has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lianxin.kernel.problem import Problem
from lianxin.kernel.sealed import masked

LONG_NUMBER = re.compile(r"\d(?:[ \-]?\d){13,}[XxＸｘ]?")
LONGEST = 60


def shown(text: str) -> str:
    """A cell as it may be shown: numbers as long as an ID number keep only their last four."""
    text = LONG_NUMBER.sub(lambda found: masked(found[0]), text)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem or a doubt in one cell. ``value`` is safe to show."""

    row: int
    column: str
    sheet: str
    value: str
    problem: Problem
    suggestions: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.problem.code

    @property
    def message(self) -> str:
        return self.problem.message()

    def as_json(self) -> dict[str, Any]:
        told = {
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "message": self.message,
            "value": self.value,
        }
        return {**told, "sheet": self.sheet} if self.sheet else told


@dataclass(frozen=True, slots=True)
class Fixed:
    """A cell that was repaired without loss, by which rule. ``before`` and ``after`` are safe to show."""

    row: int
    column: str
    sheet: str
    before: str
    after: str
    rule: str

    def as_json(self) -> dict[str, Any]:
        told = {
            "row": self.row,
            "column": self.column,
            "from": self.before,
            "to": self.after,
            "rule": self.rule,
        }
        return {**told, "sheet": self.sheet} if self.sheet else told


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was passed over or taken for granted: a hidden sheet, a total row, the header."""

    sheet: str
    row: int | None
    problem: Problem

    @property
    def code(self) -> str:
        return self.problem.code

    @property
    def message(self) -> str:
        return self.problem.message()

    def as_json(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "row": self.row, "code": self.code, "message": self.message}

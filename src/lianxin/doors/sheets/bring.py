"""A roster file brought into the register in one go: read, compared, written; as the contract has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from lianxin.doors.sheets.roster import Understood, load_vocabulary, understand
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import Problem, Refused
from lianxin.people.models import Area
from lianxin.records.intake.actions import roster_write
from lianxin.records.intake.change import Difference
from lianxin.records.intake.difference import difference

from .roster.findings import Finding

Progress = Callable[[str, int], None]
"""Told a phase (read, compare, write) and how many per cent of it are done."""

STATES = ("households", "members", "created", "updated", "unchanged")


@dataclass
class Brought:
    """What was understood, what the register says to it, and whether it was written."""

    understood: Understood
    difference: Difference
    written: bool

    @property
    def problems(self) -> list[Finding]:
        return [*self.understood.problems, *self._found(self.difference.problems)]

    @property
    def doubts(self) -> list[Finding]:
        return [*self.understood.doubts, *self._found(self.difference.doubts)]

    @property
    def counts(self) -> dict[str, int]:
        """Households and members of the file; the states of those that could be compared."""
        counts = self.difference.counts
        households = self.understood.households
        return counts | {
            "households": len(households),
            "members": sum(len(h.members) for h in households),
        }

    def as_json(self) -> dict[str, Any]:
        counts = self.counts
        return {
            "written": self.written,
            **{name: counts[name] for name in STATES},
            "fixed": [one.as_json() for one in self.understood.fixed],
            "problems": [one.as_json() for one in self.problems],
            "doubts": [one.as_json() for one in self.doubts],
        }

    def _found(self, problems: list[Problem]) -> list[Finding]:
        return [located(self.understood, problem) for problem in problems]


def located(understood: Understood, problem: Problem) -> Finding:
    """A problem of the register, as one of the file's cells: its row, and the column's header."""
    sheet = str(problem.details["sheet"])
    headers = (c.header for c in understood.columns if (c.sheet, c.field) == (sheet, problem.field))
    return Finding(int(problem.details["row"]), next(headers, ""), sheet, "", problem)


def bring(
    *,
    actor: Actor,
    village: Area,
    content: bytes,
    file_name: str,
    day: date,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Brought:
    """All or nothing: any problem, in the file or against the register, and nothing is written."""
    tell = progress or (lambda phase, percent: None)
    understood = understand(
        content,
        file_name,
        village=village,
        vocabulary=load_vocabulary(day, village),
        progress=lambda share: tell("read", round(100 * share)),
    )
    found = difference(
        actor=actor,
        village=village,
        households=understood.households,
        day=day,
        progress=lambda done, total: tell("compare", 100 * done // (total or 1)),
    )
    brought = Brought(understood, found, written=False)
    if dry_run or brought.problems or not understood.households:
        return brought
    try:
        roster_write(
            actor=actor,
            village=village,
            households=understood.households,
            file_name=file_name,
            file_hash=sha256(content).hexdigest(),
            day=day,
            found=found,
            progress=lambda done, total: tell("write", 100 * done // (total or 1)),
        )
    except Refused as refused:
        found.problems.extend(p for p in refused.problems if "row" in p.details)
        if not found.problems:
            raise
        return brought
    brought.written = True
    return brought

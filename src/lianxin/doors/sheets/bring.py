"""A file brought into the records in one go: read, compared, written; as the contract has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import Problem, Refused
from lianxin.people.models import Area
from lianxin.records.intake.actions import roster_write
from lianxin.records.intake.bringing import STATES, Tried
from lianxin.records.intake.change import Difference
from lianxin.records.intake.difference import difference
from lianxin.records.intake.models import SheetKind
from lianxin.records.intake.sheets import Sheet, sheet_try, sheet_write

from .kinds import File, Rows, understand_file
from .roster import Sheets, Understood
from .roster.findings import Finding

Progress = Callable[[str, int], None]
"""Told a phase (read, compare, write) and how many per cent of it are done."""


@dataclass
class Brought:
    """What was understood, what the records say to it, and whether it was written."""

    understood: Sheets
    difference: Difference | Tried[Any]
    written: bool

    @property
    def problems(self) -> list[Finding]:
        return [*self.understood.problems, *self._found(self.difference.problems)]

    @property
    def doubts(self) -> list[Finding]:
        return [*self.understood.doubts, *self._found(self.difference.doubts)]

    @property
    def counts(self) -> dict[str, int]:
        """What the file is about, in its kind's own words; the states of what could be compared."""
        raise NotImplementedError

    @property
    def empty(self) -> bool:
        raise NotImplementedError

    def as_json(self) -> dict[str, Any]:
        return {
            "written": self.written,
            **self.counts,
            "fixed": [one.as_json() for one in self.understood.fixed],
            "problems": [one.as_json() for one in self.problems],
            "doubts": [one.as_json() for one in self.doubts],
        }

    def _found(self, problems: list[Problem]) -> list[Finding]:
        return [located(self.understood, problem) for problem in problems]


@dataclass
class BroughtRoster(Brought):
    understood: Understood
    difference: Difference

    @property
    def counts(self) -> dict[str, int]:
        """Households and members of the file; the states of those that could be compared."""
        households, states = self.understood.households, self.difference.counts
        members = sum(len(h.members) for h in households)
        told = {"households": len(households), "members": members}
        return told | {state: states[state] for state in STATES}

    @property
    def empty(self) -> bool:
        return not self.understood.households


@dataclass
class BroughtRows(Brought):
    understood: Rows
    difference: Tried[Any]

    @property
    def counts(self) -> dict[str, int]:
        return self.difference.counts

    @property
    def empty(self) -> bool:
        return not self.understood.lines


def located(understood: Sheets, problem: Problem) -> Finding:
    """A problem of the records, as one of the file's cells: its row, and the column's header."""
    sheet, row = str(problem.details["sheet"]), int(problem.details["row"])
    headers = (c.header for c in understood.columns if (c.sheet, c.field) == (sheet, problem.field))
    header = next(headers, "")
    value = understood.preview_rows(row, sheet).get(header, "") if header else ""
    return Finding(row, header, sheet, value, problem)


def compare(
    *,
    actor: Actor,
    village: Area,
    understood: Understood | Rows,
    file_name: str,
    day: date,
    progress: Callable[[int, int], None],
) -> Brought:
    """What a file would change; nothing is written."""
    if isinstance(understood, Understood):
        found = difference(
            actor=actor,
            village=village,
            households=understood.households,
            day=day,
            progress=progress,
        )
        return BroughtRoster(understood, found, written=False)
    sheet = Sheet(understood.kind, understood.lines, file_name, "")
    tried = sheet_try(actor=actor, village=village, sheet=sheet, day=day, progress=progress)
    return BroughtRows(understood, tried, written=False)


def bring(
    *,
    actor: Actor,
    village: Area,
    content: bytes,
    file_name: str,
    day: date,
    kind: str = SheetKind.ROSTER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Brought:
    """All or nothing: any problem, in the file or against the records, and nothing is written."""
    tell = progress or (lambda phase, percent: None)
    brought = compare(
        actor=actor,
        village=village,
        understood=understand_file(
            actor=actor,
            village=village,
            file=File(content, file_name, kind),
            day=day,
            tell=lambda share: tell("read", round(100 * share)),
        ),
        file_name=file_name,
        day=day,
        progress=lambda done, total: tell("compare", 100 * done // (total or 1)),
    )
    if dry_run or brought.problems or brought.empty:
        return brought
    about = {
        "actor": actor,
        "village": village,
        "day": day,
        "progress": lambda done, total: tell("write", 100 * done // (total or 1)),
    }
    digest = sha256(content).hexdigest()
    try:
        _write(brought, about, file_name, digest)
    except Refused as refused:
        brought.difference.problems.extend(p for p in refused.problems if "row" in p.details)
        if not brought.difference.problems:
            raise
        return brought
    brought.written = True
    return brought


def _write(brought: Brought, about: dict[str, Any], file_name: str, digest: str) -> None:
    if isinstance(brought, BroughtRoster):
        roster_write(
            households=brought.understood.households,
            file_name=file_name,
            file_hash=digest,
            found=brought.difference,
            **about,
        )
    elif isinstance(brought, BroughtRows):
        lines = brought.understood.lines
        sheet_write(sheet=Sheet(brought.understood.kind, lines, file_name, digest), **about)

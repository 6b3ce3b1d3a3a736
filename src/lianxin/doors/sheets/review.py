"""A kept file as the office reviews it: what is ready, what waits, row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.records.intake.actions import roster_write
from lianxin.records.intake.bringing import STATES
from lianxin.records.intake.lines import SaidLine
from lianxin.records.intake.models import RosterImport
from lianxin.records.intake.queries import roster_content, roster_corrections
from lianxin.records.intake.roster import LeftOut, RosterHousehold
from lianxin.records.intake.sheets import Sheet, sheet_write

from .bring import Brought, BroughtRoster, BroughtRows, compare
from .kinds import File, understand_file
from .reading import Tell
from .roster import Said, Sheets
from .roster.findings import Finding

MAPPING = "#columns"
"""The key under which a changed mapping of columns is kept among the corrections."""

Place = tuple[str, int]


@dataclass
class Review:
    """``brought`` says what the file is and what it changes; the rest is arranged for people."""

    roster: RosterImport
    brought: Brought

    @property
    def understood(self) -> Sheets:
        return self.brought.understood

    @property
    def kind(self) -> str:
        return self.understood.kind

    @cached_property
    def wrong(self) -> dict[Place, list[Finding]]:
        found: dict[Place, list[Finding]] = defaultdict(list)
        for one in self.brought.problems:
            found[one.sheet, one.row].append(one)
        return found

    @cached_property
    def ready(self) -> Sequence[Any]:
        """Households or rows without a single problem: these may be written now."""
        raise NotImplementedError

    @cached_property
    def aside(self) -> list[LeftOut]:
        """What would wait in the 待补 list, with its cells as the file has them."""
        raise NotImplementedError

    @cached_property
    def counts(self) -> dict[str, int]:
        """Of what is ready, how much is created, updated, unchanged."""
        count = Counter(self._states())
        return {state: count[state] for state in STATES}

    @property
    def unmapped(self) -> bool:
        """No table could be read: somebody has to say what the columns are."""
        return not self.understood.tables and bool(self.understood.columns)

    @property
    def writable(self) -> bool:
        return bool(self.ready)

    def _states(self) -> list[str]:
        raise NotImplementedError


@dataclass
class RosterReview(Review):
    brought: BroughtRoster

    @cached_property
    def ready(self) -> list[RosterHousehold]:
        return [one for one in self.brought.understood.sound if not self._problems(one)]

    @cached_property
    def aside(self) -> list[LeftOut]:
        return [
            self._left_out(one, problems)
            for one in self.brought.understood.households
            if (problems := self._problems(one))
        ]

    def _problems(self, household: RosterHousehold) -> list[Finding]:
        return [found for place in places(household) for found in self.wrong.get(place, ())]

    def _left_out(self, household: RosterHousehold, problems: list[Finding]) -> LeftOut:
        rows = sorted({row for _, row in places(household)})
        head = next((m.name for m in household.members if m.is_head), "")
        return LeftOut(
            head=head or household.members[0].name,
            rows=rows,
            cells=[self.understood.cells(row, household.sheet) for row in rows],
            problems=[_kept(one) for one in problems],
            register_code=household.register_code,
            numbers=tuple(m.id_number for m in household.members if m.id_number),
        )

    def _states(self) -> list[str]:
        chosen = {id(one) for one in self.ready}
        return [c.state for c in self.brought.difference.changes if id(c.said) in chosen]


@dataclass
class RowsReview(Review):
    brought: BroughtRows

    @cached_property
    def ready(self) -> list[SaidLine]:
        return [
            one
            for one in self.brought.understood.lines
            if one.sound and (one.sheet, one.row) not in self.wrong
        ]

    @cached_property
    def aside(self) -> list[LeftOut]:
        titles: dict[Place, str] = {}
        for one in self.brought.understood.lines:
            titles.setdefault((one.sheet, one.row), one.title)
        return [
            LeftOut(
                head=title[:60],
                rows=[row],
                cells=[self.understood.cells(row, sheet)],
                problems=[_kept(one) for one in self.wrong[sheet, row]],
            )
            for (sheet, row), title in titles.items()
            if (sheet, row) in self.wrong
        ]

    def _states(self) -> list[str]:
        return [self.brought.difference.state(one) for one in self.ready]


def places(household: RosterHousehold) -> list[Place]:
    rows = {household.row, *(member.row for member in household.members)}
    return [(household.sheet, row) for row in sorted(rows)]


def look(*, actor: Actor, roster: RosterImport, day: date, tell: Tell) -> Review:
    """Reads the kept file with its corrections and compares it with the records; writes nothing."""
    corrections = roster_corrections(roster)
    mapping = {int(place): field for place, field in corrections.pop(MAPPING, {}).items()} or None
    said = Said(corrections, mapping)
    understood = understand_file(
        actor=actor,
        village=roster.village,
        file=File(roster_content(roster), roster.file_name, roster.kind, said),
        day=day,
        tell=lambda share: tell(share * 0.7),
    )
    brought = compare(
        actor=actor,
        village=roster.village,
        understood=understood,
        file_name=roster.file_name,
        day=day,
        progress=lambda done, total: tell(0.7 + 0.3 * done / (total or 1)),
    )
    if isinstance(brought, BroughtRoster):
        return RosterReview(roster, brought)
    if isinstance(brought, BroughtRows):
        return RowsReview(roster, brought)
    raise TypeError(brought)


def write(*, actor: Actor, review: Review, day: date, tell: Tell) -> RosterImport:
    """Writes what is ready and sets the rest aside, in one go."""
    roster = review.roster
    about: dict[str, Any] = {
        "actor": actor,
        "village": roster.village,
        "roster": roster,
        "set_aside": review.aside,
        "day": day,
        "progress": lambda done, total: tell(done / (total or 1)),
    }
    if isinstance(review, RosterReview):
        return roster_write(
            households=review.ready,
            file_name=roster.file_name,
            file_hash=roster.file_hash,
            found=None if review.aside else review.brought.difference,
            **about,
        )
    sheet = Sheet(review.kind, review.ready, roster.file_name, roster.file_hash)
    return sheet_write(sheet=sheet, **about)


def _kept(found: Finding) -> dict[str, Any]:
    return found.as_json() | {"problem": found.problem.as_json()}

"""A kept roster as the office reviews it: what is ready, what waits, row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.records.intake.actions import roster_write
from lianxin.records.intake.change import Difference
from lianxin.records.intake.difference import difference
from lianxin.records.intake.models import RosterImport
from lianxin.records.intake.queries import roster_content, roster_corrections
from lianxin.records.intake.roster import LeftOut, RosterHousehold

from .bring import Brought
from .reading import Tell
from .roster import Understood, load_vocabulary, understand
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
    def understood(self) -> Understood:
        return self.brought.understood

    @cached_property
    def wrong(self) -> dict[Place, list[Finding]]:
        return _by_place(self.brought.problems)

    @cached_property
    def ready(self) -> list[RosterHousehold]:
        """Households without a single problem: these may be written now."""
        return [one for one in self.understood.sound if not self._problems(one)]

    @cached_property
    def aside(self) -> list[LeftOut]:
        """Households that would wait in the 待补 list, with their cells as the file has them."""
        return [
            self._left_out(one, problems)
            for one in self.understood.households
            if (problems := self._problems(one))
        ]

    @cached_property
    def counts(self) -> dict[str, int]:
        return _counts(self.brought.difference, self.ready)

    @property
    def writable(self) -> bool:
        return bool(self.ready)

    def _problems(self, household: RosterHousehold) -> list[Finding]:
        return [found for place in places(household) for found in self.wrong.get(place, ())]

    def _left_out(self, household: RosterHousehold, problems: list[Finding]) -> LeftOut:
        rows = sorted({row for _, row in places(household)})
        head = next((m.name for m in household.members if m.is_head), "")
        return LeftOut(
            head=head or household.members[0].name,
            rows=rows,
            cells=[self.understood.cells(row, household.sheet) for row in rows],
            problems=[one.as_json() | {"problem": one.problem.as_json()} for one in problems],
            register_code=household.register_code,
            numbers=tuple(m.id_number for m in household.members if m.id_number),
        )


def places(household: RosterHousehold) -> list[Place]:
    rows = {household.row, *(member.row for member in household.members)}
    return [(household.sheet, row) for row in sorted(rows)]


def look(*, actor: Actor, roster: RosterImport, day: date, tell: Tell) -> Review:
    """Reads the kept file with its corrections and compares it with the register; writes nothing."""
    corrections = roster_corrections(roster)
    mapping = {int(place): field for place, field in corrections.pop(MAPPING, {}).items()} or None
    understood = understand(
        roster_content(roster),
        roster.file_name,
        village=roster.village,
        vocabulary=load_vocabulary(day, roster.village),
        corrections=corrections,
        mapping=mapping,
        progress=lambda share: tell(share * 0.7),
    )
    found = difference(
        actor=actor,
        village=roster.village,
        households=understood.households,
        day=day,
        progress=lambda done, total: tell(0.7 + 0.3 * done / (total or 1)),
    )
    return Review(roster, Brought(understood, found, written=False))


def write(*, actor: Actor, review: Review, day: date, tell: Tell) -> RosterImport:
    """Writes the households that are ready and sets the others aside, in one go."""
    roster = review.roster
    return roster_write(
        actor=actor,
        village=roster.village,
        households=review.ready,
        file_name=roster.file_name,
        file_hash=roster.file_hash,
        roster=roster,
        set_aside=review.aside,
        day=day,
        found=None if review.aside else review.brought.difference,
        progress=lambda done, total: tell(done / (total or 1)),
    )


def _by_place(findings: list[Finding]) -> dict[Place, list[Finding]]:
    found: dict[Place, list[Finding]] = defaultdict(list)
    for one in findings:
        found[one.sheet, one.row].append(one)
    return found


def _counts(found: Difference, ready: list[RosterHousehold]) -> dict[str, int]:
    chosen = {id(one) for one in ready}
    counts: dict[str, Any] = {"created": 0, "updated": 0, "unchanged": 0}
    for change in found.changes:
        if id(change.said) in chosen:
            counts[change.state] += 1
    return counts

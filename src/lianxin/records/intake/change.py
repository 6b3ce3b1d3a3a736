"""What a roster would change: one household of the file beside the one in the register, and all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model

from lianxin.kernel import audit
from lianxin.kernel.problem import Problem
from lianxin.people.models import Area
from lianxin.records.file.models import Statement

from .facts import Values
from .known import KnownHousehold, KnownPerson
from .roster import RosterHousehold, RosterPerson


@dataclass(slots=True)
class Edit:
    """Columns of one row that stands in the register: its name in place, or the end of its days."""

    model: type[Model]
    id: UUID
    new: dict[str, Any]


@dataclass(slots=True)
class Fact:
    """A statement to be opened; without an owner it belongs to the household that is made. ``amounts``:
    the lines of an income by their items."""

    model: type[Statement]
    values: Values
    owner: UUID | None = None
    year: int | None = None
    amounts: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(slots=True)
class Member:
    """A member as the file has it; ``joins``: a membership is opened; ``condition``, ``more``: statements."""

    said: RosterPerson
    known: KnownPerson | None = None
    joins: bool = True
    condition: Values | None = None
    more: dict[type[Statement], Values] = field(default_factory=dict)
    joined_by: str = ""


@dataclass(slots=True)
class Change:
    """One household of the file beside the one in the register; ``touched``: its fields that change."""

    said: RosterHousehold
    known: KnownHousehold | None = None
    members: list[Member] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        if self.known is None:
            return "created"
        moved = (
            self.edits or self.facts or any(m.joins or m.condition or m.more for m in self.members)
        )
        return "updated" if moved else "unchanged"


@dataclass(slots=True)
class Difference:
    """Every household of the file with what it changes, and what stands in the way."""

    village: Area
    groups: dict[str, Area | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    blinds: dict[str, bytes] = field(default_factory=dict, repr=False)
    seen_at: int = -1

    @property
    def holds(self) -> bool:
        """Whether nobody has written anything since the register was compared."""
        return self.seen_at == audit.position()

    @property
    def counts(self) -> dict[str, int]:
        states = Counter(change.state for change in self.changes)
        members = sum(len(change.said.members) for change in self.changes)
        return {
            "households": len(self.changes),
            "members": members,
            **{state: states[state] for state in ("created", "updated", "unchanged")},
        }

    @property
    def new_groups(self) -> list[str]:
        return [name for name, area in self.groups.items() if area is None]

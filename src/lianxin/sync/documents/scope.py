"""Whose documents, on which day: the households that the officer is paired with, and no others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Officer
from lianxin.people.policy import AccountActor
from lianxin.register.models import Household, Pairing
from lianxin.register.queries import memberships


class Doc(NamedTuple):
    rev: int
    data: dict[str, Any]


State = tuple[UUID, int, bool]
"""Of an entry: its key, its revision, and whether it was withdrawn."""


class Home(NamedTuple):
    """As much of a household as other documents say of it."""

    household: Household
    name: str


@dataclass
class Scope:
    actor: AccountActor
    officer: Officer
    day: date
    made: dict[str, dict[UUID, Doc]] = field(default_factory=dict)
    chosen: list[State] | None = None
    """Entries, once they have been chosen."""

    @classmethod
    def of(cls, actor: AccountActor) -> Scope | None:
        """None for an account without an officer: a phone is the linked officer's."""
        officer = actor.account.officer
        return cls(actor, officer, today()) if officer else None

    @cached_property
    def homes(self) -> dict[UUID, Home]:
        """Unscoped look-up of one's own pairings; what is read goes through the actor again."""
        mine = Pairing.objects.visible_to(SYSTEM).filter(in_force(self.day), officer=self.officer)
        rows = Household.objects.visible_to(self.actor).filter(
            pk__in=mine.values("household_id"), closed=None
        )
        rows = rows.select_related("village", "group").only(
            *("number", "village__name", "village__path", "group__name")
        )
        found = {row.pk: row for row in rows}
        heads = memberships(self.actor, day=self.day).filter(is_head=True, household__in=found)
        named = dict(heads.order_by().values_list("household_id", "person__name"))
        return {key: Home(row, named.get(key, row.number)) for key, row in found.items()}

    @property
    def keys(self) -> list[UUID]:
        return list(self.homes)

    def name_of(self, household: UUID | None) -> str:
        return self.homes[household].name if household in self.homes else ""

    def place_of(self, household: UUID | None) -> str:
        if household not in self.homes:
            return ""
        group = self.homes[household].household.group
        return group.name if group else ""

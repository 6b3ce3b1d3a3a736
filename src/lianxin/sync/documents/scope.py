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
from lianxin.records.file.stated import Stated, stated
from lianxin.register.models import Household, Pairing
from lianxin.register.queries import HouseholdFile, files


class Doc(NamedTuple):
    rev: int
    data: dict[str, Any]


@dataclass
class Scope:
    actor: AccountActor
    officer: Officer
    day: date
    made: dict[str, dict[UUID, Doc]] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: AccountActor) -> Scope | None:
        """None for an account without an officer: a phone is the linked officer's."""
        officer = actor.account.officer
        return cls(actor, officer, today()) if officer else None

    @cached_property
    def keys(self) -> list[UUID]:
        """Unscoped look-up of one's own pairings; what is read goes through the actor again."""
        mine = Pairing.objects.visible_to(SYSTEM).filter(in_force(self.day), officer=self.officer)
        rows = Household.objects.visible_to(self.actor).filter(
            pk__in=mine.values("household_id"), closed=None
        )
        return list(rows.values_list("pk", flat=True))

    @cached_property
    def files(self) -> dict[UUID, HouseholdFile]:
        if not self.keys:
            return {}
        found = files(self.actor, self.keys, day=self.day)
        return {one.household.pk: one for one in found}

    @cached_property
    def stated(self) -> dict[UUID, Stated]:
        return stated(self.actor, self.files.values())

    def name_of(self, household: UUID | None) -> str:
        return self.files[household].name if household in self.files else ""

    def place_of(self, household: UUID | None) -> str:
        if household not in self.files:
            return ""
        group = self.files[household].household.group
        return group.name if group else ""

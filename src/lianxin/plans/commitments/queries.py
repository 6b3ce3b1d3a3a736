"""Whom each officer answers for in a year, and which version of the commitment is the last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import Period, in_force, today
from lianxin.people.models import Officer, Partnership, Unit
from lianxin.register.models import Code, Membership, Pairing
from lianxin.register.pairings import not_over

from .models import Commitment
from .wording import Home

State = Commitment.State


@dataclass
class Answers:
    """The households of one officer in what is left of a year, as they are known on the day; ``paired``:
    the units that are paired with their villages."""

    year: int
    homes: list[Home] = field(default_factory=list)
    keys: list[list[str]] = field(default_factory=list)
    villages: set[UUID] = field(default_factory=set)
    paired: list[Unit] = field(default_factory=list)

    def unit_of(self, officer: Officer) -> str:
        """The paired unit that the officer belongs to, and not the section in it."""
        above = [one for one in self.paired if officer.unit.path.startswith(one.path)]
        return max(above, key=lambda one: len(one.path), default=officer.unit).name

    def basis(self, officer: Officer, duties: list[str]) -> dict[str, Any]:
        return {"unit": self.unit_of(officer), "homes": self.keys, "duties": duties}


def answers_of(officers: Iterable[Officer], year: int, day: date) -> dict[UUID, Answers]:
    """By officer; a household that is handed over before the day is no longer theirs. Unscoped: whoever may
    make an officer's commitment makes it of all the officer answers for."""
    found = {one.pk: Answers(year) for one in officers}
    rows = Pairing.objects.visible_to(SYSTEM).filter(
        not_over(day), officer__in=found, responsible=True, from_day__lte=Period.year(year).last
    )
    rows = rows.filter(Q(household__closed__isnull=True) | Q(household__closed__gt=day))
    rows = rows.exclude(until=F("from_day")).select_related(
        "household__village", "household__group"
    )
    listed = list(rows.order_by("household__village__path", "household__number", "from_day"))
    heads = _heads([one.household_id for one in listed], day)
    for one in listed:
        home, mine = one.household, found[one.officer_id]
        mine.villages.add(home.village_id)
        mine.keys.append([str(home.pk), one.from_day.isoformat(), str(one.until or "")])
        mine.homes.append(
            Home(
                home.number,
                heads.get(home.pk, ""),
                home.group.name if home.group else "",
                home.village.name,
                one.from_day,
            )
        )
    _pair(found.values(), day)
    return found


def _pair(found: Collection[Answers], day: date) -> None:
    rows = Partnership.objects.visible_to(SYSTEM).filter(in_force(day)).select_related("unit")
    villages = {village for one in found for village in one.villages}
    paired: dict[UUID, list[Unit]] = {}
    for row in rows.filter(village__in=villages):
        paired.setdefault(row.village_id, []).append(row.unit)
    for one in found:
        one.paired = [unit for village in one.villages for unit in paired.get(village, ())]


def _heads(homes: list[UUID], day: date) -> dict[UUID, str]:
    rows = Membership.objects.visible_to(SYSTEM).filter(
        in_force(day), is_head=True, household__in=homes
    )
    return dict(rows.order_by().values_list("household_id", "person__name"))


def latest(officers: Iterable[Officer], year: int) -> dict[UUID, Commitment]:
    """The last version of each; unscoped, for making the next one."""
    rows = Commitment.objects.visible_to(SYSTEM).filter(officer__in=list(officers), year=year)
    return {row.officer_id: row for row in rows.order_by("version")}


def directions() -> list[str]:
    """The five, as the code list has them; public."""
    rows = Code.objects.visible_to(SYSTEM).filter(in_force(), list="direction")
    return list(rows.order_by("position").values_list("name", flat=True))


def commitments(actor: Actor, year: int) -> GuardedQuerySet[Commitment]:
    rows = Commitment.objects.visible_to(actor).filter(year=year)
    return rows.select_related("officer__unit", "accepted_by")


def waiting(actor: Actor, officer: UUID | None) -> list[Commitment]:
    """What one officer has to read and accept, the nearest year first."""
    if officer is None:
        return []
    rows = Commitment.objects.visible_to(actor).filter(officer=officer, state=State.OPEN)
    return list(rows.filter(last_day__gte=today()).order_by("year"))

"""What was done in a year, each deed counted once, as the figures count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import id_in, in_text
from lianxin.records.diary.models import Act, Kind

from .duty import Year
from .models import Requirement

Figure = Requirement.Figure
KIND = {
    Figure.VISITS: Kind.VISIT,
    Figure.TALKS: Kind.TALK,
    Figure.STAY_DAYS: Kind.STAY,
    Figure.LECTURES: Kind.LECTURE,
}


class Deed(NamedTuple):
    officer: UUID
    household: UUID | None
    village: UUID
    day: int
    half_days: int
    event: str


class Tally:
    """Deeds by kind, those of an officer and those in a household."""

    def __init__(self) -> None:
        self.of: dict[tuple[str, UUID], list[Deed]] = defaultdict(list)
        self.at: dict[tuple[str, UUID], list[Deed]] = defaultdict(list)

    def add(self, kind: str, deed: Deed) -> None:
        self.of[kind, deed.officer].append(deed)
        if deed.household:
            self.at[kind, deed.household].append(deed)

    def done(self, figure: str, officer: UUID, days: int, village: UUID | None) -> int:
        """How often an officer did it on these days; stays in half-days."""
        return count(figure, self._within(self.of[_kind(figure), officer], days, village))

    def in_home(self, figure: str, household: UUID, days: int) -> int:
        """How often it was done in a household on these days, whoever came."""
        deeds = self._within(self.at[_kind(figure), household], days, None)
        return len({(deed.officer, deed.day) for deed in deeds})

    def events(self, officers: Iterable[UUID], days: int, village: UUID | None) -> int:
        """Lectures of several officers; one that they held together is one."""
        kind = str(Kind.LECTURE)
        return len(
            {
                deed.event
                for officer in officers
                for deed in self._within(self.of[kind, officer], days, village)
            }
        )

    @staticmethod
    def _within(deeds: Iterable[Deed], days: int, village: UUID | None) -> list[Deed]:
        return [
            deed
            for deed in deeds
            if days >> deed.day & 1 and (village is None or deed.village == village)
        ]


def _kind(figure: str) -> str:
    return str(KIND[Figure(figure)])


def count(figure: str, deeds: Iterable[Deed]) -> int:
    """One officer's deeds: once a household and day, once an event, a whole day at the most a day."""
    if figure == Figure.LECTURES:
        return len({deed.event for deed in deeds})
    if figure != Figure.STAY_DAYS:
        return len({(deed.household, deed.day) for deed in deeds})
    held: dict[int, int] = defaultdict(int)
    for deed in deeds:
        held[deed.day] += deed.half_days
    return sum(min(2, halves) for halves in held.values())


def tally(
    actor: Actor, officers: Iterable[UUID], homes: Iterable[UUID], year: Year, day: date
) -> Tally:
    """The acts of these officers and those in these households, up to the day, in one look."""
    rows = Act.objects.visible_to(actor).filter(
        Q(officer__in=list(officers)) | Q(household__in=list(homes)),
        counts=True,
        year=year.number,
        day__lte=day,
        kind__in=list(KIND.values()),
    )
    found, first = Tally(), year.whole.first
    keys = map(in_text, ("officer_id", "household_id", "village_id", "event"))
    told = rows.order_by().values_list("kind", "day", "half_days", *keys)
    for kind, on, halves, officer, home, village, event in told:
        where = id_in(home) if home else None
        deed = Deed(id_in(officer), where, id_in(village), (on - first).days, halves, event)
        found.add(kind, deed)
    return found

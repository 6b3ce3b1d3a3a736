"""A village's facts of a year as they stood on a day, beside those of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Area

from .models import VillageFact, VillageIndicator
from .values import NONE, Value, difference, of, told, typed, way


@dataclass(frozen=True)
class Line:
    """One indicator in a year: the statement that holds, and what held for the year before."""

    indicator: VillageIndicator
    fact: VillageFact | None
    before: Value

    @property
    def value(self) -> Value:
        return of(self.fact) if self.fact else NONE

    @property
    def told(self) -> str:
        return told(self.indicator, self.value)

    @property
    def told_before(self) -> str:
        return told(self.indicator, self.before)

    @property
    def typed(self) -> str:
        return typed(self.indicator, self.value)

    @property
    def difference(self) -> str:
        return difference(self.indicator, self.before, self.value)

    @property
    def way(self) -> int:
        return way(self.indicator, self.before, self.value)


def indicators(year: int) -> list[VillageIndicator]:
    """Those in force on some day of the year, by their order. Public, so the look-up is unscoped."""
    rows = VillageIndicator.objects.visible_to(SYSTEM)
    day = min(date(year, 12, 31), max(today(), date(year, 1, 1)))
    return list(rows.filter(in_force(day)))


def facts(actor: Actor, village: Area, day: date) -> GuardedQuerySet[VillageFact]:
    """Everything that was stated by the day, the oldest first."""
    rows = VillageFact.objects.visible_to(actor).filter(village=village, day__lte=day)
    return rows.select_related("indicator").order_by("at", "id")


def years(actor: Actor, village: Area, day: date) -> list[int]:
    """Years of which something is stated, the latest first."""
    rows = facts(actor, village, day).order_by().values_list("year", flat=True)
    return sorted(set(rows), reverse=True)


def profile(actor: Actor, village: Area, year: int, day: date) -> list[Line]:
    """Every indicator of the year, stated or not."""
    rows = facts(actor, village, day).filter(year__in=[year - 1, year])
    held = {(row.indicator.key, row.year): row for row in rows}  # the latest stands last
    return [
        Line(one, held.get((one.key, year)), _value(held.get((one.key, year - 1))))
        for one in indicators(year)
    ]


def over_years(
    actor: Actor, village: Area, chosen: Iterable[int], day: date
) -> list[tuple[VillageIndicator, list[str]]]:
    """For each indicator what was so in each of the years; those never stated are left out."""
    wanted = sorted(chosen)
    rows = facts(actor, village, day).filter(year__in=wanted)
    held = {(row.indicator.key, row.year): of(row) for row in rows}
    known = {key for key, _year in held}
    return [
        (one, [told(one, held.get((one.key, year), NONE)) for year in wanted])
        for one in indicators(wanted[-1] if wanted else day.year)
        if one.key in known
    ]


def history(actor: Actor, village: Area, indicator: UUID, year: int) -> list[VillageFact]:
    """Everything that was ever stated of one indicator for a year, the latest first."""
    rows = VillageFact.objects.visible_to(actor).filter(village=village, year=year)
    return list(rows.filter(indicator=indicator).order_by("-at", "-id"))


def _value(fact: VillageFact | None) -> Value:
    return of(fact) if fact else NONE

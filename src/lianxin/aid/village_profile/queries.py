"""A village's facts of a year as they stood on a day, beside those of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Area

from .models import VillageFact, VillageIndicator
from .values import NONE, Value, difference, of, told, typed, way


@dataclass(frozen=True)
class Line:
    """One indicator in a year: the statement that holds, and what held for the year before.

    ``asked`` no longer: what was stated of it stays to be read.
    """

    indicator: VillageIndicator
    fact: VillageFact | None
    before: Value
    asked: bool = True

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
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen, and what was when it was an option still."""
        found, held = self.indicator.options, self.value.chosen
        gone = held and held not in dict(found)
        return [*found, (held, self.told)] if gone else found

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
    return by_place(rows.filter(in_force(day)))


def by_place(rows: Iterable[VillageIndicator]) -> list[VillageIndicator]:
    """Each under its heading, the headings by the first that stands there."""
    listed = sorted(rows, key=lambda row: (row.position, row.from_day))
    first: dict[str, int] = {}
    for row in listed:
        first.setdefault(row.heading, row.position)
    return sorted(listed, key=lambda row: (first[row.heading], row.heading))


def facts(actor: Actor, village: Area, day: date) -> GuardedQuerySet[VillageFact]:
    """Everything that was stated by the day, the oldest first."""
    rows = VillageFact.objects.visible_to(actor).filter(village=village, day__lte=day)
    return rows.select_related("indicator").order_by("at", "id")


def years(actor: Actor, village: Area, day: date) -> list[int]:
    """Years of which something is stated, the latest first."""
    rows = facts(actor, village, day).order_by().values_list("year", flat=True)
    return sorted(set(rows), reverse=True)


def profile(actor: Actor, village: Area, year: int, day: date) -> list[Line]:
    """Every indicator of the year, stated or not; also what was stated of one that has ended since."""
    rows = facts(actor, village, day).filter(year__in=[year - 1, year])
    held = {(row.indicator.sense, row.year): row for row in rows}  # the latest stands last
    asked = {one.sense: one for one in indicators(year)}
    ended = {
        sense: row.indicator
        for (sense, of_year), row in held.items()
        if of_year == year and sense not in asked
    }
    return [
        Line(
            one,
            held.get((one.sense, year)),
            _value(held.get((one.sense, year - 1))),
            one.sense in asked,
        )
        for one in by_place([*asked.values(), *ended.values()])
    ]


def over_years(
    actor: Actor, village: Area, chosen: Iterable[int], day: date
) -> list[tuple[VillageIndicator, list[str]]]:
    """For each indicator what was so in each of the years; those never stated are left out."""
    wanted = sorted(chosen)
    rows = list(facts(actor, village, day).filter(year__in=wanted))
    held = {(row.indicator.sense, row.year): of(row) for row in rows}
    known = {row.indicator.sense: row.indicator for row in rows}
    now = {one.sense: one for one in indicators(wanted[-1] if wanted else day.year)}
    return [
        (one, [told(one, held.get((one.sense, year), NONE)) for year in wanted])
        for one in by_place(now.get(sense, row) for sense, row in known.items())
    ]


def history(actor: Actor, village: Area, key: str, year: int) -> list[VillageFact]:
    """Everything that was ever stated under the key for a year, the latest first."""
    rows = VillageFact.objects.visible_to(actor).filter(village=village, year=year)
    rows = rows.filter(indicator__key=key).select_related("indicator")
    return list(rows.order_by("-at", "-id"))


def every_indicator() -> list[list[VillageIndicator]]:
    """By what is asked each row that ever held, the latest first; rules are public."""
    found: dict[str, list[VillageIndicator]] = {}
    for row in VillageIndicator.objects.visible_to(SYSTEM).order_by("-from_day"):
        if row.until != row.from_day:
            found.setdefault(row.key, []).append(row)
    return [found[row.key] for row in by_place(rows[0] for rows in found.values())]


def _value(fact: VillageFact | None) -> Value:
    return of(fact) if fact else NONE

"""A village's facts of a year as they stood on a day, beside those of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

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


def indicators(year: int, village: Area | None) -> list[VillageIndicator]:
    """What is asked of the village on some day of the year, in its order; of none, of every village."""
    day = min(date(year, 12, 31), max(today(), date(year, 1, 1)))
    held = {row.key: row for row in _rows(village).filter(in_force(day))}  # its own stand last
    return by_place(row for row in held.values() if row.asked)


def _rows(village: Area | None) -> GuardedQuerySet[VillageIndicator]:
    """Those of all villages, then its own, the oldest first. Public, so the look-up is unscoped."""
    rows = VillageIndicator.objects.visible_to(SYSTEM).select_related("village")
    rows = rows.filter(Q(village=None) | Q(village=village))
    return rows.order_by(F("village").asc(nulls_first=True), "from_day")


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
    asked = {one.sense: one for one in indicators(year, village)}
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
    now = {one.sense: one for one in indicators(wanted[-1] if wanted else day.year, village)}
    return [
        (one, [told(one, held.get((one.sense, year), NONE)) for year in wanted])
        for one in by_place(now.get(sense, row) for sense, row in known.items())
    ]


def history(actor: Actor, village: Area, key: str, year: int) -> list[VillageFact]:
    """Everything that was ever stated under the key for a year, the latest first."""
    rows = VillageFact.objects.visible_to(actor).filter(village=village, year=year)
    rows = rows.filter(indicator__key=key).select_related("indicator")
    return list(rows.order_by("-at", "-id"))


@dataclass(frozen=True)
class Ruled:
    """As something is asked of a village, will be or was at last; ``before``: earlier or elsewhere."""

    row: VillageIndicator
    until: date | None
    before: list[VillageIndicator]

    @property
    def over(self) -> bool:
        return self.until is not None and self.until <= today()

    @property
    def coming(self) -> bool:
        return self.row.from_day > today()


def every_indicator(village: Area | None) -> list[Ruled]:
    """Whatever is, will be or was asked of the village, in its order."""
    found: dict[str, list[VillageIndicator]] = {}
    for row in _rows(village):
        if row.until != row.from_day:
            found.setdefault(row.key, []).insert(0, row)
    ruled = [_ruled(rows) for rows in found.values() if any(row.asked for row in rows)]
    order = {row.pk: place for place, row in enumerate(by_place(one.row for one in ruled))}
    return sorted(ruled, key=lambda one: order[one.row.pk])


def _ruled(rows: list[VillageIndicator]) -> Ruled:
    """Of the rows of one key, the village's own first and the latest first of each."""
    own = next((row for row in rows if row.village_id), None)
    common = next((row for row in rows if not row.village_id), None)
    gone = own is not None and own.until is not None and own.until <= today()
    leading = common if common is not None and (own is None or gone) else rows[0]
    row = leading if leading.asked else next(one for one in rows if one.asked)
    until = row.until if leading.asked else min(row.until or date.max, leading.from_day)
    return Ruled(row, until, [one for one in rows if one.asked and one is not row])


def _value(fact: VillageFact | None) -> Value:
    return of(fact) if fact else NONE

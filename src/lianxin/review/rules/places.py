"""Two places at once, an officer off duty, a household away; a place far off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median

from lianxin.kernel.datum import Spot, distance

from .shape import Key, Limits, Sign, World, Written, days_between

FEWEST = 2
"""So many other entries must have told where a household is."""


def two_places(entries: Sequence[Written], world: World, limits: Limits) -> Iterator[Sign]:
    """One officer in two villages on one day, or longer at work than ``hours``; neighbours weigh less."""
    days: dict[tuple[Key, date], list[Written]] = defaultdict(list)
    for row in entries:
        if not row.old:
            for day in days_between(row.day, row.last):
                days[row.officer, day].append(row)
    for (_officer, day), rows in days.items():
        villages = {row.village for row in rows}
        hours = sum(row.minutes or 0 for row in rows if row.day == row.last) / 60
        if len(villages) < 2 and hours <= limits["hours"]:
            continue
        near = len(villages) < 2 or all(
            frozenset((one, other)) in world.near for one in villages for other in villages - {one}
        )
        weight = limits["weight_near"] if near else limits["weight"]
        for row in rows:
            away = tuple(one.key for one in rows if one.village != row.village)
            facts = {
                "villages": [str(one) for one in sorted(villages - {row.village}, key=str)],
                "hours": round(hours, 1) if hours > limits["hours"] else None,
                "day": str(day),
            }
            mark = f"two_places:{day}"
            yield Sign("two_places", weight, mark, entry=row.key, others=away, facts=facts)


def off_duty(entries: Sequence[Written], world: World, limits: Limits) -> Iterator[Sign]:
    for row in entries:
        for span in world.off_duty.get(row.officer, ()) if row.by_hand else ():
            if row.day in span:
                last = span.until.isoformat()
                facts = {"why": span.why, "from": span.first.isoformat(), "until": last}
                mark = f"off_duty:{span.first}"
                yield Sign("off_duty", limits["weight"], mark, entry=row.key, facts=facts)


def home_away(entries: Sequence[Written], world: World, limits: Limits) -> Iterator[Sign]:
    """A visit at a household all of whose people work elsewhere on that day, by its file."""
    for row in entries:
        if "visit" not in row.kinds or not row.by_hand:
            continue
        for home in sorted(row.homes, key=str):
            span = next((one for one in world.away.get(home, ()) if row.day in one), None)
            if span is not None:
                facts = {"why": span.why, "from": span.first.isoformat()}
                mark = f"home_away:{home}:{span.first}"
                yield Sign(
                    "home_away", limits["weight"], mark, entry=row.key, home=home, facts=facts
                )


def far(entries: Sequence[Written], world: World, limits: Limits) -> Iterator[Sign]:
    """Farther than ``km`` from where the household stands, by its file or else by what other entries say;
    only where the writer gave a place."""
    told: dict[Key, list[tuple[Key, Spot]]] = defaultdict(list)
    for row in entries:
        if row.place and len(row.homes) == 1:
            told[next(iter(row.homes))].append((row.key, row.place))
    for row in entries:
        if not row.place or len(row.homes) != 1:
            continue
        [home] = row.homes
        there = world.stands.get(home) or _amid(row, told[home])
        if there is not None and (away := distance(row.place, there)) > limits["km"]:
            facts = {"km": round(away, 1), "stated": home in world.stands}
            yield Sign("far", limits["weight"], "far", entry=row.key, home=home, facts=facts)


def _amid(row: Written, told: Sequence[tuple[Key, Spot]]) -> Spot | None:
    rest = [place for key, place in told if key != row.key]
    if len(rest) < FEWEST:
        return None
    return Spot(median(one.lat for one in rest), median(one.lon for one in rest))

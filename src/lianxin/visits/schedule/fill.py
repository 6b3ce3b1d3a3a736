"""From who goes when to whole trips: groups that go to the same corner, households, lectures, days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from math import ceil

from .rough import Chosen, Task
from .shape import LECTURES, STAYS, Home, Need, Problem, Trip
from .supply import missing, supply
from .windows import counting


def trips_of(task: Task, chosen: Chosen) -> list[Trip]:
    problem = task.problem
    trips = list(_grouped(task, chosen))
    trips = _visiting(problem, trips)
    trips = _shortened(problem, trips)
    return _lecturing(problem, trips)


def _grouped(task: Task, chosen: Chosen) -> Iterator[Trip]:
    """The people of a slot in as few groups as may be, those with the same village groups together."""
    people: dict[int, list[str]] = defaultdict(list)
    for w, at in chosen.items():
        people[at].append(task.windows[w].officer)
    places: dict[str, list[str]] = defaultdict(list)
    for home in task.problem.homes:
        places[home.officer].append(home.group)
    for at in sorted(people):
        days, here = task.slots[at].days, people[at]
        here.sort(key=lambda one: (sorted(places[one]), one))
        count = ceil(len(here) / task.problem.rules.group_most)
        for n in range(count):
            some = here[len(here) * n // count : len(here) * (n + 1) // count]
            yield Trip(days[0], days[-1], tuple(sorted(some)), ())


def _visiting(problem: Problem, trips: Iterable[Trip]) -> list[Trip]:
    """On each trip the households that have waited longest, those of the busiest village group first."""
    homes: dict[str, list[Home]] = defaultdict(list)
    for home in problem.homes:
        homes[home.officer].append(home)
    seen: dict[str, date] = {}
    for trip in sorted(problem.kept, key=lambda one: one.first):
        seen |= {home: trip.first for home, _ in trip.visits if trip.first < problem.first}
    found: list[Trip] = []
    for trip in sorted(trips, key=lambda one: (one.first, one.officers)):
        here = [home.group for one in trip.officers for home in homes[one]]
        visits: list[tuple[str, str]] = []
        for officer in trip.officers:
            for home in _chosen(problem, homes[officer], trip, seen, here, found):
                visits.append((home.key, officer))
                seen[home.key] = trip.first
        found.append(replace(trip, visits=tuple(visits)))
    return found


def _chosen(
    problem: Problem,
    homes: list[Home],
    trip: Trip,
    seen: dict[str, date],
    here: list[str],
    before: list[Trip],
) -> list[Home]:
    most = problem.rules.homes_a_day * len(trip.days)
    if len(homes) <= most:
        return homes
    owed = _owed(problem, [*counting(problem), *before], trip)
    order = sorted(
        homes,
        key=lambda one: (
            -owed.get(one.key, 0),
            seen.get(one.key, date.min),
            -here.count(one.group),
            one.key,
        ),
    )
    return sorted(order[:most], key=lambda one: (one.group, one.key))


def _owed(problem: Problem, trips: list[Trip], trip: Trip) -> dict[str, int]:
    """What is still owed to a household in the period that the trip lies in."""
    found: dict[str, int] = {}
    for need in problem.needs:
        if need.home and need.officer in trip.officers and need.first <= trip.first <= need.last:
            found[need.home] = max(found.get(need.home, 0), missing(need, trips))
    return found


def _shortened(problem: Problem, trips: list[Trip]) -> list[Trip]:
    """A day less wherever everybody has days enough and the visits fit into the rest."""
    spare = _spare(problem, trips)
    found = []
    for trip in reversed(trips):
        while len(trip.days) > 1 and _fits(problem, trip) and _spared(spare, trip):
            for officer in trip.officers:
                for need in spare[officer]:
                    if need.first <= trip.last <= need.last:
                        spare[officer][need] -= 1
            trip = replace(trip, last=trip.days[-2])
        found.append(trip)
    return found[::-1]


def _spare(problem: Problem, trips: list[Trip]) -> dict[str, dict[Need, int]]:
    """By officer and need of stays: how many days there are beyond it."""
    found: dict[str, dict[Need, int]] = defaultdict(dict)
    whole = [*counting(problem), *trips]
    for need in problem.needs:
        if need.figure == STAYS:
            found[need.officer][need] = supply(need, whole) - need.amount
    return found


def _fits(problem: Problem, trip: Trip) -> bool:
    most = problem.rules.homes_a_day * (len(trip.days) - 1)
    return all(sum(who == one for _, who in trip.visits) <= most for one in trip.officers)


def _spared(spare: dict[str, dict[Need, int]], trip: Trip) -> bool:
    return all(
        left > 0
        for officer in trip.officers
        for need, left in spare[officer].items()
        if need.first <= trip.last <= need.last
    )


def _lecturing(problem: Problem, trips: list[Trip]) -> list[Trip]:
    """Lectures on as few trips as give everybody theirs, far apart from one another."""
    needs = [need for need in problem.needs if need.figure == LECTURES]
    while True:
        whole = [*counting(problem), *trips]
        wanting = [need for need in needs if missing(need, whole)]
        gain = {at: _serves(trip, wanting) for at, trip in enumerate(trips) if not trip.lecture}
        best = max(gain, key=lambda at: (gain[at], _far(trips, at), -at), default=None)
        if best is None or not gain[best]:
            return trips
        trips[best] = replace(trips[best], lecture=True)


def _serves(trip: Trip, wanting: list[Need]) -> int:
    return sum(supply(need, [replace(trip, lecture=True)]) for need in wanting)


def _far(trips: list[Trip], at: int) -> int:
    held = [trip.first for trip in trips if trip.lecture]
    return min((abs((trips[at].first - day).days) for day in held), default=0)

"""How evenly a year's trips lie, and the round-robin that a proposal is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from .shape import Problem, Trip
from .slots import able, slots_of
from .windows import windows_of


def evenness(trips: Iterable[Trip], first: date, last: date) -> float:
    """By how many days, on the average over officers and their trips, the time to the next trip differs from
    the year's length divided by the number of trips; after the last one the next is the first one a year
    later. Nought is perfectly even."""
    days: dict[str, list[int]] = defaultdict(list)
    for trip in trips:
        for officer in trip.officers:
            days[officer].append(trip.first.toordinal())
    length = (last - first).days + 1
    means = [_off(sorted(mine), length) for mine in days.values()]
    return sum(means) / len(means) if means else 0.0


def _off(days: list[int], length: int) -> float:
    gaps = [after - before for before, after in pairwise([*days, days[0] + length])]
    return sum(abs(gap - length / len(days)) for gap in gaps) / len(days)


def round_robin(problem: Problem) -> list[Trip]:
    """Whoever went longest ago goes next, a group in each slot that is due, as an office does it with a
    list and a pencil: as many slots apart as make the year's trips last to its end."""
    slots = slots_of(problem)
    left: dict[str, int] = defaultdict(int)
    for window in windows_of(problem, slots):
        left[window.officer] += 1
    open_to = {one.key: set(able(one, slots, problem)) for one in problem.people}
    turn, trips, gone = [one.key for one in problem.people], list[Trip](), dict[str, int]()
    whole = max(1, -(-sum(left.values()) // problem.rules.group_most))
    for at, slot in enumerate(slots):
        going = [
            one
            for one in turn
            if left[one] > 0
            and slot in open_to[one]
            and slot.week - gone.get(one, -(10**9)) >= problem.rules.gap_weeks
        ][: problem.rules.group_most]
        due = len(trips) < whole * (at + 1) / len(slots)
        if len(going) < problem.rules.group_least or not due:
            continue
        for one in going:
            left[one] -= 1
            gone[one] = slot.week
            turn.remove(one)
            turn.append(one)
        trips.append(Trip(slot.days[0], slot.days[-1], tuple(sorted(going)), ()))
    return trips

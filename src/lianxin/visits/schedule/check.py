"""Whether a proposal keeps the hard rules, and tells truly what is unmet: recounted from nothing else.

It shares no line with what makes the proposal, so that neither can hide the other's mistake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from .shape import Need, Plan, Problem, Trip


class Broken(NamedTuple):
    rule: str
    where: str


def broken(problem: Problem, plan: Plan) -> list[Broken]:
    """Every hard rule that the plan breaks; none for a good one."""
    found = [one for trip in plan.trips for one in _trip(problem, trip)]
    found += _too_soon(problem, plan)
    found += _too_many(problem, plan)
    return [*found, *_untrue(problem, plan)]


def _trip(problem: Problem, trip: Trip) -> Iterator[Broken]:
    rules, at = problem.rules, f"{trip.first} {','.join(trip.officers)}"
    length = (trip.last - trip.first).days + 1
    days = {trip.first + timedelta(days=n) for n in range(length)}
    if not 1 <= length <= rules.days_most:
        yield Broken("length", at)
    if not days <= problem.open_days or trip.first < problem.first:
        yield Broken("closed day", at)
    if not rules.group_least <= len(trip.officers) <= rules.group_most:
        yield Broken("group size", at)
    if len(set(trip.officers)) != len(trip.officers):
        yield Broken("goes twice", at)
    away = {person.key: person.away for person in problem.people}
    for officer in trip.officers:
        if officer not in away or away[officer] & days:
            yield Broken("away", f"{at} {officer}")
    answers = {home.key: home.officer for home in problem.homes}
    for home, officer in trip.visits:
        if officer not in trip.officers or answers.get(home) != officer:
            yield Broken("not their household", f"{at} {home}")
    if len({home for home, _ in trip.visits}) != len(trip.visits):
        yield Broken("visited twice", at)
    for officer, count in Counter(officer for _, officer in trip.visits).items():
        if count > rules.homes_a_day * length:
            yield Broken("households a day", f"{at} {officer}")


def _too_soon(problem: Problem, plan: Plan) -> Iterator[Broken]:
    """The Mondays of an officer's trips lie so many weeks apart, the trips that stay among them."""
    mondays: dict[str, list[tuple[int, bool]]] = {}
    for trip, new in [*((t, True) for t in plan.trips), *((t, False) for t in problem.kept)]:
        monday = trip.first.toordinal() - trip.first.weekday()
        for officer in trip.officers:
            mondays.setdefault(officer, []).append((monday, new))
    for officer, found in mondays.items():
        found.sort()
        for (one, new), (next_one, also) in pairwise(found):
            if (new or also) and next_one - one < 7 * max(1, problem.rules.gap_weeks):
                yield Broken("too soon", f"{officer} {one}")


def _too_many(problem: Problem, plan: Plan) -> Iterator[Broken]:
    new, old = Counter[int](), Counter[int]()
    for count, trips in ((new, plan.trips), (old, problem.kept)):
        for trip in trips:
            count.update(range(trip.first.toordinal(), trip.last.toordinal() + 1))
    for day in new:
        if new[day] + old[day] > problem.rules.at_once:
            yield Broken("too many at once", str(day))


def _untrue(problem: Problem, plan: Plan) -> Iterator[Broken]:
    """What is told as unmet is exactly what the trips leave undone."""
    trips = [*plan.trips, *(trip for trip in problem.kept if trip.first >= problem.first)]
    told = {one.need: one.missing for one in plan.unmet}
    for need in problem.needs:
        done = sum(_done(need, trip) for trip in trips)
        if told.get(need, 0) != max(0, need.amount - done):
            yield Broken("unmet untrue", f"{need.requirement} {need.officer} {need.home}")


def _done(need: Need, trip: Trip) -> int:
    goes = need.officer in trip.officers
    if need.figure == "stay_days" and goes:
        first, last = max(trip.first, need.first), min(trip.last, need.last)
        return max(0, (last - first).days + 1)
    if trip.first < need.first or trip.last > need.last:
        return 0
    if need.figure == "lectures":
        return int(trip.lecture and goes)
    if need.figure in {"visits", "talks"}:
        place = 0 if need.home else 1
        return [visit[place] for visit in trip.visits].count(need.home or need.officer)
    return 0

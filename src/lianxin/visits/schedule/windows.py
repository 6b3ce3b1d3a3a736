"""How often each officer has to go, and the stretch of the year in which each time should lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from .shape import LECTURES, STAYS, Need, Problem, Trip
from .slots import Slot, able
from .supply import missing

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """One time that an officer has to go; ``slots`` by their place in the list of all."""

    officer: str
    slots: tuple[int, ...]
    best: date


@dataclass
class Span:
    """A part of the year that no period of any need cuts, with how often to go within it."""

    first: date
    last: date
    slots: list[int]
    times: int = 0


def counting(problem: Problem) -> list[Trip]:
    """The trips that stay and are still to come: they do a part of what is needed."""
    return [trip for trip in problem.kept if trip.first >= problem.first]


def windows_of(problem: Problem, slots: Sequence[Slot]) -> list[Window]:
    place = {slot: at for at, slot in enumerate(slots)}
    found: list[Window] = []
    turns = turns_of(problem)
    for person in problem.people:
        mine = [need for need in problem.needs if need.officer == person.key]
        open_to = [place[slot] for slot in able(person, slots, problem)]
        for span in _spans(problem, person.key, mine, slots, open_to):
            found += _cut(person.key, span, slots, turns[person.key])
    return found


def turns_of(problem: Problem) -> dict[str, float]:
    """Where in each of its stretches an officer's time lies, 0 to 1: a group after the other, those with the
    same village groups together, so that all through the year somebody comes to the village."""
    places: dict[str, set[str]] = {}
    for home in problem.homes:
        places.setdefault(home.officer, set()).add(home.group)
    order = sorted(problem.people, key=lambda one: (sorted(places.get(one.key, ())), one.key))
    size = (problem.rules.group_least + problem.rules.group_most + 1) // 2
    groups = max(1, len(order) // size)
    return {one.key: (n * groups // len(order) + 0.5) / groups for n, one in enumerate(order)}


def _spans(
    problem: Problem,
    officer: str,
    needs: Sequence[Need],
    slots: Sequence[Slot],
    open_to: Sequence[int],
) -> list[Span]:
    edges = sorted({need.first for need in needs} | {need.last + ONE for need in needs})
    spans = [
        Span(first, end - ONE, [at for at in open_to if _within(slots[at], first, end - ONE)])
        for first, end in pairwise(edges)
    ]
    periods = sorted(
        {(need.first, need.last) for need in needs}, key=lambda one: (one[1] - one[0], one)
    )
    for first, last in periods:
        inside = [span for span in spans if first <= span.first and span.last <= last]
        here = [need for need in needs if (need.first, need.last) == (first, last)]
        _spread(inside, times_wanted(problem, officer, here))
    return spans


def _within(slot: Slot, first: date, last: date) -> bool:
    return first <= slot.days[0] and slot.days[-1] <= last


def _spread(spans: Sequence[Span], wanted: int) -> None:
    """So often in all; each further time falls where most open days wait for it."""
    for _ in range(wanted - sum(span.times for span in spans)):
        free = [span for span in spans if span.times < len(span.slots)]
        if not free:
            return
        max(
            free, key=lambda span: (len(span.slots) / (span.times + 1), -span.first.toordinal())
        ).times += 1


def _cut(officer: str, span: Span, slots: Sequence[Slot], turn: float) -> Iterable[Window]:
    """As many parts as times, with the same number of slots each, and the best day at the same place in each."""
    count = len(span.slots)
    for n in range(span.times):
        part = span.slots[count * n // span.times : count * (n + 1) // span.times]
        yield Window(officer, tuple(part), slots[part[int(len(part) * turn)]].first)


def cap_of(problem: Problem, officer: str) -> int:
    """Households that the officer can see on one trip."""
    homes = sum(home.officer == officer for home in problem.homes)
    return min(homes, problem.rules.homes_a_day * problem.rules.days_most)


def times_wanted(problem: Problem, officer: str, needs: Iterable[Need]) -> int:
    """How often the officer has to go for needs of one period."""
    trips, cap, wanted = counting(problem), cap_of(problem, officer), 0
    of_homes: dict[str, list[int]] = {}
    for need in needs:
        left = missing(need, trips)
        if need.home:
            of_homes.setdefault(need.figure, []).append(left)
        elif need.figure == STAYS:
            wanted = max(wanted, ceil(left / problem.rules.days_most))
        elif need.figure == LECTURES:
            wanted = max(wanted, left)
        elif cap:
            wanted = max(wanted, ceil(left / cap))
    for amounts in of_homes.values():
        if cap:
            wanted = max(wanted, *amounts, ceil(sum(amounts) / cap))
    return wanted

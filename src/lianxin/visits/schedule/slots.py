"""When a trip can be: runs of open days cut into stretches that a trip may take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .shape import Person, Problem, week_of

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """Consecutive open days within which one trip takes place."""

    days: tuple[date, ...]

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def week(self) -> int:
        return week_of(self.first)


def slots_of(problem: Problem) -> list[Slot]:
    """In order; a run of five days gives Monday and Tuesday, Wednesday and Thursday, Thursday and Friday."""
    most = problem.rules.days_most
    found = []
    for run in _runs(day for day in problem.open_days if day >= problem.first):
        size = min(most, len(run))
        starts = {*range(0, len(run) - size + 1, size), len(run) - size}
        found += [Slot(tuple(run[start : start + size])) for start in sorted(starts)]
    return found


def _runs(days: Iterable[date]) -> Iterator[list[date]]:
    """Open days one after the other; a week's end cuts, so that a trip lies within one week."""
    run: list[date] = []
    for day in sorted(days):
        if run and (day != run[-1] + ONE or week_of(day) != week_of(run[-1])):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def able(person: Person, slots: Iterable[Slot], problem: Problem) -> list[Slot]:
    """Those in which the officer can go, far enough from the trips that stay."""
    weeks = {week_of(trip.first) for trip in problem.kept if person.key in trip.officers}
    gap = max(1, problem.rules.gap_weeks)
    return [
        slot
        for slot in slots
        if not person.away.intersection(slot.days)
        and all(abs(slot.week - week) >= gap for week in weeks)
    ]


def most_trips(slots: Iterable[Slot], gap_weeks: int) -> int:
    """How many trips of one officer these slots hold at the most."""
    count, last = 0, -(10**9)
    for slot in slots:
        if slot.week - last >= max(1, gap_weeks):
            count, last = count + 1, slot.week
    return count

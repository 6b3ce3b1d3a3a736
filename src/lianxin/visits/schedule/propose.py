"""The year's proposal: rough at once, then as good as the time allows, with what is unmet told truly."""

from __future__ import annotations

from collections.abc import Callable

from .fill import trips_of
from .rough import Chosen, Task, rough
from .shape import LECTURES, STAYS, Need, Plan, Problem, Trip, Unmet
from .slots import able, most_trips, slots_of
from .solve import improve
from .supply import missing
from .windows import cap_of, counting, times_wanted, windows_of

SECONDS = 30.0


def propose(
    problem: Problem,
    *,
    seconds: float = SECONDS,
    told: Callable[[Plan], None] | None = None,
) -> Plan:
    """``told`` hears the rough plan as soon as there is one, then better ones; with no seconds that is all."""
    slots = slots_of(problem)
    task = Task(problem, slots, windows_of(problem, slots))
    chosen = rough(task)
    if told:
        told(_plan(task, chosen))
    if seconds > 0 and task.windows:
        hear = (lambda better: told(_plan(task, better))) if told else None
        chosen = improve(task, chosen, seconds=seconds, told=hear)
    return _plan(task, chosen)


def _plan(task: Task, chosen: Chosen) -> Plan:
    trips = trips_of(task, chosen)
    return Plan(tuple(trips), tuple(unmet_of(task.problem, trips)), task.whole_cost(chosen))


def unmet_of(problem: Problem, trips: list[Trip]) -> list[Unmet]:
    whole, reasons = [*counting(problem), *trips], Reasons(problem)
    return [
        Unmet(need, left, reasons.of(need))
        for need in problem.needs
        if (left := missing(need, whole))
    ]


class Reasons:
    """Why something cannot be met: the first that holds, from what nobody can mend to what was tried."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = slots_of(problem)
        self.people = {one.key: one for one in problem.people}

    def of(self, need: Need) -> str:
        problem, rules = self.problem, self.problem.rules
        if need.officer not in self.people:
            return "no_officer"
        if need.figure not in {STAYS, LECTURES} and not cap_of(problem, need.officer):
            return "no_home"
        if len(self.people) < rules.group_least:
            return "few_people"
        person = self.people[need.officer]
        here = [
            slot
            for slot in able(person, self.slots, problem)
            if need.first <= slot.days[0] and slot.days[-1] <= need.last
        ]
        if not here:
            return "away"
        most = most_trips(here, rules.gap_weeks)
        if most < times_wanted(problem, need.officer, self._same(need)):
            return "many_homes" if self._crowded(need, most) else "few_days"
        return "no_company"

    def _same(self, need: Need) -> list[Need]:
        """The needs that have to be met together with it: the household's with its officer's others."""
        if not need.home:
            return [need]
        return [
            one
            for one in self.problem.needs
            if one.home
            and (one.officer, one.figure) == (need.officer, need.figure)
            and (one.first, one.last) == (need.first, need.last)
        ]

    def _crowded(self, need: Need, most: int) -> bool:
        homes = sum(home.officer == need.officer for home in self.problem.homes)
        rules = self.problem.rules
        return bool(need.home) and homes > most * rules.homes_a_day * rules.days_most

"""A better answer: stretch after stretch of the year is solved anew by constraint programming (CP-SAT)
while the rest stands, until nothing gets better or the time is up.

Each step has one worker and a limit that does not depend on the clock, so that the same question gives the
same answer wherever the time suffices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any

from .rough import BATCH, GROUP, MISSED, Chosen, Task

AT_ONCE = 60
"""Times that are looked at together; half of them again with the next ones."""
EFFORT = 0.3
"""How much work one step may take, by the solver's own measure."""


def improve(
    task: Task,
    chosen: Chosen,
    *,
    seconds: float,
    told: Callable[[Chosen], None] | None = None,
) -> Chosen:
    """Never worse than what it was given; ``told`` hears of it after each round through the year."""
    until, best = monotonic() + seconds, task.whole_cost(chosen)
    while True:
        before = best
        for some in _stretches(task):
            if monotonic() >= until:
                return chosen
            better = Step(task, chosen, frozenset(some)).solved(until - monotonic())
            cost = task.whole_cost(better)
            if cost < best:
                chosen, best = better, cost
        if told:
            told(chosen)
        if best >= before:
            return chosen


def _stretches(task: Task) -> Iterator[Sequence[int]]:
    order = sorted(range(len(task.windows)), key=lambda w: (task.windows[w].best, w))
    step = AT_ONCE // 2
    for start in range(0, max(1, len(order) - step), step):
        yield order[start : start + AT_ONCE]


@dataclass
class Step:
    """Some windows are free, all others stay in their slots."""

    task: Task
    chosen: Chosen
    free: frozenset[int]
    goes: dict[tuple[int, int], Any] = field(default_factory=dict)

    def solved(self, seconds: float) -> Chosen:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        stay = {w: at for w, at in self.chosen.items() if w not in self.free}
        self.staying: dict[int, list[str]] = defaultdict(list)
        weeks: dict[str, set[int]] = defaultdict(set)
        for w, at in stay.items():
            self.staying[at].append(self.task.windows[w].officer)
            weeks[self.task.windows[w].officer].add(self.task.slots[at].week)
        cost = [self._place(w, weeks[self.task.windows[w].officer]) for w in sorted(self.free)]
        self._apart()
        self.model.minimize(sum(cost) + sum(self._groups()) + sum(self._near()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.task.problem.seed
        solver.parameters.max_deterministic_time = EFFORT
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return self.chosen
        return stay | {w: at for (w, at), var in self.goes.items() if solver.value(var)}

    def _place(self, w: int, weeks: set[int]) -> Any:
        """In one of its slots, or left out; what that costs."""
        window, gap = self.task.windows[w], max(1, self.task.problem.rules.gap_weeks)
        here = [
            at
            for at in window.slots
            if all(abs(self.task.slots[at].week - week) >= gap for week in weeks)
        ]
        for at in here:
            self.goes[w, at] = self.model.new_bool_var(f"w{w}s{at}")
            self.model.add_hint(self.goes[w, at], self.chosen.get(w) == at)
        missed = self.model.new_bool_var(f"m{w}")
        self.model.add_hint(missed, w not in self.chosen)
        self.model.add_exactly_one([*(self.goes[w, at] for at in here), missed])
        return MISSED * missed + sum(self.task.cost(window, at) * self.goes[w, at] for at in here)

    def _apart(self) -> None:
        """An officer goes once within so many weeks."""
        by_week: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for (w, at), var in self.goes.items():
            by_week[self.task.windows[w].officer, self.task.slots[at].week].append(var)
        gap = max(1, self.task.problem.rules.gap_weeks)
        for officer, week in list(by_week):
            near = [var for n in range(gap) for var in by_week.get((officer, week + n), ())]
            if len(near) > 1:
                self.model.add_at_most_one(near)

    def _groups(self) -> list[Any]:
        """As many groups as the people of a slot make, no more on a day than the village has room for."""
        rules, by_slot = self.task.problem.rules, defaultdict[int, list[Any]](list)
        for (_, at), var in self.goes.items():
            by_slot[at].append(var)
        groups = {}
        on_day: dict[date, list[Any]] = defaultdict(list)
        for at, people in by_slot.items():
            many = sum(people) + len(self.staying.get(at, ()))
            groups[at] = self.model.new_int_var(0, rules.at_once, f"g{at}")
            self.model.add(many >= rules.group_least * groups[at])
            self.model.add(many <= rules.group_most * groups[at])
        for at, slot in enumerate(self.task.slots):
            fixed = self.task.groups(len(self.staying.get(at, ())))
            for day in slot.days:
                on_day[day].append(groups.get(at, fixed))
        for day, here in on_day.items():
            if any(not isinstance(one, int) for one in here):
                self.model.add(sum(here) <= self.task.room(day))
        return [BATCH * one for one in groups.values()]

    def _near(self) -> list[Any]:
        """One for each village group that people of a slot would go to and nobody else there goes to."""
        homes: dict[str, set[str]] = defaultdict(set)
        for home in self.task.problem.homes:
            homes[home.officer].add(home.group)
        touched: dict[tuple[int, str], Any] = {}
        for (w, at), var in self.goes.items():
            there = set[str]().union(*(homes[one] for one in self.staying.get(at, ())))
            for group in sorted(homes[self.task.windows[w].officer] - there):
                if (at, group) not in touched:
                    touched[at, group] = self.model.new_bool_var(f"t{at}{group}")
                self.model.add_implication(var, touched[at, group])
        return [GROUP * one for one in touched.values()]

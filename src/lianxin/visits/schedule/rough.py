"""The task of who goes when, what an answer costs, and a rough answer at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .shape import Problem
from .slots import Slot
from .windows import Window

Chosen = dict[int, int]
"""Window to slot, each by its place; a window that is left out is not met."""
MISSED, FAR, GROUP, BATCH = 20_000, 400, 4, 6
"""What it costs to leave a time out, at the most to move it, per village group gone to, per batch."""


@dataclass(frozen=True)
class Task:
    problem: Problem
    slots: Sequence[Slot]
    windows: Sequence[Window]

    def room(self, day: date) -> int:
        """Groups that the village still has room for on a day."""
        taken = sum(trip.first <= day <= trip.last for trip in self.problem.kept)
        return max(0, self.problem.rules.at_once - taken)

    def cost(self, window: Window, at: int) -> int:
        """Days from the best one, squared; seasons that are preferred or avoided."""
        slot = self.slots[at]
        away = (slot.first - window.best).days ** 2 // 4
        return min(FAR, away) + sum(self.problem.wishes.get(day, 0) for day in slot.days)

    def groups(self, people: int) -> int:
        return -(-people // self.problem.rules.group_most)

    def whole_cost(self, chosen: Chosen) -> int:
        """What the solver makes small, counted anew."""
        people: dict[int, list[str]] = defaultdict(list)
        for w, at in chosen.items():
            people[at].append(self.windows[w].officer)
        places: dict[str, set[str]] = defaultdict(set)
        for home in self.problem.homes:
            places[home.officer].add(home.group)
        cost = MISSED * (len(self.windows) - len(chosen))
        cost += sum(self.cost(self.windows[w], at) for w, at in chosen.items())
        for here in people.values():
            cost += BATCH * self.groups(len(here))
            cost += GROUP * len(set[str]().union(*(places[one] for one in here)))
        return cost


def rough(task: Task) -> Chosen:
    """Slot after slot, those whose time is nearest its end go first; a group goes once it is due."""
    rules, chosen, gone = task.problem.rules, Chosen(), dict[str, int]()
    room = {day: task.room(day) for slot in task.slots for day in slot.days}
    waiting = set(range(len(task.windows)))
    for at, slot in enumerate(task.slots):
        while all(room[day] for day in slot.days):
            able = _able(task, at, waiting, gone)
            due = [w for w in able if task.windows[w].best <= slot.first]
            urgent = any(task.windows[w].slots[-1] - at <= 2 for w in able)
            if len(able) < rules.group_least or (len(due) < rules.group_most and not urgent):
                break
            for w in able[: _size(task, len(able))]:
                chosen[w] = at
                gone[task.windows[w].officer] = slot.week
                waiting.discard(w)
            for day in slot.days:
                room[day] -= 1
    return chosen


def _size(task: Task, able: int) -> int:
    """So many go that no one or two are left behind, who could not go by themselves."""
    rules = task.problem.rules
    left = able - rules.group_most
    if 0 < left < rules.group_least and able >= 2 * rules.group_least:
        return able - rules.group_least
    return rules.group_most


def _able(task: Task, at: int, waiting: set[int], gone: Mapping[str, int]) -> list[int]:
    """Windows that this slot would serve, one an officer, those that end first before the others."""
    gap, week = max(1, task.problem.rules.gap_weeks), task.slots[at].week
    found: dict[str, int] = {}
    for w in sorted(waiting):
        window = task.windows[w]
        rested = window.officer not in gone or week - gone[window.officer] >= gap
        if rested and at in window.slots:
            found.setdefault(window.officer, w)
    return sorted(found.values(), key=lambda w: (task.windows[w].slots[-1], w))

"""A proposal for a village: the cheapest whole answer over all pairs, with why, the next best, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .facts import ALIKE, Consideration, Helper, Home, Said, Weights, tie, why
from .shape import ALONE, BARRED, Ints, Task, cost_of, steps_of
from .wide import cheapest_of

MOST_PAIRS = 2_000_000
"""More are no village; the question is refused before it is asked (``reading.asked_of``)."""


@dataclass(frozen=True)
class Match:
    """``cost`` and ``why`` of the pair, and of the next best officer where there is one."""

    home: str
    officer: str
    cost: int
    why: list[Said]
    other: str = ""
    other_cost: int = 0
    other_why: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Answer:
    """``left``: homes for which nobody was found, with the reason; ``few``: officers below the least."""

    matches: list[Match]
    left: dict[str, str]
    few: list[str]
    cost: int


class Table:
    """What every pair costs. Homes that are alike are priced once."""

    def __init__(self, helpers: Sequence[Helper], homes: Sequence[Home], weights: Weights) -> None:
        self.costs = np.full((len(helpers), len(homes)), weights.tie, np.int64)
        for key_of, part in ALIKE:
            self._add(helpers, homes, weights, key_of, part)
        place = {helper.key: n for n, helper in enumerate(helpers)}
        for n, home in enumerate(homes):
            for key in home.ties.keys() & place.keys():
                told = tie(helpers[place[key]], home, weights).cost
                self.costs[place[key], n] += told - weights.tie
            for key in home.refused & place.keys():
                self.costs[place[key], n] = BARRED

    def _add(
        self,
        helpers: Sequence[Helper],
        homes: Sequence[Home],
        weights: Weights,
        key_of: Callable[[Home], Any],
        part: Consideration,
    ) -> None:
        known: dict[Any, Ints] = {}
        for n, home in enumerate(homes):
            key = key_of(home)
            if key not in known:
                column = [part(helper, home, weights).cost for helper in helpers]
                known[key] = np.array(column, np.int64)
            self.costs[:, n] += known[key]

    def block(self, officers: Ints, homes: Ints) -> Ints:
        return self.costs[np.ix_(officers, homes)]


def propose(helpers: Sequence[Helper], homes: Sequence[Home], weights: Weights) -> Answer:
    """The same for the same facts, in whatever order they come."""
    homes = sorted(homes, key=lambda home: home.key)
    helpers = begun(sorted(helpers, key=lambda helper: helper.key), homes)
    table = Table(helpers, homes, weights)
    held = np.array([helper.held for helper in helpers], np.int64)
    task = Task(len(homes), *steps_of(held, weights.least, weights.most, weights.load))
    chosen = cheapest_of(task, table)
    taken = np.bincount(chosen[chosen >= 0], minlength=len(helpers))
    telling = _Telling(helpers, homes, weights, task, table, held + taken)
    found = [(n, int(one)) for n, one in enumerate(chosen)]
    few = [
        one.key for one, after in zip(helpers, held + taken, strict=True) if after < weights.least
    ]
    return Answer(
        [telling.match(n, one) for n, one in found if one >= 0],
        {homes[n].key: telling.reason(n) for n, one in found if one < 0},
        few,
        cost_of(task, table, chosen),
    )


def begun(helpers: Sequence[Helper], homes: Sequence[Home]) -> list[Helper]:
    """Who has no household yet gets a group to begin with, where most households wait for each of them."""
    waiting = Counter(home.group for home in homes if home.group)
    given: Counter[str] = Counter()
    found = []
    for helper in helpers:
        if not helper.groups and waiting:
            group = max(sorted(waiting), key=lambda one: waiting[one] / (given[one] + 1))
            given[group] += 1
            helper = replace(helper, begins=group)
        found.append(helper)
    return found


@dataclass
class _Telling:
    helpers: Sequence[Helper]
    homes: Sequence[Home]
    weights: Weights
    task: Task
    table: Table
    after: Ints

    def match(self, home: int, officer: int) -> Match:
        told = self.homes[home].key, self.helpers[officer].key, int(self.table.costs[officer, home])
        reasons = why(
            self.helpers[officer], self.homes[home], self.weights, int(self.after[officer])
        )
        other = self._other(home, officer)
        if other is None:
            return Match(*told, reasons)
        after = int(self.after[other]) + 1
        return Match(
            *told,
            reasons,
            self.helpers[other].key,
            int(self.table.costs[other, home]),
            tuple(why(self.helpers[other], self.homes[home], self.weights, after)),
        )

    def _other(self, home: int, officer: int) -> int | None:
        """The cheapest besides, as full as all are in the proposal; somebody with room before all others."""
        dear = self.table.costs[:, home] + self.weights.load * (self.after + 1)
        dear = dear + np.where(self.after >= self.weights.most, ALONE // 2, 0)
        dear[officer] = BARRED
        if not len(dear) or dear.min() >= ALONE // 2:
            return None
        return int(dear.argmin())

    def reason(self, home: int) -> str:
        """The first that holds."""
        if not self.helpers:
            return "nobody"
        if (self.table.costs[:, home] >= ALONE).all():
            return "refused"
        return "full"

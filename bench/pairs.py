"""A city's officers and households paired: how fast, and how far from the best over all pairs."""

from __future__ import annotations

from time import perf_counter, process_time
from typing import Any

import numpy as np

from bench.instance import say
from lianxin.plans.pairing.flow import cheapest
from lianxin.plans.pairing.near import near
from lianxin.plans.pairing.proof import Bound, bound, joined, worths
from lianxin.plans.pairing.shape import Ints, Pairs, Task, cost_of, steps_of

NEAR = 24
"""Officers that are looked at for each household."""
WIDE = 10_000
"""The city is a square of 100 km; distances count in steps of 10 m."""
LOAD, SKILL, MOST = 100, 300, 2
ROUNDS = 3


class City:
    """Officers and households anywhere in the city; half of the households have a cause of poverty that one
    of twelve skills answers to."""

    def __init__(self, officers: int, homes: int, seed: int = 1) -> None:
        chance = np.random.default_rng(seed)
        self.officers = chance.integers(0, WIDE, (officers, 2))
        self.homes = chance.integers(0, WIDE, (homes, 2))
        self.skills = 1 << chance.integers(0, 12, officers)
        causes = 1 << chance.integers(0, 12, homes)
        self.causes = np.where(chance.random(homes) < 0.5, causes, 0)

    def block(self, officers: Ints, homes: Ints) -> Ints:
        a = self.officers[officers].astype(np.float32)
        b = self.homes[homes].astype(np.float32)
        far = np.sqrt((a[:, :1] - b[:, 0]) ** 2 + (a[:, 1:] - b[:, 1]) ** 2).astype(np.int64)
        causes = self.causes[homes]
        unmet = ((self.skills[officers][:, None] & causes) == 0) & (causes != 0)
        return far + SKILL * unmet


def paired(officers: int, homes: int) -> dict[str, Any]:
    """The answer is timed; the proof afterwards looks at every pair."""
    say(f"{officers} officers, {homes} households to be paired")
    city, task = City(officers, homes), _task(officers, homes)
    _answer(City(10, 10), _task(10, 10), 5)  # the solver's library is loaded
    began, worked = perf_counter(), process_time()
    pairs, chosen = _answer(city, task, NEAR)
    seconds, cpu = perf_counter() - began, process_time() - worked
    cost = cost_of(task, city, chosen)
    least, rounds = _least(city, task, pairs, chosen)
    return {
        "officers": officers,
        "households": homes,
        "seconds": round(seconds, 1),
        "cpu_s": round(cpu, 1),
        "pairs_looked_at": len(pairs.costs),
        "alone": int((chosen < 0).sum()),
        "cost": cost,
        "no_answer_costs_less_than": least,
        "ratio": round(cost / least, 5),
        "proof_rounds": rounds,
    }


def _task(officers: int, homes: int) -> Task:
    return Task(homes, *steps_of(np.zeros(officers, np.int64), 0, MOST, LOAD))


def _answer(city: City, task: Task, keep: int) -> tuple[Pairs, Ints]:
    pairs = near(city, city.officers, city.homes, keep)
    return pairs, cheapest(task, pairs)


def _least(city: City, task: Task, pairs: Pairs, chosen: Ints) -> tuple[int, int]:
    """The highest bound below every answer: each round the pairs that were missed are looked at too, and the
    worths of that better answer give a better bound; where nothing is missed any more, it is the best cost."""
    best = 0
    for n in range(1, ROUNDS + 1):
        found: Bound = bound(task, city, worths(task, pairs, chosen))
        best = max(best, found.least)
        if best == cost_of(task, city, chosen) or n == ROUNDS:
            break
        pairs = joined(pairs, found.missed)
        chosen = cheapest(task, pairs)
    return best, n


def told(one: dict[str, Any]) -> str:
    return "\n".join(
        (
            f"{one['officers']} officers, {one['households']} households: "
            f"{one['seconds']} s ({one['cpu_s']} s of work), alone {one['alone']}",
            f"cost {one['cost']}; over all pairs no answer costs less than "
            f"{one['no_answer_costs_less_than']}: ratio {one['ratio']}",
        )
    )

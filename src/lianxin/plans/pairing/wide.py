"""The cheapest answer where there are many pairs: over the most promising ones first, more of them until it is
proven that no pair that was left out would better it."""

from __future__ import annotations

import numpy as np

from .flow import cheapest
from .proof import bound, joined, worths
from .shape import Ints, Pairs, Prices, Task, cost_of, every_pair

FEW = 100_000
"""So many pairs are looked at all at once."""
KEEP, MORE, ROUNDS = 30, 8, 8
"""Officers of each home that are looked at first, and that come with each round."""


def cheapest_of(task: Task, prices: Prices) -> Ints:
    """The same cost as over every pair."""
    if task.officers * task.homes <= FEW:
        return cheapest(task, every_pair(prices, task.officers, task.homes))
    costs = prices.block(np.arange(task.officers), np.arange(task.homes))
    pairs = _best(costs, costs, KEEP)
    for _round in range(ROUNDS):
        chosen = cheapest(task, pairs)
        worth = worths(task, pairs, chosen)
        if bound(task, prices, worth).least == cost_of(task, prices, chosen):
            return chosen
        pairs = joined(pairs, _best(costs + worth[:, None], costs, MORE))
    return cheapest(task, every_pair(prices, task.officers, task.homes))


def _best(dear: Ints, costs: Ints, keep: int) -> Pairs:
    """Of each home the officers that come cheapest; among equals others for each home."""
    officers, homes = np.indices(dear.shape)
    turn = (officers * 7919 + homes * 104_729) % 1021
    keep = min(keep, len(dear))
    best = np.argpartition(dear * 1024 + turn, keep - 1, axis=0)[:keep]
    whom = np.broadcast_to(np.arange(dear.shape[1]), best.shape)
    return Pairs(best.ravel(), whom.ravel(), np.take_along_axis(costs, best, axis=0).ravel())

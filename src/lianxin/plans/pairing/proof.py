"""How far an answer can be from the best one over ALL pairs: a bound below every answer.

Whoever pays ``worth[o]`` for each household that officer o takes, and may then forget how many places o has,
finds for each household the cheapest officer, and for each officer the places worth taking. What that costs
is no more than any true answer costs (Lagrange), whatever the worths are. With the worths of an answer that is
the best over all pairs, it costs exactly as much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .shape import ALONE, Ints, Pairs, Prices, Task

FAR = 10**12
CELLS = 4_000_000
"""Pairs that are priced at a time."""


def worths(task: Task, pairs: Pairs, chosen: Ints) -> Ints:
    """What a place with each officer is worth: shortest ways through what could still be changed.

    An officer's place is worth no more than its next step, and no more than another officer's place and
    what one of the first one's households would cost more there.
    """
    taken = np.bincount(chosen[chosen >= 0], minlength=task.officers)
    worth = np.full(task.officers, FAR, np.int64)
    more = np.flatnonzero(taken < task.room)
    worth[more] = task.steps[more, taken[more]]
    now = _now(task, pairs, chosen)
    _alone(worth, now, chosen)
    tails, heads, costs = _changes(pairs, chosen, now)
    starts = np.flatnonzero(np.diff(tails, prepend=-1))
    who = tails[starts]
    while len(starts):
        better = np.minimum.reduceat(worth[heads] + costs, starts)
        better = np.minimum(worth[who], better)
        if (better == worth[who]).all():
            break
        worth[who] = better
    return worth


def _now(task: Task, pairs: Pairs, chosen: Ints) -> Ints:
    """What each home's own pair costs."""
    now = np.full(task.homes, ALONE, np.int64)
    own = chosen[pairs.homes] == pairs.officers
    now[pairs.homes[own]] = pairs.costs[own]
    return now


def _alone(worth: Ints, now: Ints, chosen: Ints) -> None:
    """A place is worth no more than leaving its household to nobody."""
    held = chosen >= 0
    np.minimum.at(worth, chosen[held], ALONE - now[held])


def _changes(pairs: Pairs, chosen: Ints, now: Ints) -> tuple[Ints, Ints, Ints]:
    """From the officer who has a household to those who might, with what it would cost more."""
    own = chosen[pairs.homes]
    other = (own >= 0) & (own != pairs.officers) & (pairs.costs < ALONE)
    tails, heads = own[other], pairs.officers[other]
    costs = pairs.costs[other] - now[pairs.homes[other]]
    order = np.argsort(tails, kind="stable")
    return tails[order], heads[order], costs[order]


@dataclass(frozen=True)
class Bound:
    """``least``: no answer over all pairs costs less. ``missed``: by home the pair that would better the answer
    most, where the answer was found without looking at it."""

    least: int
    missed: Pairs


def bound(task: Task, prices: Prices, worth: Ints) -> Bound:
    """Prices every pair there is, a few millions at a time."""
    officers = np.arange(task.officers)
    total, found = 0, []
    size = max(1, CELLS // max(1, task.officers))
    for first in range(0, task.homes if task.officers else 0, size):
        homes = np.arange(first, min(task.homes, first + size))
        dear = prices.block(officers, homes) + worth[:, None]
        best = dear.argmin(axis=0)
        least = dear[best, homes - first]
        total += int(np.minimum(least, ALONE).sum())
        found.append((best, homes, least - worth[best]))
    open_places = np.arange(task.steps.shape[1]) < task.room[:, None]
    gains = np.minimum(0, task.steps - worth[:, None])
    total += int(gains[open_places].sum())
    if not found:
        nobody = np.zeros(0, np.int64)
        return Bound(ALONE * task.homes, Pairs(nobody, nobody, nobody))
    return Bound(total, Pairs(*(np.concatenate(column) for column in zip(*found, strict=True))))


def joined(first: Pairs, more: Pairs) -> Pairs:
    """Both, each pair once."""
    homes = np.concatenate([first.homes, more.homes])
    officers = np.concatenate([first.officers, more.officers])
    costs = np.concatenate([first.costs, more.costs])
    key = homes * (int(officers.max(initial=0)) + 1) + officers
    _, kept = np.unique(key, return_index=True)
    return Pairs(officers[kept], homes[kept], costs[kept])

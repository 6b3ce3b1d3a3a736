"""Who goes to whom, as numbers: how many households each officer may still take, and what each pair costs.

All costs are whole numbers, so that the same question has the same answer everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

BARRED = 10**9
"""A pair that may not be; dearer than a household without anybody."""
ALONE = 10**8
"""A household for which nobody answers."""
MUST = 10**6
"""What an officer's household is worth while the officer has fewer than the least."""


class Prices(Protocol):
    """What pairs cost, 0 or more."""

    def block(self, officers: Ints, homes: Ints) -> Ints:
        """Each of the officers (rows) with each of the homes (columns)."""
        ...


@dataclass(frozen=True)
class Task:
    """``steps``: by officer, what the first, second … household more costs, never falling; ``room``: how
    many of them are open."""

    homes: int
    steps: Ints
    room: Ints

    @property
    def officers(self) -> int:
        return len(self.room)


@dataclass(frozen=True)
class Pairs:
    """Pairs that are looked at: three columns of one length."""

    officers: Ints
    homes: Ints
    costs: Ints


def steps_of(held: Ints, least: int, most: int, load: int) -> tuple[Ints, Ints]:
    """Each household more costs ``load`` more than the one before; below the least it is wanted first."""
    room = np.maximum(0, most - held)
    width = int(room.max(initial=0))
    after = held[:, None] + np.arange(1, width + 1)
    steps = load * after - np.where(after <= least, MUST, 0)
    return steps.astype(np.int64), room.astype(np.int64)


def every_pair(prices: Prices, officers: int, homes: int) -> Pairs:
    """All of them, for a village."""
    costs = prices.block(np.arange(officers), np.arange(homes))
    who, whom = np.indices((officers, homes))
    return Pairs(who.ravel(), whom.ravel(), costs.ravel())


def cost_of(task: Task, prices: Prices, chosen: Ints) -> int:
    """Of a whole answer: ``chosen`` is the officer of each home, -1 for nobody."""
    held = np.flatnonzero(chosen >= 0)
    total = ALONE * (task.homes - len(held))
    for home in np.split(held, len(held)) if len(held) else ():
        total += int(prices.block(chosen[home], home)[0, 0])
    taken = np.bincount(chosen[held], minlength=task.officers)
    filled = np.arange(task.steps.shape[1]) < taken[:, None]
    return total + int(task.steps[filled].sum())

"""Which pairs are worth looking at where there are too many: a grid over the places, the cheapest of each home."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .shape import Ints, Pairs, Prices

WIDE = 4
"""How many times as many officers are priced as are kept."""
Square = tuple[int, int]


def near(prices: Prices, officers: Ints, homes: Ints, keep: int) -> Pairs:
    """``officers`` and ``homes`` are places, two whole numbers each; of each home the ``keep`` cheapest of
    the officers that stand in the squares around it."""
    size = _size(officers, keep)
    stand, lie = _by_square(officers // size), _by_square(homes // size)
    found = [
        _cheapest(prices, around, lie[square], keep)
        for square, around in _around(stand, lie, keep * WIDE, len(officers))
    ]
    joined = [np.concatenate(column) for column in zip(*found, strict=True)]
    return Pairs(*joined)


def _size(officers: Ints, keep: int) -> int:
    """So that nine squares hold about as many officers as are priced, were they spread evenly."""
    wide = np.ptp(officers, axis=0).astype(float) + 1
    return max(1, int((wide[0] * wide[1] * keep * WIDE / 9 / len(officers)) ** 0.5))


def _by_square(squares: Ints) -> dict[Square, Ints]:
    order = np.lexsort((squares[:, 1], squares[:, 0]))
    cells, starts = np.unique(squares[order], axis=0, return_index=True)
    groups = np.split(order, starts[1:])
    return {(int(x), int(y)): some for (x, y), some in zip(cells, groups, strict=True)}


def _around(
    stand: dict[Square, Ints], lie: dict[Square, Ints], wanted: int, all_of_them: int
) -> Iterator[tuple[Square, Ints]]:
    """Wider and wider until enough officers stand there."""
    wanted = min(wanted, all_of_them)
    for x, y in lie:
        some: list[Ints] = []
        count = ring = 0
        while count < wanted or ring <= 1:
            new = [stand[at] for at in _ring(x, y, ring) if at in stand]
            some += new
            count += sum(map(len, new))
            ring += 1
        yield (x, y), np.concatenate(some)


def _ring(x: int, y: int, far: int) -> Iterator[Square]:
    for dx in range(-far, far + 1):
        for dy in (-far, far) if abs(dx) < far and far else range(-far, far + 1):
            yield x + dx, y + dy


def _cheapest(prices: Prices, officers: Ints, homes: Ints, keep: int) -> tuple[Ints, Ints, Ints]:
    costs = prices.block(officers, homes)
    keep = min(keep, len(officers))
    best = np.argpartition(costs, keep - 1, axis=0)[:keep]
    kept = np.take_along_axis(costs, best, axis=0)
    return officers[best].ravel(), np.tile(homes, keep), kept.ravel()

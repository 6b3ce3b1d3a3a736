"""Marks from what was done: exact shares, and one rule of rounding, half up to a tenth.

Marks are whole tenths; a share is a part and what it is a part of, so that nothing is lost between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

THOUSAND = 1000


def half_up(number: int, of: int) -> int:
    """The quotient as a whole number, halves upwards."""
    return (2 * number + of) // (2 * of)


def of_share(full: int, part: int, of: int, limits: Mapping[str, Any]) -> int:
    """Full marks from ``enough`` thousandths on, below in proportion."""
    enough = int(limits.get("enough", THOUSAND))
    return min(full, half_up(full * part * THOUSAND, of * enough))


def of_growth(full: int, ahead: int, of: int, limits: Mapping[str, Any]) -> int:
    """``ahead``: growth above the village's own. Level with it ``equal`` thousandths of the marks; from there
    evenly to all of them at ``points`` percentage points, and as evenly down to none."""
    level, points = int(limits.get("equal", 600)), int(limits.get("points", 4))
    number = level * points * of + (THOUSAND - level) * 100 * ahead
    return min(full, max(0, half_up(full * number, THOUSAND * points * of)))


def of_cap(full: int, number: int, limits: Mapping[str, Any]) -> int:
    return min(full, number * int(limits.get("each", full)))


def taken_off(number: int, each: int, most: int) -> int:
    return min(most, number * each)


def total(rows: Iterable[tuple[int, int | None]], off: int = 0) -> int:
    """Of (full, marks): the sum, less what is taken off, never below none.

    An item that nobody can tell is left out and the others are raised in proportion to the full sum.
    """
    whole = told = got = 0
    for full, marks in rows:
        whole += full
        if marks is not None:
            told, got = told + full, got + marks
    return max(0, half_up(got * whole, told) - off) if told else 0


def weighted(half: int | None, year: int, half_weight: int) -> int:
    """The year's total with its half-year's, where there is one and it weighs."""
    if half is None or not half_weight:
        return year
    return half_up(half * half_weight + year * (100 - half_weight), 100)


def quota(people: int, thousandths: int) -> int:
    """How many may have the best grade, downwards."""
    return people * thousandths // THOUSAND

"""Marks from what was done: exact shares, and one rule of rounding, half up to a tenth.

Marks are whole tenths, shares are fractions; nothing here knows a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

ONE, NONE = Fraction(1), Fraction(0)
THOUSAND = 1000


def tenths(number: Fraction) -> int:
    """A whole number of tenths, halves upwards."""
    return int((2 * number.numerator + number.denominator) // (2 * number.denominator))


def of_share(full: int, share: Fraction, limits: Mapping[str, Any]) -> int:
    """Full marks from ``enough`` thousandths on, below in proportion."""
    enough = Fraction(int(limits.get("enough", THOUSAND)), THOUSAND)
    return tenths(full * min(ONE, share / enough))


def of_growth(full: int, ahead: Fraction, limits: Mapping[str, Any]) -> int:
    """``ahead``: growth above the village's own. Level with it ``equal`` thousandths of the marks; from there
    evenly to all of them at ``points`` percentage points, and as evenly down to none."""
    level = Fraction(int(limits.get("equal", 600)), THOUSAND)
    points = Fraction(int(limits.get("points", 4)), 100)
    return tenths(full * min(ONE, max(NONE, level + (ONE - level) * ahead / points)))


def of_cap(full: int, number: int, limits: Mapping[str, Any]) -> int:
    return min(full, number * int(limits.get("each", full)))


def taken_off(number: int, each: int, most: int) -> int:
    return min(most, number * each)


def total(rows: Iterable[tuple[int, int | None]], off: int = 0) -> int:
    """Of (full, marks): the sum, less what is taken off, never below none.

    An item that nobody can tell is left out and the others are raised in proportion to the full sum.
    """
    rows = list(rows)
    whole = sum(full for full, _marks in rows)
    told = sum(full for full, marks in rows if marks is not None)
    got = sum(marks for _full, marks in rows if marks is not None)
    return max(0, tenths(Fraction(got * whole, told)) - off) if told else 0


def weighted(half: int | None, year: int, half_weight: int) -> int:
    """The year's total with its half-year's, where there is one and it weighs."""
    if half is None or not half_weight:
        return year
    return tenths(Fraction(half * half_weight + year * (100 - half_weight), 100))


def quota(people: int, thousandths: int) -> int:
    """How many may have the best grade, downwards."""
    return people * thousandths // THOUSAND

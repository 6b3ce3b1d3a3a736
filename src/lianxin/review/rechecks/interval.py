"""What a sample without replacement says of the whole: an exact interval for a finite population.

Of ``whole`` visits ``asked`` were drawn and ``yes`` of them confirmed. The interval holds every number of
confirmed visits that would not make what was seen too unlikely on either side (Clopper and Pearson 1934, with
the hypergeometric distribution in place of the binomial; Buonaccorsi 1987). It covers the true number at least
as often as it says, for any population, and is a single point once everything was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

CONFIDENCE = 95


@dataclass(frozen=True)
class Interval:
    """How many of the whole are confirmed, at least and at most."""

    low: int
    high: int
    whole: int

    @property
    def shares(self) -> tuple[int, int]:
        """In per cent, rounded outward, so that nothing is promised that was not found."""
        return self.low * 100 // self.whole, -(-self.high * 100 // self.whole)


def interval(yes: int, asked: int, whole: int, confidence: int = CONFIDENCE) -> Interval:
    """Raises ValueError where more was confirmed than asked, or more asked than there is."""
    if not 0 <= yes <= asked <= whole or whole < 1 or not 0 < confidence < 100:
        raise ValueError((yes, asked, whole, confidence))
    tail = Fraction(100 - confidence, 200)
    low = _first(yes, whole - (asked - yes), lambda k: _at_least(yes, asked, k, whole) > tail)
    high = _last(yes, whole - (asked - yes), lambda k: _at_most(yes, asked, k, whole) > tail)
    return Interval(low, high, whole)


def _at_most(yes: int, asked: int, marked: int, whole: int) -> Fraction:
    """The chance of at most so many where ``marked`` of the whole are."""
    fewest = max(0, asked - (whole - marked))
    ways = sum(comb(marked, n) * comb(whole - marked, asked - n) for n in range(fewest, yes + 1))
    return Fraction(ways, comb(whole, asked))


def _at_least(yes: int, asked: int, marked: int, whole: int) -> Fraction:
    return 1 - _at_most(yes - 1, asked, marked, whole) if yes else Fraction(1)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least for which it holds; once it holds it holds for all that are larger."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _last(low: int, high: int, holds: Callable[[int], bool]) -> int:
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return high

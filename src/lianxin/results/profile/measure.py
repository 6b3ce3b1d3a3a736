"""The counting of Alkire and Foster (2011): who lacks much, how much they lack, and what makes it so.

Whole numbers and fractions only, so that M0 = H × A and every sum of parts hold exactly. Knows no database:
what a household lacks is a set of bits, one for each indicator, and so is what is not known of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple


class State(Enum):
    """Whether a household lacks at least the cut-off; what is not known may leave that open."""

    MUCH = "much"
    LITTLE = "little"
    OPEN = "open"


class Seen(NamedTuple):
    """Households alike: bits of what they lack, bits of what is not known, and how many these are."""

    lacks: int
    unknown: int
    many: int


@dataclass(frozen=True)
class Scheme:
    """Whole-number weights of the indicators, and the cut-off as a share of their sum."""

    weights: tuple[int, ...]
    cut: Fraction

    @cached_property
    def whole(self) -> int:
        return sum(self.weights)

    def points(self, bits: int) -> int:
        """The weights of the indicators that are set, added up."""
        return sum(weight for place, weight in enumerate(self.weights) if bits >> place & 1)

    def enough(self, points: int) -> bool:
        """Whether so many points are at least the cut-off; exact, at the very edge as well."""
        return points * self.cut.denominator >= self.cut.numerator * self.whole

    def score(self, lacks: int) -> Fraction:
        """The share of the weights that is lacking, 0 to 1."""
        return Fraction(self.points(lacks), self.whole)

    def state(self, lacks: int, unknown: int) -> State:
        if self.enough(self.points(lacks)):
            return State.MUCH
        return State.OPEN if self.enough(self.points(lacks | unknown)) else State.LITTLE


def share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


@dataclass(frozen=True)
class Counted:
    """Sums over households (or their members): those of a village are added up to those of a county.

    ``of``: of how many; ``poor``: who lack much; ``burden``: the points that these lack; ``by``: how many
    of these lack each indicator (the censored headcounts), ``lacking``: how many of all lack it.
    """

    scheme: Scheme
    of: int
    poor: int
    burden: int
    by: tuple[int, ...]
    lacking: tuple[int, ...]

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.scheme,
            self.of + other.of,
            self.poor + other.poor,
            self.burden + other.burden,
            tuple(map(int.__add__, self.by, other.by)),
            tuple(map(int.__add__, self.lacking, other.lacking)),
        )

    @property
    def h(self) -> Fraction | None:
        """H, the incidence: the share who lack much."""
        return share(self.poor, self.of)

    @property
    def a(self) -> Fraction | None:
        """A, the intensity: how much of the weights those lack on average; None where nobody does."""
        return share(self.burden, self.poor * self.scheme.whole)

    @property
    def m0(self) -> Fraction | None:
        """M0, the adjusted headcount ratio; counted on its own, not from H and A."""
        return share(self.burden, self.of * self.scheme.whole)

    def censored(self, place: int) -> Fraction | None:
        """The share who lack much and this as well."""
        return share(self.by[place], self.of)

    def uncensored(self, place: int) -> Fraction | None:
        """The share who lack this, whatever else they lack."""
        return share(self.lacking[place], self.of)

    def drives(self, *places: int) -> Fraction | None:
        """How much of M0 comes from one indicator, or from those of a dimension together."""
        part = sum(self.scheme.weights[place] * self.by[place] for place in places)
        return share(part, self.burden)


@dataclass(frozen=True)
class Measured:
    """``known``: over those of whom every indicator is known. ``least``, ``most``: over all, if nothing of
    what is not known were lacking, and if all of it were. ``unknown``: of how many each is not known."""

    known: Counted
    least: Counted
    most: Counted
    unknown: tuple[int, ...]

    def __add__(self, other: Measured) -> Measured:
        return Measured(
            self.known + other.known,
            self.least + other.least,
            self.most + other.most,
            tuple(map(int.__add__, self.unknown, other.unknown)),
        )

    @property
    def whole(self) -> int:
        return self.least.of


def counted(scheme: Scheme, rows: Iterable[tuple[int, int]]) -> Counted:
    """Of (bits of what is lacking, how many)."""
    of = poor = burden = 0
    by, lacking = [0] * len(scheme.weights), [0] * len(scheme.weights)
    for bits, count in rows:
        of += count
        much = scheme.enough(points := scheme.points(bits))
        if much:
            poor, burden = poor + count, burden + points * count
        for place in range(len(by)):
            if bits >> place & 1:
                lacking[place] += count
                by[place] += count if much else 0
    return Counted(scheme, of, poor, burden, tuple(by), tuple(lacking))


def measured(scheme: Scheme, rows: Iterable[Seen]) -> Measured:
    """What is lacking, in numbers; ``rows`` may be households one by one or households alike together."""
    listed = list(rows)
    unknown = [0] * len(scheme.weights)
    for row in listed:
        for place in range(len(unknown)):
            unknown[place] += row.many if row.unknown >> place & 1 else 0
    return Measured(
        counted(scheme, ((row.lacks, row.many) for row in listed if not row.unknown)),
        counted(scheme, ((row.lacks & ~row.unknown, row.many) for row in listed)),
        counted(scheme, ((row.lacks | row.unknown, row.many) for row in listed)),
        tuple(unknown),
    )


def printed(value: Fraction, digits: int) -> str:
    """With so many decimals, halves upwards, as tables are printed: 0.5625 → "0.563"."""
    scaled = value * 10**digits
    number = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, rest = divmod(number, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits else str(whole)


def percent(value: Fraction, digits: int = 1) -> str:
    return printed(value * 100, digits)

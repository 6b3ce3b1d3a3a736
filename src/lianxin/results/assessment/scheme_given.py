"""A scheme as it is filled in, and what may be filled in: marks in tenths, shares in thousandths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lianxin.visits.models import Requirement

from ..figures import FIGURES
from .models import SchemeBar, SchemeItem, Subject

Formula = SchemeItem.Formula
WHOLE = 1000
"""A hundred marks."""


class Limit(NamedTuple):
    """Between these two; ``optional`` ones may be left out."""

    least: int
    most: int
    optional: bool = False


LIMITS: dict[str, dict[str, Limit]] = {
    Formula.MINIMUM: {},
    Formula.SHARE: {"enough": Limit(1, WHOLE, True)},
    Formula.GROWTH: {
        "equal": Limit(0, WHOLE),
        "points": Limit(1, 100),
        "against": Limit(0, WHOLE, True),
    },
    Formula.CAP: {"each": Limit(1, WHOLE)},
    Formula.AVERAGE: {"least": Limit(1, 99)},
}
ADDED = (Formula.MINIMUM, Formula.SHARE, Formula.CAP)
"""What an item that no earlier scheme had may be."""


@dataclass(frozen=True)
class ItemGiven:
    """``of``: the code of the earlier scheme's item that it goes on with; else a new one of its own kind."""

    code: str
    title: str
    full: int | None
    standard: str = ""
    limits: Mapping[str, int | None] = field(default_factory=dict)
    of: str = ""
    part: str = ""
    figure: str = ""
    whole: str = ""
    formula: str = ""


@dataclass(frozen=True)
class BarGiven:
    item: str
    below: int | None
    effect: str = SchemeBar.Effect.BEST


@dataclass(frozen=True)
class OffGiven:
    """Of an earlier scheme's deduction by its place; ``each`` none: it is left out."""

    place: int
    each: int | None
    most: int | None


@dataclass(frozen=True)
class SchemeGiven:
    name: str
    source: str
    from_day: date | None
    items: Sequence[ItemGiven]
    grades: Sequence[tuple[str, int | None]]
    bars: Sequence[BarGiven] = ()
    offs: Sequence[OffGiven] = ()
    half_weight: int | None = 0
    objection_days: int | None = 5
    best_quota: int | None = 200


def figures_for(subject: str, formula: str) -> list[str]:
    """What an item of such a subject may read, in the order of the figures."""
    if formula == Formula.MINIMUM:
        return list(Requirement.Figure.values) if subject != Subject.VILLAGE else []
    return [name for name in FIGURES if _whose(subject, name)]


def fits(subject: str, formula: str, figure: str, whole: str) -> bool:
    """Whether such an item can be counted for each of them."""
    if figure not in figures_for(subject, formula):
        return False
    if formula == Formula.SHARE:
        same = whole in FIGURES and _whose(subject, figure) == _whose(subject, whole)
        return same and whole != figure
    return formula == Formula.MINIMUM or subject == Subject.VILLAGE or bool(FIGURES[figure].officer)


def _whose(subject: str, name: str) -> str:
    """By what one's share of it is found; nothing: it cannot be."""
    it = FIGURES[name]
    if subject != Subject.VILLAGE and it.officer:
        return "officer"
    return "household" if it.household else ""

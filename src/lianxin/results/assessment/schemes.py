"""Schemes as read: which one holds for a unit on a day, with all its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import refuse

from .models import OfScheme, Scheme, SchemeBar, SchemeDeduction, SchemeGrade, SchemeItem

L = TypeVar("L", bound=OfScheme)


@dataclass(frozen=True)
class Whole:
    """A scheme with its lines, in their order."""

    scheme: Scheme
    items: tuple[SchemeItem, ...]
    deductions: tuple[SchemeDeduction, ...]
    bars: tuple[SchemeBar, ...]
    grades: tuple[SchemeGrade, ...]

    @property
    def full(self) -> int:
        return sum(item.full for item in self.items)

    def item(self, code: str) -> SchemeItem | None:
        return next((item for item in self.items if item.code == code), None)


def schemes(subject: str, day: date) -> list[Scheme]:
    """In force on the day; rules are public."""
    rows = Scheme.objects.visible_to(SYSTEM).filter(in_force(day), subject=subject)
    return list(rows.select_related("unit").order_by("from_day", "id"))


def scheme_for(path: str, rows: Sequence[Scheme]) -> Scheme | None:
    """Of a unit, its own before one of a unit above it, before the product's; the later of two alike."""
    own = [row for row in rows if row.unit is None or path.startswith(row.unit.path)]
    return max(
        own, key=lambda row: (len(row.unit.path) if row.unit else 0, row.from_day), default=None
    )


def whole(scheme: Scheme) -> Whole:
    return Whole(
        scheme,
        _lines(SchemeItem, scheme),
        _lines(SchemeDeduction, scheme),
        _lines(SchemeBar, scheme),
        _lines(SchemeGrade, scheme),
    )


def held(subject: str, path: str, day: date) -> Whole:
    """Raises ``assessment.no_scheme`` where none is in force."""
    found = scheme_for(path, schemes(subject, day))
    if found is None:
        raise refuse("assessment.no_scheme", day=day)
    return whole(found)


def _lines(model: type[L], scheme: Scheme) -> tuple[L, ...]:
    rows = model.objects.visible_to(SYSTEM).filter(scheme=scheme)
    return tuple(rows.order_by("position", "id"))

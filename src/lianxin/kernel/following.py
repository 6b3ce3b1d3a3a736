"""Rows that follow one another, each from its day on: what a new one may not undo, and where those before end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from .period import today


class Follows(Protocol):
    from_day: date
    until: date | None

    def save(self, *, update_fields: Sequence[str]) -> None: ...


F = TypeVar("F", bound=Follows)


def in_the_way(rows: Sequence[Follows], day: date) -> date | None:
    """The newest row's day, where another from ``day`` on would change what has held; rows oldest first.

    What was set for today or later may be corrected.
    """
    newest = rows[-1].from_day if rows else None
    return newest if newest and (day < newest or newest == day < today()) else None


def making_way(rows: Sequence[F], day: date) -> F | None:
    """The row of this very day, where there is one; those before end on it."""
    same = next((row for row in rows if row.from_day == day), None)
    for row in rows:
        if row is not same and (row.until is None or row.until > day):
            row.until = day
            row.save(update_fields=["until"])
    return same

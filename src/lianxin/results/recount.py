"""A figure counted a second time, row by row in Python: independent of the database's own folding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure, days, half_up


def recounted(figure: Figure, actor: Actor, extent: Extent) -> int | float | None:
    rows = figure.rows(actor, extent).order_by()
    return FOLDS[figure.fold](rows.values_list(*_columns(figure)).iterator())


def _columns(figure: Figure) -> list[str]:
    if figure.fold == "days":
        return ["officer_id", "day", "half_days"]
    return figure.column.split() or ["pk"]


def _count(rows: Iterable[tuple[Any, ...]]) -> int:
    return sum(1 for _ in rows)


def _distinct(rows: Iterable[tuple[Any, ...]]) -> int:
    return len(set(rows))


def _sum(rows: Iterable[tuple[Any, ...]]) -> int:
    return sum(value for (value,) in rows)


def _median(rows: Iterable[tuple[Any, ...]]) -> int | None:
    values = [value for (value,) in rows]
    return half_up(median(values)) if values else None


def _days(rows: Iterable[tuple[Any, ...]]) -> int | float:
    """Whatever was written of one day, an officer's day is a whole one at the most."""
    held: dict[tuple[Any, Any], int] = defaultdict(int)
    for officer, day, halves in rows:
        held[officer, day] = min(2, held[officer, day] + halves)
    return days(sum(held.values()))


FOLDS = {"count": _count, "distinct": _distinct, "sum": _sum, "median": _median, "days": _days}

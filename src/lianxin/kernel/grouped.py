"""A figure's rows folded by whom they belong to: one query, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, QuerySet, Sum

from .figure import Figure

IDS = frozenset(["UUIDField", "ForeignKey", "OneToOneField"])


class Part(NamedTuple):
    """What a figure comes to for one combination of keys; days in half-days."""

    keys: tuple[Any, ...]
    number: int


def grouped(figure: Figure, rows: QuerySet[Any], keys: Sequence[str]) -> list[Part]:
    """The figure's own fold of these rows, for each combination of the columns ``keys``.

    Keys that are ids come as UUIDs, days as days. Medians are not folded by parts.
    """
    rows = rows.order_by()
    named = {f"k{place}": F(key) for place, key in enumerate(keys)}
    if figure.fold in {"count", "sum"}:
        what = Count("pk") if figure.fold == "count" else Sum(figure.column)
        counted = rows.annotate(**named).values(*named).annotate(number=what)
        return _folded(counted, list(named), "number", group=False)
    if figure.fold == "distinct":
        columns = {f"d{place}": F(name) for place, name in enumerate(figure.column.split())}
        inner = rows.annotate(**named, **columns).values(*named, *columns).distinct()
        return _folded(inner, list(named), "COUNT(*)")
    if figure.fold == "days":
        of = {"d0": F("officer_id"), "d1": F("day")}
        inner = rows.annotate(**named, **of).values(*named, *of).annotate(held=Sum("half_days"))
        return _folded(inner, list(named), "SUM(CASE WHEN held > 2 THEN 2 ELSE held END)")
    raise ValueError(f"{figure.name} cannot be folded by parts")


def _folded(
    inner: QuerySet[Any, Any], names: list[str], what: str, *, group: bool = True
) -> list[Part]:
    """An aggregate over a grouped or distinct query, which the query builder has no words for.

    Read as the database writes it: a city's hundreds of thousands of ids are each made once.
    """
    try:
        sql, values = inner.query.sql_with_params()
    except EmptyResultSet:
        return []
    told = ", ".join(names)
    asked = f"SELECT {told}, {what} FROM ({sql}) asked"  # noqa: S608  own names only
    if group:
        asked += f" GROUP BY {told}"
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        rows = cursor.fetchall()
    kinds = [inner.query.annotations[name].output_field.get_internal_type() for name in names]
    if len(kinds) == 1 and kinds[0] in IDS:
        return [Part((id_read(key),), int(number or 0)) for key, number in rows]
    return [Part(tuple(map(_read, row[:-1], kinds)), int(row[-1] or 0)) for row in rows]


def _read(value: Any, kind: str) -> Any:
    """SQLite has ids and days as text."""
    if kind in IDS:
        return id_read(value)
    return date.fromisoformat(value) if kind == "DateField" and isinstance(value, str) else value


@lru_cache(maxsize=1 << 17)
def id_read(value: Any) -> UUID:
    """An id as a driver gives it: the officers and households of a city, each made once."""
    return value if isinstance(value, UUID) else UUID(value)

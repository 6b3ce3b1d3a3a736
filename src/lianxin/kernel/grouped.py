"""A figure's rows folded by whom they belong to: one query, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, QuerySet, Sum

from .figure import Figure


class Part(NamedTuple):
    """What a figure comes to for one combination of keys; days in half-days."""

    keys: tuple[Any, ...]
    number: int


def grouped(figure: Figure, rows: QuerySet[Any], keys: Sequence[str]) -> list[Part]:
    """The figure's own fold of these rows, for each combination of the columns ``keys``.

    Keys that are ids come as UUIDs, days as days. Medians are not folded by parts.
    """
    rows = rows.order_by()
    if figure.fold in {"count", "sum"}:
        number = Count("pk") if figure.fold == "count" else Sum(figure.column)
        told = rows.values_list(*keys).annotate(number=number)
        return [Part(tuple(row[:-1]), row[-1] or 0) for row in told]
    named = {f"k{place}": F(key) for place, key in enumerate(keys)}
    if figure.fold == "distinct":
        columns = {f"d{place}": F(name) for place, name in enumerate(figure.column.split())}
        inner = rows.annotate(**named, **columns).values(*named, *columns).distinct()
        return _folded(inner, list(named), "COUNT(*)")
    if figure.fold == "days":
        of = {"d0": F("officer_id"), "d1": F("day")}
        inner = rows.annotate(**named, **of).values(*named, *of).annotate(held=Sum("half_days"))
        return _folded(inner, list(named), "SUM(CASE WHEN held > 2 THEN 2 ELSE held END)")
    raise ValueError(f"{figure.name} cannot be folded by parts")


def _folded(inner: QuerySet[Any, Any], names: list[str], what: str) -> list[Part]:
    """An aggregate over a grouped or distinct query, which the query builder has no words for."""
    try:
        sql, values = inner.query.sql_with_params()
    except EmptyResultSet:
        return []
    told = ", ".join(names)
    asked = f"SELECT {told}, {what} FROM ({sql}) asked GROUP BY {told}"  # noqa: S608  own names only
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        rows = cursor.fetchall()
    kinds = [inner.query.annotations[name].output_field.get_internal_type() for name in names]
    return [Part(tuple(map(_read, row[:-1], kinds)), int(row[-1])) for row in rows]


def _read(value: Any, kind: str) -> Any:
    """SQLite has ids and days as text."""
    if not isinstance(value, str):
        return value
    if kind in {"UUIDField", "ForeignKey"}:
        return UUID(value)
    return date.fromisoformat(value) if kind == "DateField" else value

"""A figure's rows folded by whom they belong to: one query, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


class Places:
    """Ids numbered from none up, so that what is known of each of many stands in a list, not under its id."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        self.ids = list(ids)
        written = connection.features.has_native_uuid_field
        self._of = {(key if written else key.hex): place for place, key in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, rows: Iterable[tuple[Any, int | None]]) -> list[int]:
        """Numbers by place, 0 where there is none; of ids as the driver gives them, others passed over."""
        found, of = [0] * len(self.ids), self._of.get
        for key, number in rows:
            if (place := of(key)) is not None and number:
                found[place] = int(number)
        return found

    def at(self, key: Any) -> int | None:
        """The place of an id as the driver gives it."""
        return self._of.get(key)


def column(figure: Figure, rows: QuerySet[Any], key: str, places: Places) -> list[int]:
    """The figure's own fold of these rows for each of the places."""
    return places.column(_asked(figure, rows, [key])[0])


def grouped(figure: Figure, rows: QuerySet[Any], keys: Sequence[str]) -> list[Part]:
    """The figure's own fold of these rows, for each combination of the columns ``keys``.

    Keys that are ids come as UUIDs, days as days. Medians are not folded by parts.
    """
    found, kinds = _asked(figure, rows, keys)
    return [Part(tuple(map(_read, row[:-1], kinds)), int(row[-1] or 0)) for row in found]


def _asked(
    figure: Figure, rows: QuerySet[Any], keys: Sequence[str]
) -> tuple[list[tuple[Any, ...]], list[str]]:
    """Rows as the driver gives them, the number last; and of which kind each key is."""
    rows = rows.order_by()
    named = {f"k{place}": F(key) for place, key in enumerate(keys)}
    if figure.fold in {"count", "sum"}:
        what = Count("pk") if figure.fold == "count" else Sum(figure.column)
        counted = rows.annotate(**named).values(*named).annotate(number=what)
        return _folded(counted, list(named), "number", group=False)
    if figure.fold == "distinct":
        by = {key.removesuffix("_id") for key in keys}
        apart = [name for name in figure.column.split() if name.removesuffix("_id") not in by]
        columns = {f"d{place}": F(name) for place, name in enumerate(apart)}
        inner = rows.annotate(**named, **columns).values(*named, *columns).distinct()
        return _folded(inner, list(named), "COUNT(*)")
    if figure.fold == "days":
        of = {"d0": F("officer_id"), "d1": F("day")}
        inner = rows.annotate(**named, **of).values(*named, *of).annotate(held=Sum("half_days"))
        return _folded(inner, list(named), "SUM(CASE WHEN held > 2 THEN 2 ELSE held END)")
    raise ValueError(f"{figure.name} cannot be folded by parts")


def _folded(
    inner: QuerySet[Any, Any], names: list[str], what: str, *, group: bool = True
) -> tuple[list[tuple[Any, ...]], list[str]]:
    """An aggregate over a grouped or distinct query, which the query builder has no words for.

    Read as the database writes it: a city's hundreds of thousands of ids are each made once.
    """
    try:
        sql, values = inner.query.sql_with_params()
    except EmptyResultSet:
        return [], []
    told = ", ".join(names)
    asked = f"SELECT {told}, {what} FROM ({sql}) asked"  # noqa: S608  own names only
    if group:
        asked += f" GROUP BY {told}"
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        rows = cursor.fetchall()
    kinds = [inner.query.annotations[name].output_field.get_internal_type() for name in names]
    return rows, kinds


def _read(value: Any, kind: str) -> Any:
    """SQLite has ids and days as text."""
    if kind in IDS:
        return id_read(value)
    return date.fromisoformat(value) if kind == "DateField" and isinstance(value, str) else value


@lru_cache(maxsize=1 << 17)
def id_read(value: Any) -> UUID:
    """An id as a driver gives it: the officers and households of a city, each made once."""
    return value if isinstance(value, UUID) else UUID(value)

"""Many rows in one statement, for imports of a whole county: no model objects in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts rows of Python values (UUID, date, int, str, bytes, bool, None) by attribute names.

    Runs inside the caller's transaction. SQLite: ``executemany``; PostgreSQL: ``COPY``.
    """
    fields = [model._meta.get_field(name) for name in columns]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["?"] * len(fields))
        prepared = [_sqlite_converter(f.get_internal_type()) for f in fields]  # type: ignore[union-attr]
        plain = all(p is None for p in prepared)
        raw = cursor.cursor
        raw_execute = super(type(raw), raw).executemany  # the driver's own: no %s rewriting per row
        raw_execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            rows if plain else (_convert(row, prepared) for row in rows),
        )


def _sqlite_converter(kind: str) -> Any:
    if kind in {"UUIDField", "ForeignKey", "OneToOneField"}:
        return lambda value: value.hex
    if kind in {"DateField"}:
        return lambda value: value.isoformat()
    if kind == "DateTimeField":
        return lambda value: value.replace(tzinfo=None).isoformat(sep=" ")
    return None


def _convert(row: Sequence[Any], prepared: list[Any]) -> list[Any]:
    return [
        value if make is None or value is None else make(value)
        for value, make in zip(row, prepared, strict=True)
    ]

"""Many rows in one statement, for imports of a whole county: no model objects in between.

Values are Python's own (UUID or its 32 hexadecimal digits, date, aware datetime, int,
str, bytes, bool, None; JSON as text).
Everything runs inside the caller's transaction.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model
from django.utils.functional import Promise

MARKS = 8000
"""Values in one statement: several rows at once spare a quarter of SQLite's time."""
PLAIN = {str, type(None)}
Make = Callable[[Sequence[Any]], Sequence[Any]] | None


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for reference cycles meanwhile: with a million live objects it costs a fifth.

    Afterwards what was made counts as old, so that the next search does not begin with it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.enable()


@contextmanager
def referring() -> Iterator[None]:
    """References are not looked up one by one meanwhile (a tenth of an import): for who inserts rows
    that refer to what the same transaction made or has read under its lock.

    SQLite alone, and only from outside: inside a transaction it changes nothing. ``lianxin check``
    looks every reference up.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts rows by attribute names. SQLite: many in a statement; PostgreSQL: ``COPY``.

    What the driver refuses is told as everywhere else: ``django.db.IntegrityError`` and its kin.
    """
    with connection.wrap_database_errors:
        _insert(model, columns, rows)


def _insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    fields = _fields(model, columns)
    table, names = _quoted(model._meta.db_table), ", ".join(_quoted(str(f.column)) for f in fields)
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    # FAIL spares SQLite a journal for each statement with a trigger; what is refused ends the
    # caller's transaction as a whole, as ABORT would
    marks = f"({', '.join('?' * len(fields))})"
    head = f"INSERT OR FAIL INTO {table} ({names}) VALUES "  # noqa: S608
    with connection.cursor() as cursor:
        for some in _converted(rows, fields, MARKS // len(fields)):
            values = list(chain.from_iterable(some))
            _driver(cursor).execute(head + ", ".join([marks] * len(some)), values)


def insert_rows(model: type[Model], rows: Sequence[Model]) -> None:
    """Inserts objects as they are, without asking for anything."""
    if not rows:
        return
    fields = model._meta.concrete_fields
    values = [[_as_text(one, getattr(row, one.attname)) for one in fields] for row in rows]
    insert(model, [one.attname for one in fields], values)


def _as_text(field: Field[Any, Any], value: Any) -> Any:
    if value is None or field.get_internal_type() != "JSONField":
        return str(value) if isinstance(value, Promise) else value
    return json.dumps(value)


def update(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Sets the columns of rows found by id; each row holds the columns' values and then the id."""
    fields = _fields(model, (*columns, "id"))
    mark = "%s" if connection.vendor == "postgresql" else "?"
    values = ", ".join(f"{_quoted(str(f.column))} = {mark}" for f in fields[:-1])
    table = _quoted(model._meta.db_table)
    _run(f"UPDATE {table} SET {values} WHERE id = {mark}", fields, rows)  # noqa: S608


def remove(model: type[Model], first: UUID, last: UUID) -> int:
    """Deletes the rows of one run of ids (``kernel.ids.IdRun``) and says how many there were."""
    key = model._meta.get_field("id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {_quoted(model._meta.db_table)} WHERE id BETWEEN %s AND %s",  # noqa: S608
            [key.get_db_prep_value(end, connection) for end in (first, last)],  # type: ignore[union-attr]
        )
        return int(cursor.rowcount)


def _run(sql: str, fields: Sequence[Field[Any, Any]], rows: Iterable[Sequence[Any]]) -> None:
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(sql, list(rows))
            return
        _driver(cursor).executemany(sql, chain.from_iterable(_converted(rows, fields, 2000)))


def _driver(cursor: Any) -> Any:
    """The driver's own cursor: Django's rewrites every %s."""
    raw = cursor.cursor
    return super(type(raw), raw)


def _fields(model: type[Model], columns: Sequence[str]) -> list[Field[Any, Any]]:
    return [model._meta.get_field(name) for name in columns]  # type: ignore[misc]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _for_sqlite(field: Field[Any, Any]) -> Make:
    """What SQLite's driver needs instead of a column's values; None where it takes them as they are."""
    kind = field.get_internal_type()
    if kind in {"UUIDField", "ForeignKey", "OneToOneField"}:
        return _hex
    if kind == "DateField":
        return _days
    return _moments if kind == "DateTimeField" else None


def _hex(values: Sequence[Any]) -> Sequence[Any]:
    """Each UUID object is written once: a column of codes holds a few of them many times."""
    if not set(map(type, values)) - PLAIN:
        return values
    places = list(map(id, values))
    made = dict(zip(places, values, strict=True))
    written = {at: v if type(v) in PLAIN else v.hex for at, v in made.items()}
    return list(map(written.__getitem__, places))


def _days(values: Sequence[Any]) -> Sequence[Any]:
    written = {v: v and v.isoformat() for v in set(values)}
    return list(map(written.__getitem__, values))


def _moments(values: Sequence[Any]) -> Sequence[Any]:
    utc = {v: v and v.astimezone(UTC).replace(tzinfo=None).isoformat(" ") for v in set(values)}
    return list(map(utc.__getitem__, values))


def _converted(
    rows: Iterable[Sequence[Any]], fields: Sequence[Field[Any, Any]], size: int
) -> Iterator[list[tuple[Any, ...]]]:
    """Pieces of rows, column by column, since that costs a third of going through each row's values."""
    make, rest = [_for_sqlite(field) for field in fields], iter(rows)
    while some := list(islice(rest, size)):
        columns = zip(*some, strict=True)
        yield list(
            zip(
                *(c if one is None else one(c) for c, one in zip(columns, make, strict=True)),
                strict=True,
            )
        )


def take_stock() -> None:
    """For a transaction that writes much and then reads it: PostgreSQL counts by itself only afterwards."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

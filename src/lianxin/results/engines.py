"""The figures on another engine: the same rows and folds as SQL, over Parquet files of the tables.

A figure's queryset is compiled with its values as literals and transpiled; what is counted is told once,
in the rooms' ``figures.py``. DuckDB and sqlglot are not installed with the product, only for tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Model, QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent, Figure, by_day, days, fold
from lianxin.kernel.problem import refuse

DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres"}
TYPES = {
    "UUIDField": "UUID",
    "ForeignKey": "UUID",
    "OneToOneField": "UUID",
    "DateField": "DATE",
    "DateTimeField": "TIMESTAMP",
    "BooleanField": "BOOLEAN",
    "SmallIntegerField": "SMALLINT",
    "PositiveSmallIntegerField": "SMALLINT",
    "IntegerField": "INTEGER",
    "PositiveIntegerField": "INTEGER",
    "BigIntegerField": "BIGINT",
}
"""Any other field is text. Sealed fields never leave the database."""


def wanted(name: str) -> ModuleType:
    """A module that only tests and large counts need."""
    try:
        return __import__(name)
    except ImportError:
        raise refuse("engine.missing", name=name) from None


class DuckDB:
    """Folds figures over Parquet files in a folder; writes those it has not written yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.duck = wanted("duckdb").connect()

    def value(self, figure: Figure, actor: Actor, extent: Extent) -> int | float | None:
        """As ``Figure.value``, from the files."""
        rows = figure.rows(actor, extent).order_by()
        if figure.fold == "count":
            return self._one("count(*)", rows.values("pk"))
        if figure.fold == "distinct":
            return self._one("count(*)", rows.values(*figure.column.split()).distinct())
        if figure.fold == "days":
            return days(self._one("coalesce(sum(capped), 0)", by_day(rows)))
        told = rows.values(told=F(figure.column))
        if figure.fold == "sum":
            return self._one("coalesce(sum(told), 0)", told)
        return fold(figure.fold, [value for (value,) in self.read(told)])

    def _one(self, what: str, rows: QuerySet[Any, Any]) -> int:
        found = self.read(rows, what)
        return int(found[0][0]) if found else 0

    def read(self, rows: QuerySet[Any, Any], what: str = "*") -> list[tuple[Any, ...]]:
        """The rows of a queryset, or what they fold to, from the files."""
        try:
            text = sql_of(rows)
        except EmptyResultSet:
            return []
        for table in tables_in(text):
            self._write(table)
        asked = f"SELECT {what} FROM ({text}) AS asked"  # noqa: S608  values are quoted literals
        found: list[tuple[Any, ...]] = self.duck.execute(asked).fetchall()
        return found

    def _write(self, table: str) -> None:
        """A table as a Parquet file, and a view on it under the table's own name."""
        file = self.folder / f"{table}.parquet"
        if file.exists():
            return
        model = next(one for one in apps.get_models() if one._meta.db_table == table)
        fields = told_fields(model)
        columns = ", ".join(
            f'"{f.column}" {TYPES.get(f.get_internal_type(), "VARCHAR")}' for f in fields
        )
        self.duck.execute(f"CREATE TABLE written ({columns})")
        gaps = ", ".join("?" for _ in fields)
        if rows := list(_rows(model, [f.attname for f in fields])):
            insert = f"INSERT INTO written VALUES ({gaps})"  # noqa: S608  nothing but question marks
            self.duck.executemany(insert, rows)
        self.duck.execute(f"COPY written TO '{file}' (FORMAT parquet)")
        self.duck.execute("DROP TABLE written")
        self.duck.read_parquet(str(file)).create_view(table)


def sql_of(rows: QuerySet[Any, Any]) -> str:
    """The queryset in DuckDB's words, with its values written out."""
    sql, values = rows.query.sql_with_params()
    text = sql % tuple(literal(value) for value in values)
    dialect = DIALECTS[connection.vendor]
    found: str = wanted("sqlglot").transpile(text, read=dialect, write="duckdb")[0]
    return found


def literal(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "NULL", True: "TRUE", False: "FALSE"}[value]
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, date):
        return f"CAST('{value.isoformat()}' AS {'TIMESTAMP' if isinstance(value, datetime) else 'DATE'})"
    return "'" + str(value).replace("'", "''") + "'"


def tables_in(text: str) -> set[str]:
    glot = wanted("sqlglot")
    tree = glot.parse_one(text, read="duckdb")
    return {table.name for table in tree.find_all(glot.exp.Table)}


def told_fields(model: type[Model]) -> list[Any]:
    fields = model._meta.concrete_fields
    return [field for field in fields if "Binary" not in field.get_internal_type()]


def _rows(model: type[Model], names: list[str]) -> Iterator[list[Any]]:
    """Unscoped: the files hold what the figures of every actor are folded from."""
    rows = model.objects.visible_to(SYSTEM).order_by("pk")  # type: ignore[attr-defined]
    for row in rows.values_list(*names).iterator():
        yield [_plain(value) for value in row]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, UUID):
        return str(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value

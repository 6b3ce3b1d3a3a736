"""The whole PostgreSQL database: each table by ``COPY``, all in one transaction that sees one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

TABLES = (
    "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "AND a.attgenerated = '' WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
    "GROUP BY c.relname ORDER BY c.relname"
)
SEQUENCES = (
    "SELECT sequencename::text, last_value FROM pg_sequences "
    "WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename"
)
ONE_MOMENT = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL DateStyle TO 'ISO'",
    "SET LOCAL IntervalStyle TO 'postgres'",
    "SET LOCAL bytea_output TO 'hex'",
    "SET LOCAL extra_float_digits TO 1",
)
BLOCK = 1 << 20


def copy(folder: Path, asked: Mapping[str, str], told: Any) -> tuple[Any, ...]:
    files, rows = {}, {}
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        for statement in ONE_MOMENT:
            cursor.execute(statement)
        tables = _tables(cursor)
        for done, (table, columns) in enumerate(tables.items()):
            files[_file(table)] = path = folder / _file(table)
            with (
                path.open("wb") as out,
                cursor.copy(f"COPY {_quoted(table)} ({_listed(columns)}) TO STDOUT") as copied,
            ):
                for block in copied:
                    out.write(block)
            rows[table] = _count(cursor, table)
            told(done / len(tables))
        answers = {}
        for name, sql in asked.items():
            cursor.execute(sql)
            answers[name] = cursor.fetchall()
        cursor.execute(SEQUENCES)  # never behind the rows: a sequence knows no transaction
        sequences = dict(cursor.fetchall())
    return files, rows, {"columns": tables, "sequences": sequences}, answers


def counted(folder: Path, rows: Mapping[str, int]) -> dict[str, int]:
    """A row is a line: ends of lines within a value are written as two other characters."""
    return {table: _lines(folder / _file(table)) for table in rows}


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(block.count(b"\n") for block in iter(lambda: lines.read(BLOCK), b""))


def is_bare() -> bool:
    with connection.cursor() as cursor:
        return not _tables(cursor)


@contextmanager
def put_back(folder: Path, state: Mapping[str, Any], applied: list[Any]) -> Iterator[None]:
    with transaction.atomic(durable=True):
        _make_tables(applied)
        with connection.cursor() as cursor, connection.wrap_database_errors:
            _fill(cursor, folder, state)
        yield


def leave() -> None:
    """Nothing is to be let go of: the transaction ends with the block."""


def _make_tables(applied: list[Any]) -> None:
    """The tables as the copy knew them, older ones too."""
    from django.db.migrations.executor import MigrationExecutor

    MigrationExecutor(connection).migrate(applied)
    call_command("createcachetable", verbosity=0)


def _fill(cursor: Any, folder: Path, state: Mapping[str, Any]) -> None:
    """Triggers stay still, since what comes back has passed them; references are looked up at the end."""
    present, tables = _tables(cursor), state["columns"]
    if {t: sorted(c) for t, c in present.items()} != {t: sorted(c) for t, c in tables.items()}:
        raise ValueError(", ".join(sorted(set(present) ^ set(tables))) or "columns")
    cursor.execute(
        "SET CONSTRAINTS ALL DEFERRED"
    )  # migrations have set some to be looked up at once
    cursor.execute(f"TRUNCATE {_listed(present)}")
    for table in present:
        cursor.execute(f"ALTER TABLE {_quoted(table)} DISABLE TRIGGER USER")
    for table, columns in tables.items():
        into = f"COPY {_quoted(table)} ({_listed(columns)}) FROM STDIN"
        with (folder / _file(table)).open("rb") as rows, cursor.copy(into) as copied:
            for block in iter(lambda: rows.read(BLOCK), b""):
                copied.write(block)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in present:
        cursor.execute(f"ALTER TABLE {_quoted(table)} ENABLE TRIGGER USER")
    for name, value in state["sequences"].items():
        cursor.execute("SELECT setval(%s::regclass, %s)", [_quoted(name), value])
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _tables(cursor: Any) -> dict[str, list[str]]:
    cursor.execute(TABLES)
    return dict(cursor.fetchall())


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {_quoted(table)}")  # noqa: S608
    return int(cursor.fetchone()[0])


def _file(table: str) -> str:
    return f"{table}.copy"


def _listed(names: Any) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

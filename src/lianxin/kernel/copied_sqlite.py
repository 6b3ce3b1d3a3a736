"""The whole SQLite database: its online backup, held to one moment by a reader's transaction."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

FILE = "lianxin.sqlite3"
PAGES = 8192
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"


def copy(folder: Path, asked: Mapping[str, str], told: Any) -> tuple[Any, ...]:
    import sqlite3

    try:
        return _copy(folder, asked, told)
    except sqlite3.Error as error:  # no room, or a page that cannot be read
        raise OSError(errno.EIO, str(error)) from None


def _copy(folder: Path, asked: Mapping[str, str], told: Any) -> tuple[Any, ...]:
    import sqlite3

    target = folder / FILE
    with (
        closing(sqlite3.connect(_place(), timeout=20, isolation_level=None)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as made,
    ):
        source.execute("BEGIN")  # without it each commit of others would begin the copy anew
        source.execute("SELECT 1 FROM sqlite_master").fetchall()
        source.backup(
            made, pages=PAGES, progress=lambda _, left, all_: told(1 - left / max(all_, 1))
        )
        made.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        answers = {name: made.execute(sql).fetchall() for name, sql in asked.items()}
        rows = _rows(made)
    return {FILE: target}, rows, {}, answers


def counted(folder: Path, rows: Mapping[str, int]) -> dict[str, int]:
    """How many rows each table has, once the file as a whole is found sound."""
    import sqlite3

    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as made:
        try:
            found = [row[0] for row in made.execute("PRAGMA integrity_check")]
            counted = _rows(made)
        except sqlite3.Error as error:
            raise ValueError(str(error)) from None
    if found != ["ok"]:
        raise ValueError(found[0])
    return counted


def _rows(made: Any) -> dict[str, int]:
    tables = sorted(row[0] for row in made.execute(TABLES))
    count = 'SELECT COUNT(*) FROM "{}"'
    return {table: made.execute(count.format(table)).fetchone()[0] for table in tables}


def is_bare() -> bool:
    return not Path(_place()).exists()


@contextmanager
def put_back(folder: Path, state: Mapping[str, Any], applied: list[Any]) -> Iterator[None]:
    """The copy is used where it lies, until ``leave`` lets go of it and the caller moves it."""
    place = _place()
    _point(str(folder / FILE))
    try:
        yield
    finally:
        _point(place)


def leave() -> None:
    """What was written stands in the one file, and the file is closed."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _place() -> str:
    return str(connection.settings_dict["NAME"])


def _point(place: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = place

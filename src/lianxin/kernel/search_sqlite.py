"""Search on SQLite: FTS5, whose phrases of pairs are exactly the words asked for.

Its rows are known by the negative of our numbers: FTS5 goes through rows upwards faster than downwards,
and the newest are asked for first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

CREATE = (
    "CREATE VIRTUAL TABLE {name} USING fts5(words, {kept}tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER {name}_gone AFTER DELETE ON {source} BEGIN "
    "DELETE FROM {name} WHERE rowid = -OLD.{number}; END",
)
REMOVE = ("DROP TRIGGER {name}_gone", "DROP TABLE {name}")
NUMBERS = "SELECT -rowid FROM {name}"


def kept() -> str:
    """The texts stand in their own table; before 3.43 SQLite could not delete without a copy."""
    import sqlite3

    return "content='', contentless_delete=1, " if sqlite3.sqlite_version_info >= (3, 43) else ""


def put(index: Any, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    sql = f"INSERT INTO {index.name} (rowid, words) VALUES (%s, %s)"  # noqa: S608
    with connection.cursor() as cursor:  # in order: FTS5 begins a new segment at each step back
        cursor.executemany(sql, sorted((-number, " ".join(tokens)) for number, tokens in rows))


def drop(index: Any, numbers: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {index.name} WHERE rowid = %s",  # noqa: S608
            [(-number,) for number in numbers],
        )


def newest(index: Any, wanted: Any, limit: int) -> list[int]:
    conditions, values = [f"{index.name} MATCH %s"], [_match(wanted)]
    if wanted.first is not None:
        conditions.append("rowid <= %s")
        values.append(-wanted.first)
    if wanted.before is not None:
        conditions.append("rowid > %s")
        values.append(-wanted.before)
    if wanted.among is not None:
        among = ", ".join(str(-number) for number in wanted.among)
        conditions.append(f"rowid IN ({among or 'NULL'})")
    sql = (
        f"SELECT rowid FROM {index.name} WHERE {' AND '.join(conditions)} "  # noqa: S608
        "ORDER BY rowid LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit])
        return [-row[0] for row in cursor.fetchall()]


def _match(wanted: Any) -> Any:
    """Tokens hold letters and digits alone, so nothing needs escaping within the quotes."""
    parts = [
        " OR ".join([f'"{" ".join(word.pairs)}"', *(f'"{start}" *' for start in word.instead)])
        for word in wanted.words
    ]
    parts += [" OR ".join(f'"{mark}"' for mark in group) for group in wanted.marks]
    return " AND ".join(f"({part})" for part in parts)


def settle(index: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {index.name} ({index.name}) VALUES ('optimize')")  # noqa: S608

"""Search on PostgreSQL: pairs through a GIN index, then the folded text itself decides.

Values are bound by the client: with plans prepared by the server the planner walks the numbers
backwards instead of asking the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

CREATE = (
    "CREATE TABLE {name} ({number} bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX {name}_words ON {name} USING gin (words)",
    "CREATE FUNCTION {name}_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'TRUNCATE' THEN DELETE FROM {name}; "
    "ELSE DELETE FROM {name} WHERE {number} = OLD.{number}; END IF; RETURN NULL; END $$",
    "CREATE TRIGGER {name}_gone AFTER DELETE ON {source} "
    "FOR EACH ROW EXECUTE FUNCTION {name}_gone()",
    "CREATE TRIGGER {name}_emptied AFTER TRUNCATE ON {source} "
    "FOR EACH STATEMENT EXECUTE FUNCTION {name}_gone()",
)
REMOVE = (
    "DROP TRIGGER {name}_emptied ON {source}",
    "DROP TRIGGER {name}_gone ON {source}",
    "DROP FUNCTION {name}_gone()",
    "DROP TABLE {name}",
)
NUMBERS = "SELECT {number} FROM {name}"
MANY = 100


def put(index: Any, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    listed = [(number, " ".join(f"'{one}'" for one in tokens)) for number, tokens in rows]
    with connection.cursor() as cursor:
        if len(listed) < MANY:
            sql = f"INSERT INTO {index.name} VALUES (%s, %s::tsvector)"  # noqa: S608
            cursor.executemany(sql, listed)
            return
        with cursor.copy(f"COPY {index.name} FROM STDIN") as copy:
            for row in listed:
                copy.write_row(row)


def drop(index: Any, numbers: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {index.name} WHERE {index.number} = ANY(%s)",  # noqa: S608
            [list(numbers)],
        )


def newest(index: Any, wanted: Any, limit: int) -> list[int]:
    """The numbers alone are put in order, then texts are looked at until there are enough.

    ``+ 0``: a year holds a fifth of all numbers, and to gather them costs more than the words do.
    """
    conditions, values = ["s.words @@ %s::tsquery"], [_query(wanted)]
    for sign, bound in ((">=", wanted.first), ("<", wanted.before)):
        if bound is not None:
            conditions.append(f"s.{index.number} + 0 {sign} %s")
            values.append(bound)
    if wanted.among is not None:
        conditions.append(f"s.{index.number} = ANY(%s)")
        values.append(list(wanted.among))
    exactly = ["true"]
    for word in wanted.words:
        condition, given = _exactly(index, word)
        exactly.append(condition)
        values += given
    sql = (
        f"SELECT i.{index.number} FROM (SELECT s.{index.number} FROM {index.name} s "  # noqa: S608
        f"WHERE {' AND '.join(conditions)} ORDER BY s.{index.number} DESC OFFSET 0) i "
        f"JOIN {index.source} e ON e.{index.number} = i.{index.number} "
        f"WHERE {' AND '.join(exactly)} ORDER BY i.{index.number} DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit])
        return [row[0] for row in cursor.fetchall()]


def _query(wanted: Any) -> Any:
    """Tokens hold letters and digits alone, so nothing needs escaping within the quotes."""
    parts = [
        " | ".join([_all(word.pairs), *(f"'{start}':*" for start in word.instead)])
        for word in wanted.words
    ]
    parts += [" | ".join(f"'{mark}'" for mark in group) for group in wanted.marks]
    return " & ".join(f"({part})" for part in parts)


def _all(pairs: Sequence[str]) -> str:
    return "(" + " & ".join(f"'{pair}'" for pair in pairs) + ")"


def _exactly(index: Any, word: Any) -> tuple[str, list[Any]]:
    """Pairs may stand apart in a text; the word itself must stand in it, or a mark instead."""
    escaped = word.folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    condition, values = f"e.{index.text} LIKE %s", [f"%{escaped}%"]
    if word.instead:
        named = f"SELECT FROM {index.name} s WHERE s.{index.number} = i.{index.number}"
        condition = f"({condition} OR EXISTS ({named} AND s.words @@ %s::tsquery))"
        values.append(" | ".join(f"'{start}':*" for start in word.instead))
    return condition, values


def settle(index: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{index.name}_words"])
        cursor.execute(f"ANALYZE {index.name}")

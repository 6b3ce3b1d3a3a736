"""The bare way of ``bench.push``: the rows of the last pushes, inserted by the driver alone.

``python -m bench.bare ENTRIES BATCH`` within an instance; tells seconds as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from uuid import uuid4

ROUNDS = 3
TABLES = ("lianxin_entry", "lianxin_act", "lianxin_received", "lianxin_auditrow")
Rows = dict[str, list[tuple[Any, ...]]]


def batches(entries: int, size: int) -> list[Rows]:
    """The rows of each push: what has its key from an entry, and as many audit rows."""
    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.models import AuditRow
    from lianxin.records.diary import search
    from lianxin.records.diary.models import Entry

    words: dict[int, str] = {}
    put, search.INDEX.__class__.put = search.INDEX.__class__.put, _catch(words)
    rows = Entry.objects.visible_to(SYSTEM).select_related("village", "officer").order_by("id")
    found = list(rows[:entries])
    search.index(found)
    search.INDEX.__class__.put = put
    keys = {str(row.pk): place // size for place, row in enumerate(found)}
    kept: dict[int, Rows] = defaultdict(lambda: defaultdict(list))
    for table, column in zip(TABLES, ("id", "entry_id", "id", "subject_id"), strict=True):
        for key, row in _read(table, column):
            place = keys.get(key)
            if place is not None:
                kept[place][table].append(row)
    for row in found:
        kept[keys[str(row.pk)]]["words"].append((row.serial, words[row.serial]))
    kinds = AuditRow.objects.visible_to(SYSTEM).filter(subject_kind="Entry").count()
    if kinds < entries:
        raise SystemExit(f"{kinds} audit rows of {entries} entries")
    return [kept[place] for place in sorted(kept)]


def _catch(words: dict[int, str]) -> Any:
    def put(index: Any, rows: Any) -> None:
        from django.db import connection

        quote = "'{}'" if connection.vendor == "postgresql" else "{}"
        words.update((n, " ".join(quote.format(one) for one in tokens)) for n, tokens in rows)

    return put


def _read(table: str, column: str) -> list[tuple[str, tuple[Any, ...]]]:
    from uuid import UUID

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        names = [one[0] for one in cursor.description]
        at = names.index(column)
        found = []
        for row in cursor.fetchall():
            try:
                found.append((str(UUID(str(row[at]))), tuple(map(_value, row))))
            except ValueError:
                continue
        return found


def _value(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def sqlite(found: list[Rows], whole: bool) -> float:
    """A file beside the instance's own, under the same journal."""
    import sqlite3

    from django.conf import settings
    from django.db import connection

    from lianxin.records.diary.search import INDEX

    path = Path(settings.LIANXIN_DATA) / f"bare-{uuid4().hex}.sqlite3"
    store = sqlite3.connect(path, isolation_level=None)
    store.executescript("PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000")
    with connection.cursor() as cursor:
        names = ", ".join(f"'{one}'" for one in (*TABLES, INDEX.name))
        cursor.execute(
            f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ({names}) "  # noqa: S608
            "AND sql IS NOT NULL ORDER BY type DESC"
        )
        for kind, name, sql in cursor.fetchall():
            if kind == "table" and (whole or name == INDEX.name):
                store.execute(sql)
            elif kind == "table":
                width = len(found[0][name][0])
                store.execute(f"CREATE TABLE {name} ({', '.join(f'c{n}' for n in range(width))})")
            elif kind == "index" and whole:
                store.execute(sql)
    began = time.perf_counter()
    for rows in found:
        store.execute("BEGIN IMMEDIATE")
        for table in TABLES:
            marks = ", ".join("?" * len(rows[table][0]))
            store.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])  # noqa: S608
        sql = f"INSERT INTO {INDEX.name} (rowid, words) VALUES (?, ?)"  # noqa: S608
        store.executemany(sql, sorted((-number, words) for number, words in rows["words"]))
        store.execute("COMMIT")
    taken = time.perf_counter() - began
    store.close()
    return taken


def postgresql(found: list[Rows], whole: bool) -> float:
    """Tables of the same columns beside our own, in the same database."""
    from django.db import connection

    from lianxin.records.diary.search import INDEX

    connection.ensure_connection()
    store: Any = connection.connection
    like = "INCLUDING ALL" if whole else ""
    with store.cursor() as cursor:
        for table in (*TABLES, INDEX.name):
            cursor.execute(f"DROP TABLE IF EXISTS bare_{table}")
            kind = like or ("INCLUDING ALL" if table == INDEX.name else "")
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} {kind})")
        began = time.perf_counter()
        for rows in found:
            with store.transaction():
                for table in TABLES:
                    marks = ", ".join(["%s"] * len(rows[table][0]))
                    sql = f"INSERT INTO bare_{table} VALUES ({marks})"  # noqa: S608
                    cursor.executemany(sql, rows[table])
                sql = f"INSERT INTO bare_{INDEX.name} VALUES (%s, %s::tsvector)"  # noqa: S608
                cursor.executemany(sql, rows["words"])
        return time.perf_counter() - began


def main() -> None:
    from bench.world import setup

    setup()
    from django.db import connection

    found = batches(*map(int, sys.argv[1:]))
    way = sqlite if connection.vendor == "sqlite" else postgresql
    rounds = {
        kind: [way(found, whole) for _ in range(ROUNDS)]
        for kind, whole in (("same", True), ("plain", False))
    }
    rows = {table: sum(len(one[table]) for one in found) for table in (*TABLES, "words")}
    sys.stdout.write(json.dumps({**rounds, "rows": rows}) + "\n")


if __name__ == "__main__":
    main()

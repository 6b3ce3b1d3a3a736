"""Everything the instance keeps and says, laid open: tables, sessions, cache, logs, left-over files."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from lianxin.site.logs import Masking


def tables() -> Iterator[tuple[str, bytes]]:
    """Each table's cells as bytes, sealed ones as they lie on the disk."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            yield table, b"\n".join(_cell(cell) for row in cursor.fetchall() for cell in row)


def _cell(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def sessions() -> bytes:
    """What is signed and packed in the sessions, read as the product reads it."""
    return "\n".join(str(one.get_decoded()) for one in Session.objects.all()).encode()


def cached() -> bytes:
    table = connection.ops.quote_name(str(cache._table))  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key FROM {table}")  # noqa: S608
        keys = [row[0] for row in cursor.fetchall()]
    return "\n".join(str(cache.get(key.split(":", 2)[-1])) for key in keys).encode()


def files(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@contextmanager
def log_lines() -> Iterator[io.StringIO]:
    """What the product's own handler would write: the same filter, every level, every logger."""
    said, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(said), root.level
    handler.addFilter(Masking())
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield said
    finally:
        root.removeHandler(handler)
        root.setLevel(level)

"""The whole database as files, of one moment and while others write; and put back into an empty one.

SQLite gives its file, through its own online backup; PostgreSQL each table's rows, as ``COPY`` writes
them, read in one transaction that sees one moment. ``state`` is what an engine needs beside the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from . import copied_postgresql, copied_sqlite

Rows = list[tuple[Any, ...]]
Told = Callable[[float], None]
"""Is told now and then which share is done."""


class Damaged(Exception):
    """The copy does not open, or does not hold together; the words say where."""


@dataclass(frozen=True)
class Copied:
    """The files by name, how many rows each table has, and what was asked for at the same moment."""

    files: Mapping[str, Path]
    rows: Mapping[str, int]
    state: Mapping[str, Any]
    answers: Mapping[str, Rows]


def copy(folder: Path, asked: Mapping[str, str], told: Told = lambda share: None) -> Copied:
    """Writes the copy into the folder; ``asked`` are queries answered as of the copy's moment."""
    return Copied(*_engine().copy(folder, asked, told))


def verify(folder: Path, rows: Mapping[str, int], engine: str) -> None:
    """Opens the copy's files in the folder and counts each table's rows."""
    module = copied_sqlite if engine == "sqlite" else copied_postgresql
    try:
        counted = module.counted(folder, rows)
    except (OSError, ValueError) as error:
        raise Damaged(str(error)) from None
    for table, count in rows.items():
        if counted.get(table) != count:
            raise Damaged(f"{table}: {counted.get(table)} ≠ {count}")


def is_bare() -> bool:
    """Whether nothing stands yet where the instance's database would be."""
    return bool(_engine().is_bare())


@contextmanager
def put_back(folder: Path, state: Mapping[str, Any], applied: Iterable[Any]) -> Iterator[None]:
    """The copy is the database meanwhile, and stays so only if the block ends well.

    ``applied`` are the migrations that the copy has seen. At the end of the block the caller calls
    ``leave`` and moves the folder to its place; before that nobody else sees anything of it.
    """
    with _engine().put_back(folder, state, [tuple(one) for one in applied]):
        yield


def leave() -> None:
    _engine().leave()


def is_a_file() -> bool:
    """Whether the database is a file in the instance's folder."""
    return connection.vendor == "sqlite"


def _engine() -> Any:
    return copied_sqlite if connection.vendor == "sqlite" else copied_postgresql

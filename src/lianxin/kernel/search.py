"""Words found in texts, newest first, with the same answers on both engines.

A text is kept as overlapping pairs of its folded characters, so that every word of two or more
characters is found, names included; beside the pairs stand marks: short words of the caller's own,
such as a year, for filters. SQLite holds them in a contentless FTS5 table, PostgreSQL in a table of
tsvectors. Rows are known by a whole number, and larger numbers are newer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection
from django.db.migrations.operations.base import Operation

from . import search_postgresql, search_sqlite

PLAIN = re.compile(r"[0-9a-z\u3400-\u4db5\u4e00-\u9fa5]+")
"""Characters that both engines take for parts of a word; any other is written as its number."""


@lru_cache(65_536)
def token(text: str) -> str:
    if PLAIN.fullmatch(text):
        return text
    return "x" + "x".join(c if PLAIN.fullmatch(c) else f"{ord(c):x}" for c in text)


@lru_cache(16_384)
def mark(kind: str, text: str) -> str:
    """A mark of three or more characters, so that no pair is mistaken for it; beginnings are kept."""
    if PLAIN.fullmatch(text):
        return kind + text
    return kind + "".join(c if PLAIN.fullmatch(c) else f"x{ord(c):x}x" for c in text)


def pairs(folded: str) -> list[str]:
    """The tokens of a folded text; a single character stands alone."""
    listed = [folded[at : at + 2] for at in range(len(folded) - 1)] or [folded]
    return [token(pair) for pair in listed if pair]


@dataclass(frozen=True)
class Word:
    """A folded word that must occur in the text, or one of the marks that begin so instead."""

    folded: str
    instead: tuple[str, ...] = ()

    @cached_property
    def pairs(self) -> list[str]:
        return pairs(self.folded)


@dataclass(frozen=True)
class Wanted:
    """All words, one mark of each group, numbers from ``first`` up to and not including ``before``."""

    words: Sequence[Word] = ()
    marks: Sequence[Sequence[str]] = ()
    first: int | None = None
    before: int | None = None
    among: Sequence[int] | None = None


@dataclass(frozen=True)
class Index:
    """The index ``name`` over ``source``: its whole number and its folded text are named by column."""

    name: str
    source: str
    number: str
    text: str

    def put(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Adds rows of a number and its tokens, within the caller's transaction."""
        _engine().put(self, rows)

    def drop(self, numbers: Sequence[int]) -> None:
        _engine().drop(self, numbers)

    def newest(self, wanted: Wanted, limit: int) -> list[int]:
        """Numbers of the rows that have everything that is wanted, the largest first."""
        found: list[int] = _engine().newest(self, wanted, limit)
        return found

    def numbers(self) -> set[int]:
        """All that is held; for checking."""
        with connection.cursor() as cursor:
            cursor.execute(_engine().NUMBERS.format(**vars(self)))
            return {row[0] for row in cursor.fetchall()}

    def settle(self) -> None:
        """Merges what many additions have left apart."""
        _engine().settle(self)


def _engine() -> Any:
    return search_sqlite if connection.vendor == "sqlite" else search_postgresql


class SearchIndex(Operation):
    """Adds the index; rows that leave the source leave it too, by a trigger."""

    reversible = True

    def __init__(self, name: str, source: str, number: str, text: str) -> None:
        self.index = Index(name, source, number, text)

    def deconstruct(self) -> Any:
        it = self.index
        return ("SearchIndex", [it.name, it.source, it.number, it.text], {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state of the models does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self._execute(schema_editor, "CREATE")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self._execute(schema_editor, "REMOVE")

    def _execute(self, schema_editor: Any, what: str) -> None:
        vendor = schema_editor.connection.vendor
        engine = search_sqlite if vendor == "sqlite" else search_postgresql
        words = {**vars(self.index), "kept": search_sqlite.kept()}
        with schema_editor.connection.cursor() as cursor:
            for statement in getattr(engine, what):
                cursor.execute(statement.format(**words))

    def describe(self) -> str:
        return f"Words of {self.index.source} are found through {self.index.name}"

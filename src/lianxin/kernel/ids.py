"""Ids: UUIDv7 (RFC 9562 §5.7), made anywhere, ordered by time."""

from functools import lru_cache
from uuid import UUID

import uuid_utils
from django.db.models import CharField, ExpressionWrapper, F
from django.db.models.functions import Cast

COUNTED = 32


def new_id() -> UUID:
    return UUID(int=uuid_utils.uuid7().int)


def in_text(column: str) -> Cast:
    """A column of ids as the database writes them: of many rows with few ids ``id_in`` makes each once."""
    return Cast(column, CharField())


def as_given(column: str) -> "ExpressionWrapper[F]":
    """A column of ids as the driver gives it, text or UUID: what ``Places`` and ``id_read`` take."""
    return ExpressionWrapper(F(column), output_field=CharField())


id_in = lru_cache(16_384)(UUID)


class IdRun:
    """Many ids in one go: a UUIDv7 whose last bits count (RFC 9562 §6.2, a dedicated counter).

    What one piece of work has made is then one span of keys, found again without a list of them.
    """

    def __init__(self) -> None:
        self._first = self._next = new_id().int >> COUNTED << COUNTED

    def __call__(self) -> UUID:
        made = UUID(int=self._next)
        self._next += 1
        return made

    def text(self) -> str:
        """The next id as 32 hexadecimal digits: what both engines take, without an object."""
        made = "%032x" % self._next  # noqa: UP031 (twice as fast as a format string)
        self._next += 1
        return made

    @property
    def first(self) -> UUID:
        return UUID(int=self._first)

    @property
    def last(self) -> UUID:
        return UUID(int=max(self._first, self._next - 1))

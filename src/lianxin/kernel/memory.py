"""What was counted is kept until somebody does something: every change moves the audit chain.

Only what is counted or drawn from data that actions alone write may be kept, with the actor and the day
in the key, and the language where words are.
Each process remembers for itself and asks the database where the chain stands, so none is ever behind.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

from .audit import position

T = TypeVar("T")
KEPT = 256
_STANDS: ContextVar[list[int] | None] = ContextVar("stands", default=None)
_LOCK = threading.Lock()
_HELD: OrderedDict[tuple[int, Hashable], object] = OrderedDict()


@contextmanager
def steady() -> Iterator[None]:
    """While one page is only read, where the chain stands is asked for once."""
    token = _STANDS.set([])
    try:
        yield
    finally:
        _STANDS.reset(token)


def _position() -> int:
    asked = _STANDS.get()
    if asked is None:
        return position()
    if not asked:
        asked.append(position())
    return asked[0]


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gave for this key since the last change, or gives now."""
    place = (_position(), key)
    with _LOCK:
        if place in _HELD:
            _HELD.move_to_end(place)
            return cast(T, _HELD[place])
    made = make()
    with _LOCK:
        _HELD[place] = made
        while len(_HELD) > KEPT:
            _HELD.popitem(last=False)
    return made


def forget() -> None:
    """Nothing is held any more, as after a change; for tests and measurements."""
    with _LOCK:
        _HELD.clear()

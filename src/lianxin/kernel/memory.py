"""What was counted is kept until somebody does something: every change moves the audit chain.

Only what is counted or drawn from data that actions alone write may be kept, with the actor and the day
in the key, and the language where words are.
Each process remembers for itself and asks the database where the chain stands, so none is ever behind.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from .audit import position

T = TypeVar("T")
KEPT = 256
_LOCK = threading.Lock()
_HELD: OrderedDict[tuple[int, Hashable], object] = OrderedDict()


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gave for this key since the last change, or gives now."""
    place = (position(), key)
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

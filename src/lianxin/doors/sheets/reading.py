"""Reading a kept roster: at once when it is small, with visible progress when it is large.

What was understood is a pure function of the file, its corrections and the vocabulary, so it is kept
only in memory and may be made again at any time, by any process.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from django.db import connection

T = TypeVar("T")
Tell = Callable[[float], None]
"""Told the share of the work that is done, 0 to 1."""

PATIENCE = 1.2  # seconds a page waits for a result before it shows progress


@dataclass
class Job(Generic[T]):
    """Work in a thread of its own; ``share`` runs from 0 to 1."""

    work: Callable[[Tell], T]
    share: float = 0.0
    result: T | None = None
    error: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def start(self, *, aside: bool) -> Job[T]:
        """Runs the work here and now, or in a thread of its own when it will take seconds."""
        if not aside:
            self._work()
            return self
        threading.Thread(target=self._run, daemon=False).start()
        return self

    def _run(self) -> None:
        try:
            self._work()
        finally:
            connection.close()

    def _work(self) -> None:
        try:
            self.result = self.work(self._tell)
        except Exception as error:
            self.error = error
        finally:
            self.done.set()

    def _tell(self, share: float) -> None:
        self.share = share

    @property
    def percent(self) -> int:
        return min(99, int(self.share * 100))

    def take(self) -> T:
        """The result, or the error that the work ended with."""
        if self.error is not None:
            raise self.error
        return cast(T, self.result)


_JOBS: OrderedDict[str, Job[object]] = OrderedDict()
_LOCK = threading.Lock()
KEPT = 4


def job(key: str, work: Callable[[Tell], T], *, aside: bool) -> Job[T]:
    """The running or finished job of this key, started if there is none."""
    with _LOCK:
        found = _JOBS.get(key)
        start = found is None
        if found is None:
            found = _JOBS[key] = Job(work)
        _JOBS.move_to_end(key)
        for old in [k for k, j in _JOBS.items() if j.done.is_set()][:-KEPT]:
            del _JOBS[old]
    if start:
        found.start(aside=aside)
    found.done.wait(PATIENCE)
    return found  # type: ignore[return-value]


def running(key: str) -> Job[object] | None:
    """The job of this key while it goes on; one that ended is no longer running."""
    with _LOCK:
        found = _JOBS.get(key)
    return found if found is not None and not found.done.is_set() else None


def forget(key: str) -> None:
    with _LOCK:
        _JOBS.pop(key, None)

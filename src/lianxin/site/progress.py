"""One line on the terminal that says how far a long piece of work is; nothing within its first second."""

from __future__ import annotations

import sys
import time
from types import TracebackType

FIRST, BETWEEN, BETWEEN_LINES = 1.0, 0.3, 10.0  # seconds


class Progress:
    """``step`` begins a part of the work; ``add`` counts, ``share`` tells how much of it is done."""

    def __init__(self) -> None:
        self._tty = sys.stderr.isatty()
        self._next = time.monotonic() + FIRST
        self._words, self._all, self._done, self._shown = "", 0, 0, False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        if self._shown and self._tty:
            print(file=sys.stderr)

    def step(self, words: str, whole: int = 0) -> None:
        self._words, self._all, self._done = words, whole, 0
        self.add(0)

    def add(self, n: int) -> None:
        self._done += n
        self.share(self._done / self._all if self._all else 0)

    def share(self, share: float) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (BETWEEN if self._tty else BETWEEN_LINES)
        self._shown = True
        line = f"连心 · {self._words} {min(share, 1):.0%}"
        print(f"\r{line} " if self._tty else line, end="" if self._tty else "\n", file=sys.stderr)
        sys.stderr.flush()

"""Makes a long sheet in a thread of its own, one after the other, and tells how far it has come."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic
from uuid import UUID

from django.db import connection
from django.utils import translation

from lianxin.kernel.sealed_file import SealedWriting
from lianxin.results.actions import Export
from lianxin.results.exports import State, column_of, path_of, tell

from .ledger import write_ledger

EVERY = 1.0
"""Seconds between two tellings."""
_TURN = threading.Semaphore(1)
log = logging.getLogger(__name__)


class Unwanted(Exception):
    """Its owner has thrown it away meanwhile."""


def begin(pk: UUID, form: str, read: Callable[[], Export]) -> threading.Thread:
    """``read`` opens the ledger in the thread; the reader's language goes along."""
    language = translation.get_language()
    thread = threading.Thread(target=_run, args=(pk, form, read, language), daemon=True)
    thread.start()
    return thread


def _run(pk: UUID, form: str, read: Callable[[], Export], language: str | None) -> None:
    try:
        while not _TURN.acquire(timeout=EVERY * 10):
            if not tell(pk):
                return
        try:
            with translation.override(language):
                make(pk, form, read())
        finally:
            _TURN.release()
    except Unwanted:
        path_of(pk).unlink(missing_ok=True)
    except Exception as error:
        log.warning("an export was not made: %s", type(error).__name__)
        tell(pk, state=State.FAILED)
    finally:
        connection.close()


def make(pk: UUID, form: str, export: Export) -> None:
    """Here and now; the file is whole before the row says that it is ready."""
    tell(pk, state=State.RUNNING, total=export.total())
    last = monotonic()

    def told(count: int) -> None:
        nonlocal last
        if monotonic() - last >= EVERY:
            last = monotonic()
            if not tell(pk, done=count):
                raise Unwanted

    with SealedWriting(path_of(pk), column_of(pk)) as out:
        count = write_ledger(out, export, form, told=told)  # type: ignore[arg-type]
    if not tell(pk, state=State.READY, done=count, total=count, size=out.size):
        raise Unwanted

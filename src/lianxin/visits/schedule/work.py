"""Makes a proposal in a thread of its own, one after the other, and tells how far it has come."""

from __future__ import annotations

import logging
import threading
from uuid import UUID

from django.db import connection, transaction
from django.utils import translation

from lianxin.kernel.actor import Actor

from .actions import State, tell
from .models import Schedule
from .propose import SECONDS, propose
from .reading import asked_of
from .shape import Plan
from .telling import kept_as

_TURN = threading.Semaphore(1)
log = logging.getLogger(__name__)


def begin(actor: Actor, row: Schedule, seconds: float = SECONDS) -> threading.Thread:
    """Starts once the row that it tells is written for good."""
    language = translation.get_language()
    thread = threading.Thread(target=_run, args=(actor, row, seconds, language), daemon=True)
    transaction.on_commit(thread.start)
    return thread


def _run(actor: Actor, row: Schedule, seconds: float, language: str | None) -> None:
    try:
        while not _TURN.acquire(timeout=10):
            if not tell(row.pk):
                return
        try:
            with translation.override(language):
                make(actor, row, seconds)
        finally:
            _TURN.release()
    except Exception as error:
        log.warning("a year was not proposed: %s", type(error).__name__)
        tell(row.pk, state=State.FAILED)
    finally:
        connection.close()


def make(actor: Actor, row: Schedule, seconds: float = SECONDS) -> None:
    """Here and now: a rough proposal at once, a better one after each round, then it is ready."""
    asked = asked_of(actor, row.village, row.year, row.day)
    _tell(row.pk, step="reading")

    def told(plan: Plan) -> None:
        _tell(row.pk, step="better", found=kept_as(asked, plan))

    plan = propose(asked.problem, seconds=seconds, told=told)
    tell(row.pk, state=State.READY, step="", found=kept_as(asked, plan))


def _tell(pk: UUID, **now: object) -> None:
    tell(pk, state=State.RUNNING, **now)

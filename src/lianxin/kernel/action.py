"""The one way to write: policy first, one transaction, the audit row beside the change.

>>> with act(actor, "household.open", on=village) as audit:   # doctest: +SKIP
...     household.save()
...     audit.note(household, number=household.number)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import transaction

from . import audit as chain
from .actor import Actor
from .problem import refuse

_acting: ContextVar[UUID | None] = ContextVar("acting", default=None)
_kept_later: ContextVar[bool] = ContextVar("kept_later", default=False)


def acting() -> UUID | None:
    """Whose action is under way, for rows that keep who began and ended them; None for the system."""
    return _acting.get()


@contextmanager
def kept_later() -> Iterator[None]:
    """An action meanwhile only checks and prepares; whoever opened this writes what it leaves, and its
    audit row, later in the same transaction: so it needs no savepoint of its own."""
    token = _kept_later.set(True)
    try:
        yield
    finally:
        _kept_later.reset(token)


class Audit:
    """What the action will have done, as its audit row tells it; never holds unsealed numbers."""

    def __init__(self, on: Any) -> None:
        self.subject = on
        self.details: dict[str, Any] = {}

    def note(self, subject: Any = None, **details: Any) -> None:
        if subject is not None:
            self.subject = subject
        self.details.update(details)


@contextmanager
def act(actor: Actor, action: str, *, on: Any = None) -> Iterator[Audit]:
    """Refuses (and records the refusal) before anything is done; otherwise all or nothing."""
    if not actor.allows(action, on):
        with transaction.atomic():
            chain.write(actor, action, on, {}, done=False)
        raise refuse("action.not_allowed", action=action)
    with nullcontext() if _kept_later.get() else transaction.atomic():
        audit, before = Audit(on), _acting.set(actor.id)
        try:
            yield audit
        finally:
            _acting.reset(before)
        chain.write(actor, action, audit.subject, audit.details)

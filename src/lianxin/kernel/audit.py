"""The audit chain: written beside each action, verified by ``./lianxin check``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils import timezone

from . import bulk
from .actor import SYSTEM, Actor
from .models import AuditHead, AuditRow

FIELDS = [
    "number",
    "at",
    "actor_id",
    "actor_name",
    "door",
    "address",
    "action",
    "subject_kind",
    "subject_id",
    "subject_name",
    "done",
    "details",
    "previous",
]


_gathered: ContextVar[list[AuditRow] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[list[AuditRow]]:
    """Rows written meanwhile are linked in one go at the end, inside the caller's transaction.

    The chain's head is locked last, as by a single action, so that several actions in one transaction
    wait for others without standing in their way. Whoever rolls an action back takes its rows out.
    """
    held: list[AuditRow] = []
    token = _gathered.set(held)
    try:
        yield held
    finally:
        _gathered.reset(token)
    if held:
        _link(held)


def held() -> list[AuditRow]:
    """The rows that wait to be linked; whoever rolls an action back takes its rows out of them."""
    waiting = _gathered.get()
    return [] if waiting is None else waiting


def write(
    actor: Actor, action: str, on: Any, details: dict[str, Any], *, done: bool = True
) -> AuditRow:
    """Adds one row to the chain, inside the caller's transaction, as its last statement."""
    row = AuditRow(
        at=timezone.now(),
        actor_id=actor.id,
        actor_name=actor.name[:60],
        door=actor.door,
        address=actor.address[:45],
        action=action,
        subject_kind=str(on._meta.object_name) if isinstance(on, models.Model) else "",
        subject_id=str(on.pk) if isinstance(on, models.Model) else "",
        subject_name=str(on)[:120] if isinstance(on, models.Model) else "",
        done=done,
        details=json.loads(json.dumps(details, default=str)),
    )
    held = _gathered.get()
    if held is None:
        _link([row])
    else:
        held.append(row)
    return row


def _link(rows: list[AuditRow]) -> None:
    head = AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
    for row in rows:
        row.number, row.previous = head.number + 1, head.hash
        row.hash = digest(row)
        head.number, head.hash = row.number, row.hash
    bulk.insert_rows(AuditRow, rows)
    AuditHead.objects.filter(pk=1).update(number=head.number, hash=head.hash)


def position() -> int:
    """The number of the last row: unchanged as long as nobody has done anything."""
    return AuditHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def digest(row: AuditRow) -> str:
    content = {name: getattr(row, name) for name in FIELDS}
    content["at"] = row.at.isoformat(timespec="microseconds")
    text = json.dumps(content, default=str, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def broken() -> Iterator[int]:
    """Numbers of the rows at which the chain does not hold: altered, missing or cut off."""
    previous, number = "0" * 64, 0
    for row in AuditRow.objects.visible_to(SYSTEM).order_by("number").iterator(2000):
        number += 1
        if row.number != number or row.previous != previous or row.hash != digest(row):
            yield row.number
            number = row.number
        previous = row.hash
    head = AuditHead.objects.filter(pk=1).first()
    if head and (head.number, head.hash) != (number, previous):
        yield head.number

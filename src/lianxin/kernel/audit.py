"""The audit chain: written beside each action, verified by ``./lianxin check``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils import timezone

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


def write(
    actor: Actor, action: str, on: Any, details: dict[str, Any], *, done: bool = True
) -> AuditRow:
    """Adds one row to the chain, inside the caller's transaction, as its last statement."""
    head = AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
    row = AuditRow(
        number=head.number + 1,
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
        previous=head.hash,
    )
    row.hash = digest(row)
    row.save(force_insert=True)
    AuditHead.objects.filter(pk=1).update(number=row.number, hash=row.hash)
    return row


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

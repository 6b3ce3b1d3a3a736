"""An item on its way: as it was sent, what came of it, and what the phone is answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.kernel.problem import Problem
from lianxin.people.models import Officer

from .models import Verdict
from .shapes import Sent


@dataclass(frozen=True)
class Item:
    """One item as it was sent, with its moment understood."""

    id: UUID
    seq: int
    action: str
    at: datetime
    payload: dict[str, Any]
    hash: str
    officer: Officer | None = None


@dataclass(frozen=True)
class Came:
    """What came of an item; ``rev`` is the entry's, for the amendment that may follow."""

    verdict: Verdict
    problem: Problem | None = None
    rev: int | None = None


@dataclass(frozen=True)
class Answer:
    """``first`` is the verdict that stands, where the item had been here before."""

    id: UUID
    verdict: Verdict
    problem: Problem | None = None
    first: Verdict | None = None
    rev: int | None = None


def item_of(sent: Sent) -> Item:
    """The item with its content's hash; a moment that cannot be read counts as now."""
    content = {"action": sent.action, "at": sent.at, "payload": sent.payload}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Item(sent.id, sent.seq, sent.action, _moment(sent.at), sent.payload, digest)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return timezone.localtime()
    return timezone.localtime(found if found.tzinfo else timezone.make_aware(found))

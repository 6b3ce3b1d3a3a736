"""Which field of a household changed at which of its editions: what edits made apart are merged by.

``Household.marks`` holds ``{field: [edition, account id, name, moment]}``; a field without a mark has
not changed since the household was opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM, Actor

from .models import Household

SAVED = ("edition", "marks")


class Mark(NamedTuple):
    """The last change of one field. ``account`` is None for the system and for ended accounts' imports."""

    edition: int
    account: str | None = None
    name: str = ""
    at: datetime | None = None


def mark_of(household: Household, name: str) -> Mark:
    told = household.marks.get(name)
    if told is None:
        return Mark(0)
    return Mark(told[0], told[1], told[2], datetime.fromisoformat(told[3]))


def note(household: Household, names: Iterable[str], actor: Actor) -> None:
    """On a locked row; the caller saves ``SAVED`` of it."""
    account = str(actor.id) if actor.id else None
    household.edition += 1
    new = made(names, household.edition, account, actor.name, timezone.now())
    household.marks = {**household.marks, **new}


def made(
    names: Iterable[str], edition: int, account: str | None, by: str, at: datetime
) -> dict[str, Any]:
    return {name: [edition, account, by[:60], at.isoformat()] for name in names}


LEAP = 1_000_000


def begin_anew() -> None:
    """After a restore: no edition made from now on is one that a phone has seen in the life before."""
    Household.objects.visible_to(SYSTEM).update(edition=F("edition") + LEAP)


def as_text(marks: Mapping[str, Any]) -> str:
    """As bulk statements write it; the same text for the same marks."""
    return json.dumps(marks, ensure_ascii=False, sort_keys=True)

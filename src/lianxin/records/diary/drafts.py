"""Drafts: what somebody has typed and not yet saved. Sealed, one for each account and form.

A draft is kept a moment after the typing stops, without an action and its audit row: it is no fact,
nobody but its writer ever sees it, and it goes when the entry is saved.
"""

from __future__ import annotations

import json
from typing import Any

from cryptography.exceptions import InvalidTag
from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import seal, unseal

from .models import Draft
from .reading import words_of

COLUMN = "draft.content"
LONGEST = 40_000


def draft_keep(*, actor: Actor, form: str, content: dict[str, Any]) -> None:
    """The latest state of the form in place of the one before; ID numbers in it are cut."""
    text = words_of(json.dumps(content, ensure_ascii=False))
    if len(text) > LONGEST:
        raise refuse("draft.too_long")
    if actor.id is None:
        raise refuse("action.absent")
    Draft.objects.visible_to(actor).update_or_create(
        account_id=actor.id,
        form=form[:20],
        defaults={"content": seal(text, COLUMN), "kept_at": timezone.now()},
    )


def draft_of(actor: Actor, form: str) -> dict[str, Any] | None:
    row = _own(actor).filter(form=form).first()
    if row is None:
        return None
    try:
        content = json.loads(unseal(bytes(row.content), COLUMN))
    except (InvalidTag, ValueError):
        return None
    return {**content, "kept_at": row.kept_at} if isinstance(content, dict) else None


def drafts(actor: Actor) -> list[Draft]:
    """Which forms have a draft, the latest first."""
    return list(_own(actor).defer("content").order_by("-kept_at"))


def draft_drop(*, actor: Actor, form: str) -> None:
    _own(actor).filter(form=form).delete()


def _own(actor: Actor) -> GuardedQuerySet[Draft]:
    """The account's own, whatever else its roles may see."""
    rows = Draft.objects.visible_to(actor)
    return rows.filter(account_id=actor.id) if actor.id else rows.none()

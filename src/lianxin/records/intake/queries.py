"""Reads of this room: what an import would change, drafts, finished imports, what waits."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import unseal, unseal_bytes

from .models import RosterImport, SetAside

CONTENT = "roster.content"
CORRECTIONS = "roster.corrections"


def rosters(actor: Actor) -> QuerySet[RosterImport]:
    """All imports the actor may see, newest first, but those given up; sealed columns stay behind."""
    rows = RosterImport.objects.visible_to(actor).select_related("village", "author")
    rows = rows.exclude(state=RosterImport.State.DROPPED)
    return rows.defer("content", "corrections", "undo")


def roster_content(roster: RosterImport) -> bytes:
    """The uploaded file of a draft; refused when it has been given up or written."""
    if not roster.content:
        raise refuse("roster.wrong_state", state=str(RosterImport.State(roster.state).label))
    return unseal_bytes(bytes(roster.content), CONTENT)


def roster_corrections(roster: RosterImport) -> dict[str, Any]:
    if not roster.corrections:
        return {}
    return dict(json.loads(unseal(bytes(roster.corrections), CORRECTIONS)))


def waiting(actor: Actor) -> QuerySet[SetAside]:
    """The 待补 list: households that were left out and are not settled."""
    rows = SetAside.objects.visible_to(actor).filter(settled_at=None)
    return rows.select_related("roster__village").order_by("roster__started_at", "id")


def days_left(roster: RosterImport) -> int:
    """Days in which the import may still be taken back; 0 when it cannot."""
    from .actions import TAKE_BACK

    if roster.state != RosterImport.State.WRITTEN or roster.written_at is None:
        return 0
    left = roster.written_at + TAKE_BACK - timezone.now()
    return max(0, left.days + 1)

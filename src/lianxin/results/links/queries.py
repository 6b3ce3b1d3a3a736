"""The links that somebody has made and that still open something."""

from __future__ import annotations

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today

from .models import DataLink


def links(actor: Actor, kind: str, ledger: str = "") -> QuerySet[DataLink]:
    """One's own, the latest first."""
    if actor.id is None:
        return DataLink.objects.none()
    rows = DataLink.objects.visible_to(actor).filter(account_id=actor.id, kind=kind)
    rows = rows.filter(ended_at=None, until__gt=today())
    return (rows.filter(ledger=ledger) if ledger else rows).select_related("village")

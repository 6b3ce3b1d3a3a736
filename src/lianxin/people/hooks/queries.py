"""Addresses in use and what they were told, within one's scope."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from lianxin.kernel.actor import Actor

from .models import Hook, HookCall


def hooks(actor: Actor) -> QuerySet[Hook]:
    """Those in use, the latest first; ``owed`` and ``given_up`` count their calls."""
    rows = Hook.objects.visible_to(actor).filter(ended_at=None).select_related("unit")
    open_call = Q(calls__done_at=None)
    return rows.annotate(
        owed=Count("calls", filter=open_call & Q(calls__next_at__isnull=False)),
        given_up=Count("calls", filter=open_call & Q(calls__next_at=None)),
    )


def calls(actor: Actor, row: Hook) -> QuerySet[HookCall]:
    return HookCall.objects.visible_to(actor).filter(hook=row)

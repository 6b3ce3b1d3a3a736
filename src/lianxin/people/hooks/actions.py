"""Writes of addresses that are told of events; and what an action says when something has happened."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import seal
from lianxin.kernel.text import prose

from ..models import Area, Partnership, Unit
from .addresses import checked
from .models import Event, Hook, HookCall, Style

SECRET = "hook.secret"  # noqa: S105 (the column's name)
MOST = 20
CHOICES = (Event.NEED, Event.PAPER, Event.DIGEST)


def hook_add(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    address: str,
    events: Iterable[str],
    style: str = Style.OWN,
) -> tuple[Hook, str]:
    """The address and the secret with which calls to it are signed; the secret is shown once."""
    with act(actor, "hook.add", on=unit) as audit:
        name, wanted = prose(name)[:60], [one for one in CHOICES if one in set(events)]
        if not name:
            raise refuse("hook.no_name", "name")
        if not wanted:
            raise refuse("hook.no_event", "events")
        if Hook.objects.visible_to(SYSTEM).filter(unit=unit, ended_at=None).count() >= MOST:
            raise refuse("hook.too_many", "name", limit=MOST)
        text = secrets.token_urlsafe(32)
        if style not in Style.values:
            raise refuse("input.unknown_choice", "style", value=style[:20])
        row = Hook(
            unit=unit,
            name=name,
            address=checked(address),
            events=[str(one) for one in wanted],
            style=style,
        )
        row.secret, row.author_id, row.made_at = seal(text, SECRET), actor.id, timezone.now()
        row.save(force_insert=True)
        audit.note(row, name=name, address=row.address, events=row.told_events)
    return row, text


def hook_pause(*, actor: Actor, row: Hook) -> None:
    """Nothing is sent from now on; what happens meanwhile waits."""
    with act(actor, "hook.pause", on=row):
        row = _held(row)
        row.paused_at = row.paused_at or timezone.now()
        row.save(update_fields=["paused_at"])


def hook_resume(*, actor: Actor, row: Hook) -> None:
    """What has waited, or was given up, is tried again."""
    with act(actor, "hook.pause", on=row) as audit:
        row = _held(row)
        row.paused_at = None
        row.save(update_fields=["paused_at"])
        calls = HookCall.objects.visible_to(SYSTEM).filter(hook=row, done_at=None)
        again = calls.update(next_at=timezone.now(), tries=0)
        audit.note(row, how="back", rows=again)


def hook_end(*, actor: Actor, row: Hook) -> None:
    """It is told nothing more; what it was told stays in the log."""
    with act(actor, "hook.end", on=row):
        row = _held(row)
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        HookCall.objects.visible_to(SYSTEM).filter(hook=row).update(next_at=None)


def hook_try(*, actor: Actor, row: Hook) -> HookCall:
    """One call that says nothing but that it is a try."""
    with act(actor, "hook.try", on=row):
        return owe(_held(row), Event.TRY, {})


def happened(
    event: Event, about: dict[str, Any], *, village: Area, unit: Unit | None = None
) -> None:
    """Said within an action: whoever is to be told of it is owed a call by the same transaction.

    Told are the units that work in the village, or the ``unit`` whose it is, and those above them.
    """
    hooks = Hook.objects.visible_to(SYSTEM).filter(ended_at=None).select_related("unit")
    rows = [one for one in hooks if event in one.events]
    if rows:
        paths = {unit.path} if unit else _paths(village)
        for row in rows:
            if any(path.startswith(row.unit.path) for path in paths):
                owe(row, event, {**about, "village": village.code})


def _paths(village: Area) -> set[str]:
    working = Partnership.objects.visible_to(SYSTEM).filter(Q(village=village), in_force(today()))
    return set(working.values_list("unit__path", flat=True))


def owe(row: Hook, event: Event, about: dict[str, Any]) -> HookCall:
    """A call that is due at once; ``about`` holds nothing of any person."""
    now = timezone.now()
    return HookCall.objects.create(hook=row, event=event, about=about, at=now, next_at=now)


def _held(row: Hook) -> Hook:
    """The row as it stands, held while it changes."""
    row = Hook.objects.visible_to(SYSTEM).select_for_update(of=("self",)).get_visible(pk=row.pk)
    if row.ended_at is not None:
        raise refuse("hook.ended")
    return row

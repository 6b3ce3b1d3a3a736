"""Rows that phones leave behind, made by hand: a phone, a clash, something kept unapplied."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.kernel.ids import new_id
from lianxin.kernel.sealed import seal
from lianxin.people.models import Account
from lianxin.register.models import Household
from lianxin.sync.models import Device, Proposal, Quarantined, Received

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def phone(account: Account, name: str = "Android · Chrome", **told: Any) -> Device:
    now = timezone.now()
    return Device.objects.create(
        account=account, name=name, first_seen=now - 30 * DAY, last_seen=now, **told
    )


def receipt(device: Device, verdict: str, problem: Any = None, **told: Any) -> Received:
    now = timezone.now()
    facts = {"action": "diary.write", "at": now, "received_at": now, "seq": 1, "hash": verdict}
    return Received.objects.create(
        account=device.account, device=device, verdict=verdict, problem=problem, **facts | told
    )


def clash(
    home: Household, device: Device, yours: Any, held: Any, *, name: str = "phone", late: Any = HOUR
) -> Proposal:
    now = timezone.now()
    came = receipt(device, "conflict", action="household.edit")
    return Proposal.objects.create(
        village=home.village,
        household=home,
        officer=device.account.officer,
        account=device.account,
        item=came.pk,
        field=name,
        base=home.rev,
        yours=yours,
        held=held,
        held_by="何晓燕",
        held_at=now - 2 * HOUR,
        at=now - late,
        made_at=now,
    )


def kept(device: Device, content: dict[str, Any], action: str = "diary.write") -> Quarantined:
    now = timezone.now()
    return Quarantined.objects.create(
        item=new_id(),
        account=device.account,
        device=device,
        action=action,
        at=now - DAY,
        seq=3,
        hash="h",
        content=seal(json.dumps(content), "quarantined.content"),
        reason="revoked",
        received_at=now,
    )

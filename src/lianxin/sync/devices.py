"""Phones: registered by their officer, ended by them or stopped by the office, opened after a lost lock."""

from __future__ import annotations

import base64
import os
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import seal_bytes, unseal_bytes
from lianxin.kernel.text import tidy
from lianxin.people.models import Account
from lianxin.people.policy import AccountActor
from lianxin.people.tokens import token_end, token_make

from .models import Device

COLUMN = "device.recovery"
FARTHEST = 2_000_000_000


class Registered(NamedTuple):
    """``token`` and ``recovery`` (base64) are told once each and not kept on our side in the clear."""

    device: Device
    token: str
    recovery: str


def device_add(*, actor: AccountActor, id: UUID, name: str, public_key: str = "") -> Registered:
    """The officer's own phone, with a token of its own; the same phone again gets a new one."""
    if actor.account.officer_id is None:
        raise refuse("device.no_officer")
    with act(actor, "device.add") as audit:
        _check_key(public_key)
        row = Device.objects.visible_to(SYSTEM).filter(pk=id).select_related("token").first()
        if row is not None and row.account_id != actor.account.pk:
            raise refuse("device.taken", "device")
        row = row or _new(actor.account, id)
        if row.token is not None:
            token_end(actor=actor, token=row.token)
        row.name = tidy(name or "")[:60] or "—"
        row.token, text = token_make(actor=actor, account=actor.account, name=row.name)
        row.public_key = public_key or row.public_key
        row.recovery_sealed = row.recovery_sealed or seal_bytes(os.urandom(32), COLUMN)
        row.revoked_at, row.revoked_for = None, ""
        row.save()
        audit.note(row, name=row.name)
        return Registered(row, text, _recovery(row))


def _new(account: Account, id: UUID) -> Device:
    now = timezone.now()
    return Device(id=id, account=account, first_seen=now, last_seen=now)


def _check_key(text: str) -> None:
    if not text:
        return
    try:
        key = load_der_public_key(base64.b64decode(text, validate=True))
    except ValueError:
        raise refuse("device.key", "public_key") from None
    if not isinstance(key, EllipticCurvePublicKey):
        raise refuse("device.key", "public_key")


def _recovery(row: Device) -> str:
    return base64.b64encode(unseal_bytes(bytes(row.recovery_sealed), COLUMN)).decode()


def device_recover(*, actor: Actor, device: Device) -> str:
    """What opens the phone's own data after a forgotten lock: for its owner, freshly signed in."""
    with act(actor, "device.recover", on=device) as audit:
        if device.revoked_at is not None or not device.recovery_sealed:
            raise refuse("action.absent")
        audit.note(device)
        return _recovery(device)


def device_end(*, actor: Actor, device: Device) -> Device:
    """One's own phone: its token opens nothing any more."""
    with act(actor, "device.end", on=device) as audit:
        _stop(actor, device, "")
        audit.note(device)
        return device


def device_revoke(*, actor: Actor, device: Device, reason: str) -> Device:
    """Somebody else's phone, lost or in the wrong hands; what it still sends is kept and not applied."""
    with act(actor, "device.revoke", on=device) as audit:
        why = tidy(reason or "")[:120]
        if not why:
            raise refuse("device.reason_wanted", "reason")
        _stop(actor, device, why)
        audit.note(device, reason=why)
        return device


def _stop(actor: Actor, device: Device, why: str) -> None:
    """The token ends with its phone, without a right of its own. Unscoped: the policy has been asked."""
    if device.revoked_at is not None:
        return
    device.revoked_at, device.revoked_for = timezone.now(), why
    device.save(update_fields=["revoked_at", "revoked_for"])
    if device.token is not None and device.token.ended_at is None:
        device.token.ended_at = device.revoked_at
        device.token.save(update_fields=["ended_at"])


class Waiting(NamedTuple):
    """What a phone says it still holds."""

    items: int = 0
    photos: int = 0
    oldest: datetime | None = None


class Seen(NamedTuple):
    """What it tells of itself with each request."""

    schema: int
    clock: datetime | None = None
    waiting: Waiting | None = None


def device_of(account: Account, id: UUID, name: str) -> Device:
    """The phone a request names; one that nobody knows becomes this account's. Unscoped, as signing in."""
    row = Device.objects.visible_to(SYSTEM).filter(pk=id).first()
    if row is None:
        now = timezone.now()
        told = {"account": account, "name": name[:60] or "—", "first_seen": now, "last_seen": now}
        row = Device.objects.visible_to(SYSTEM).get_or_create(pk=id, defaults=told)[0]
    if row.account_id != account.pk:
        raise refuse("device.taken", "device")
    return row


def device_seen(device: Device, seen: Seen) -> None:
    """No action, as it changes nothing of anybody's."""
    now = timezone.now()
    device.last_seen, device.schema = now, seen.schema
    if seen.clock is not None:
        ahead = round((seen.clock - now).total_seconds())
        device.skew = max(-FARTHEST, min(FARTHEST, ahead))
    if seen.waiting is not None:
        device.waiting, device.waiting_photos, device.oldest_waiting = seen.waiting
    device.save(
        update_fields=[
            *("last_seen", "schema", "skew"),
            *("waiting", "waiting_photos", "oldest_waiting"),
        ]
    )

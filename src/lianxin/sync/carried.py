"""An outbox that came as a file: for weeks without signal, or for an account that opens nothing.

The file is signed by the phone's own key, so that it says what the phone said, whoever carried it.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pydantic import BaseModel, Field, ValidationError

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused, refuse
from lianxin.people.models import Account
from lianxin.people.policy import AccountActor, alive
from lianxin.records.diary.photos import photo_add

from .items import Answer
from .models import Device
from .push import push
from .quarantine import photos_of
from .shapes import Digest, Sent

FORMAT = "lianxin-outbox-1"
BATCH = 50


class Picture(BaseModel):
    sha256: Digest
    data: str


class Body(BaseModel):
    device: UUID
    account: UUID
    made: str = Field(max_length=40)
    items: list[Sent] = Field(max_length=20_000)
    photos: list[Picture] = Field(default_factory=list, max_length=5000)


@dataclass
class Brought:
    """What came of each item of the file, and how many photos it carried."""

    device: Device
    account: Account
    items: list[Sent] = field(default_factory=list)
    verdicts: list[Answer] = field(default_factory=list)
    photos: int = 0


def outbox_bring(*, actor: AccountActor, content: bytes) -> Brought:
    """Each item as its writer's; of an account or a phone that was stopped all is kept for a decision."""
    body, text, signature = _opened(content)
    rows = Device.objects.visible_to(SYSTEM).select_related("account__officer", "account__unit")
    device = rows.filter(pk=body.device).first()
    if device is None or not device.public_key:
        raise refuse("outbox.unknown_device")
    if not _signed(device.public_key, text, signature):
        raise refuse("outbox.wrong_signature")
    with act(actor, "outbox.bring") as audit:
        if not Device.objects.visible_to(actor).filter(pk=device.pk).exists():
            raise refuse("outbox.not_ours")
        audit.note(device, rows=len(body.items))
    account = device.account
    writer = AccountActor.of(account, door="file", address=actor.address)
    ended = not alive(account) or device.revoked_at is not None
    found = Brought(device, account, sorted(body.items, key=lambda one: one.seq))
    for first in range(0, len(found.items), BATCH):
        some = found.items[first : first + BATCH]
        found.verdicts += push(actor=writer, device=device, sent=some, ended=ended, door="file")
    if ended:
        named = {sha for item in body.items for sha in photos_of(item.payload)}
        kept = [one for one in body.photos if one.sha256 in named]
        found.photos = sum(_photo(actor, one, account) for one in kept)
    else:
        found.photos = sum(_photo(writer, one) for one in body.photos)
    return found


def _opened(content: bytes) -> tuple[Body, str, bytes]:
    try:
        whole: dict[str, Any] = json.loads(content)
        text, signature = str(whole["body"]), base64.b64decode(whole["signature"], validate=True)
        if whole["format"] != FORMAT:
            raise refuse("outbox.unreadable")
        return Body.model_validate_json(text), text, signature
    except (ValueError, KeyError, TypeError, RecursionError, ValidationError, binascii.Error):
        raise refuse("outbox.unreadable") from None


def _signed(public_key: str, text: str, signature: bytes) -> bool:
    """WebCrypto's signature is r‖s (IEEE P1363), the library's is DER."""
    key = load_der_public_key(base64.b64decode(public_key))
    if not isinstance(key, EllipticCurvePublicKey) or len(signature) != 64:
        return False
    first, second = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    try:
        key.verify(encode_dss_signature(first, second), text.encode(), ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def _photo(actor: AccountActor, one: Picture, of: Account | None = None) -> bool:
    """A picture that cannot be used is left out: its entry has its text."""
    try:
        content = base64.b64decode(one.data, validate=True)
    except (ValueError, binascii.Error):
        return False
    if sha256(content).hexdigest() != one.sha256:
        return False
    try:
        photo_add(actor=actor, content=content, sent_sha256=one.sha256, of=of)
    except Refused:
        return False
    return True

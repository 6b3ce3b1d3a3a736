"""A phone, as the server meets one: items with ids of their own, sent until they are answered."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import new_id
from lianxin.kernel.period import today
from lianxin.people.models import Account
from lianxin.people.policy import AccountActor
from lianxin.sync.devices import device_add
from lianxin.sync.models import Device


class Phone:
    def __init__(self, account: Account, *, registered: bool = True) -> None:
        self.account, self.id, self.seq = account, uuid4(), 0
        self.cursor: str | None = None
        self.epoch = ""
        self.held: dict[tuple[str, str], dict[str, Any]] = {}
        self.client = Client()
        made = device_add(
            actor=AccountActor.of(account, door="phone"), id=self.id, name="Android · Chrome"
        )
        self.device, self.token, self.recovery = made
        self.headers = {"Authorization": f"Bearer {self.token}"}
        self.key = ec.generate_private_key(ec.SECP256R1())
        public = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        rows = Device.objects.visible_to(SYSTEM).filter(pk=self.id)
        rows.update(public_key=base64.b64encode(public).decode())

    def item(self, action: str, *, id: UUID | None = None, at: str = "", **payload: Any) -> dict:
        self.seq += 1
        moment = at or datetime.combine(today(), datetime.min.time()).isoformat() + "+08:00"
        return {
            "id": str(id or new_id()),
            "seq": self.seq,
            "action": action,
            "at": moment,
            "payload": payload,
        }

    def entry(self, household: Any = None, **said: Any) -> dict:
        told: dict[str, Any] = {
            "households": [str(household.pk)] if household else [],
            "kinds": ["visit"],
            "day": today().isoformat(),
            "text": "到家里看望，牛棚砖墙砌好了。",
        }
        return self.item("diary.write", **{**told, **said})

    def post(self, *items: dict, packed: bool = False, **more: Any) -> Any:
        body = {"device": str(self.id), "schema": 1, "cursor": self.cursor, "items": list(items)}
        sent = json.dumps({**body, **more}, ensure_ascii=False).encode()
        return self.client.post(
            "/api/v1/sync",
            gzip.compress(sent) if packed else sent,
            content_type="application/json",
            headers=self.headers | ({"Content-Encoding": "gzip"} if packed else {}),
        )

    def send(self, *items: dict, **more: Any) -> list[dict]:
        answer = self.post(*items, **more)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()["verdicts"]

    def file(self, *items: dict, photos: Sequence[bytes] = ()) -> dict[str, Any]:
        """What stands in a file that the phone signed."""
        carried = [
            {"sha256": sha256(photo).hexdigest(), "data": base64.b64encode(photo).decode()}
            for photo in photos
        ]
        head = {"device": str(self.id), "account": str(self.account.pk)}
        told = {**head, "made": "2026-07-15T14:52:00+08:00", "items": items, "photos": carried}
        body = json.dumps(told, ensure_ascii=False)
        halves = decode_dss_signature(self.key.sign(body.encode(), ec.ECDSA(SHA256())))
        signature = b"".join(half.to_bytes(32, "big") for half in halves)
        signed = base64.b64encode(signature).decode()
        return {"format": "lianxin-outbox-1", "body": body, "signature": signed}

    def one(self, item: dict, **more: Any) -> dict:
        [verdict] = self.send(item, pull=False, **more)
        return verdict

    def pull(self) -> list[dict]:
        """All that has changed; what this phone then holds is in ``held``."""
        changes, more, anew = [], True, self.cursor is None
        if anew:
            self.held.clear()
        while more:
            answer = self.post().json()
            changes += answer["changes"]
            self.cursor, more = answer["cursor"], answer["more"]
            if self.epoch and self.epoch != answer["epoch"]:
                self.held.clear()
            self.epoch = answer["epoch"]
        for one in changes:
            key = (one["kind"], one["id"])
            if one["data"] is None:
                self.held.pop(key, None)
            else:
                self.held[key] = one
        return changes

    def doc(self, kind: str, row: Any) -> dict | None:
        return self.held.get((kind, str(getattr(row, "pk", row))))

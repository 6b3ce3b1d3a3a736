"""A phone, as the server meets one: items with ids of their own, sent until they are answered."""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from lianxin.kernel.ids import new_id
from lianxin.kernel.period import today
from lianxin.people.models import Account
from lianxin.people.policy import AccountActor
from lianxin.sync.devices import device_add


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

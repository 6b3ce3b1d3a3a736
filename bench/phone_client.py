"""A phone as the contract describes one: an ordered outbox, frozen bytes, verdicts, a pull with cursor and epoch.

It holds no network: ``send`` takes a request's bytes and gives the answer, or raises ``Lost``.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from lianxin.kernel.ids import new_id

BATCH = 20
ACKNOWLEDGED = {"accepted", "merged", "conflict", "quarantined"}
FINAL = ACKNOWLEDGED | {"rejected"}
Send = Callable[[bytes], dict[str, Any]]
Key = tuple[str, str]
CHINA = ZoneInfo("Asia/Shanghai")


class Lost(Exception):
    """No answer, or none of ours: nothing is known of what was sent."""


@dataclass
class Item:
    id: str
    seq: int
    action: str
    payload: dict[str, Any]
    frozen: bytes
    verdict: str = ""
    problem: Any = None

    @property
    def key(self) -> Key:
        """The id and what stands under it: another content is another thing."""
        return self.id, sha256(self.frozen).hexdigest()


class Ledger:
    """Every verdict that was ever told, by whoever heard it; a final one must never change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.told: dict[Key, list[str]] = defaultdict(list)

    def tell(self, key: Key, verdict: dict[str, Any]) -> None:
        with self._lock:
            self.told[key].append(first(verdict))

    def forget(self) -> None:
        with self._lock:
            self.told.clear()

    def changed(self) -> list[tuple[Key, list[str]]]:
        with self._lock:
            return [
                (key, told)
                for key, told in self.told.items()
                if len({one for one in told if one in FINAL}) > 1
            ]

    def acknowledged(self) -> set[Key]:
        with self._lock:
            return {key for key, told in self.told.items() if ACKNOWLEDGED & set(told)}


def first(verdict: dict[str, Any]) -> str:
    """A duplicate repeats the verdict that was given first."""
    said = verdict["first"] if verdict["verdict"] == "duplicate" else verdict["verdict"]
    return str(said)


def read(status: int, kind: str, body: bytes) -> dict[str, Any]:
    """The answer of a push, if it is one of ours and whole."""
    if status != 200 or "json" not in kind:
        raise Lost(f"{status} {kind} {body[:300]!r}")
    try:
        said = json.loads(body)
        if isinstance(said["epoch"], str) and isinstance(said["verdicts"], list):
            return dict(said)
    except (ValueError, KeyError, TypeError):
        pass
    raise Lost(f"not an answer of ours: {body[:80]!r}")


@dataclass
class Phone:
    device: str
    send: Send
    ledger: Ledger
    skew: timedelta = timedelta()
    seq: int = 0
    epoch: str = ""
    cursor: str | None = None
    items: dict[str, Item] = field(default_factory=dict)
    """Everything ever written here, by id: what was sent stays as a second copy."""
    waiting: list[str] = field(default_factory=list)
    twins: list[Item] = field(default_factory=list)
    documents: dict[tuple[str, str], Any] = field(default_factory=dict)
    revisions: dict[tuple[str, str], int] = field(default_factory=dict)
    revoked: bool = False

    def write(self, action: str, payload: dict[str, Any], id: str = "") -> Item:
        self.seq += 1
        item = freeze(id or str(new_id()), self.seq, action, payload, self.now())
        self.items[item.id] = item
        self.waiting.append(item.id)
        return item

    def now(self) -> str:
        return (datetime.now(CHINA) + self.skew).isoformat(timespec="seconds")

    def push(self, *, pull: bool = False, most: int = BATCH) -> bool:
        """Offers the first items that wait; whether anything is left of them."""
        return self.offer([self.items[one] for one in self.waiting[:most]], pull=pull)

    def offer(self, items: Iterable[Item], *, pull: bool = False) -> bool:
        sent = list(items)
        self._take(sent, self.send(self.request(sent, pull=pull)), pull=pull)
        return bool(self.waiting)

    def request(self, items: Iterable[Item], *, pull: bool = False) -> bytes:
        """Each item in the bytes it was frozen in."""
        head = {"device": self.device, "schema": 1, "cursor": self.cursor, "pull": pull}
        head |= {"now": self.now(), "waiting": {"items": len(self.waiting), "photos": 0}}
        listed = b",".join(item.frozen for item in items)
        return json.dumps(head).encode()[:-1] + b', "items": [' + listed + b"]}"

    def pull(self) -> None:
        """Everything that changed; from nothing when the server began another life."""
        while True:
            answer = self.send(self.request([], pull=True))
            if self._take([], answer, pull=True):
                continue
            if not answer["more"]:
                return

    def _take(self, sent: list[Item], answer: dict[str, Any], *, pull: bool) -> bool:
        """Whether another epoch began, so that all is to be asked again."""
        by_id = {item.id: item for item in sent}
        for verdict in answer["verdicts"]:
            self._hear(by_id.get(verdict["id"]), verdict)
        self.revoked = self.revoked or bool(answer.get("revoked"))
        if self.epoch and answer["epoch"] != self.epoch:
            self.epoch, self.cursor = answer["epoch"], None
            self.waiting = sorted(self.items, key=lambda one: self.items[one].seq)
            return True
        self.epoch = answer["epoch"]
        if pull and not self.revoked:
            self._keep(answer)
        return False

    def _hear(self, item: Item | None, verdict: dict[str, Any]) -> None:
        if item is None:
            return
        self.ledger.tell(item.key, verdict)
        item.problem = verdict.get("problem")
        item.verdict = first(verdict)
        ours = self.items.get(item.id)
        if item.verdict in FINAL and item.id in self.waiting and ours is item:
            self.waiting.remove(item.id)

    def _keep(self, answer: dict[str, Any]) -> None:
        if self.cursor is None:
            self._whole: set[tuple[str, str]] | None = set()
        whole = getattr(self, "_whole", None)
        for change in answer["changes"]:
            place = change["kind"], change["id"]
            if change["data"] is None:
                self.documents.pop(place, None)
                self.revisions.pop(place, None)
                continue
            self.documents[place], self.revisions[place] = change["data"], change["rev"]
            if whole is not None:
                whole.add(place)
        self.cursor = answer["cursor"]
        if whole is not None and not answer["more"]:
            for place in set(self.documents) - whole:
                del self.documents[place], self.revisions[place]
            self._whole = None


def freeze(id: str, seq: int, action: str, payload: dict[str, Any], at: str) -> Item:
    said = {"id": id, "seq": seq, "action": action, "at": at, "payload": payload}
    return Item(id, seq, action, payload, json.dumps(said, ensure_ascii=False).encode())


def keys_in(request: bytes) -> dict[str, Key]:
    """The items of a request as the ledger knows them, for who listens on the line."""
    items = json.loads(request)["items"]
    plain = (json.dumps(one, ensure_ascii=False).encode() for one in items)
    return {
        one["id"]: (one["id"], sha256(text).hexdigest())
        for one, text in zip(items, plain, strict=True)
    }

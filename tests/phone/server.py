"""A server made of dictionaries: it answers as ours does, and as badly as a test wants it to."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Request, Route

ACCOUNT = "0198a000-0000-7000-8000-000000000001"
JSON = "application/json"

Fault = Callable[[Route, str], None]


def items_as_sent(body: str) -> list[str]:
    """The exact text of each item within a request."""
    at, out = body.index('"items":[') + len('"items":['), []
    while body[at] != "]":
        at += body[at] == ","
        end = json.JSONDecoder().raw_decode(body, at)[1]
        out.append(body[at:end])
        at = end
    return out


def say(route: Route, value: Any, status: int = 200, **headers: str) -> None:
    body = json.dumps(value, ensure_ascii=False)
    route.fulfill(status=status, body=body, headers={"Content-Type": JSON, **headers})


def refuse(route: Route, code: str, status: int, **more: Any) -> None:
    say(route, {"problems": [{"code": code, "message": code, "field": None, **more}]}, status)


def dropped(route: Route, answer: str) -> None:
    route.abort("connectionreset")


def portal(route: Route, answer: str) -> None:
    page = "<html><body>欢迎使用免费无线网，请先登录</body></html>"
    route.fulfill(status=200, body=page, headers={"Content-Type": "text/html; charset=utf-8"})


def portal_denies(route: Route, answer: str) -> None:
    route.fulfill(status=401, body="<html>401</html>", headers={"Content-Type": "text/html"})


def truncated(route: Route, answer: str) -> None:
    route.fulfill(status=200, body=answer[: len(answer) // 2], headers={"Content-Type": JSON})


def foreign(route: Route, answer: str) -> None:
    say(route, {"status": "ok", "portal": True})


def failing(route: Route, answer: str) -> None:
    refuse(route, "request.defect", 500)


class Server:
    """``faults`` are taken one by one, each by the next answer to a sync, after it was committed."""

    def __init__(self) -> None:
        self.epoch, self.account = str(uuid.uuid4()), ACCOUNT
        self.reachable = self.signed_in = True
        self.revoked = False
        self.skew = timedelta()
        self.devices: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.receipts: dict[str, tuple[str, dict[str, Any]]] = {}
        self.judge: Callable[[dict[str, Any]], dict[str, Any]] = lambda item: {
            "verdict": "accepted"
        }
        self.chokes_on: Callable[[str], int] = lambda text: 0
        self.unpacks = True
        self.bytes = 0
        self.bodies: list[str] = []
        self.pages: list[list[dict[str, Any]]] = [[]]
        self.photos: dict[str, bytearray] = {}
        self.pieces: list[tuple[str, str, int]] = []
        self.breaks_after = 0
        self.faults: list[Fault] = []

    @property
    def texts(self) -> list[str]:
        """Each item as it arrived, in order, repeated as often as it was sent."""
        return [text for body in self.bodies for text in items_as_sent(body)]

    def sent(self) -> list[list[int]]:
        """The numbers of the items, request by request; pulls without items left out."""
        each = [[json.loads(text)["seq"] for text in items_as_sent(body)] for body in self.bodies]
        return [one for one in each if one]

    def answer(self, route: Route) -> None:
        request = route.request
        path = request.url.split("/api/v1/")[1]
        if not self.reachable:
            route.abort("internetdisconnected")
        elif path.startswith("devices") and request.method == "POST":
            self._devices(route, request, path)
        elif request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            refuse(route, "request.not_signed_in", 401)
        elif path.startswith("devices"):
            self.tokens.clear()
            say(route, {})
        elif path == "sync":
            self._sync(route, request)
        else:
            self._photo(route, request, path.split("/")[1])

    def _devices(self, route: Route, request: Request, path: str) -> None:
        if not self.signed_in:
            return refuse(route, "request.not_signed_in", 401)
        if path.endswith("/recovery"):
            return say(route, {"recovery": self.devices[path.split("/")[1]]["recovery"]})
        said = request.post_data_json
        recovery = base64.b64encode(os.urandom(32)).decode()
        held = self.devices.setdefault(
            said["device"], {"account": self.account, "recovery": recovery}
        )
        if held["account"] != self.account:
            return refuse(route, "device.taken", 409)
        held |= {"token": f"lx_{uuid.uuid4().hex}", "public_key": said["public_key"]}
        self.tokens = {held["token"]}
        answer = {"device": said["device"], "name": "田立新", "epoch": self.epoch} | held
        return say(route, answer, 201)

    def _sync(self, route: Route, request: Request) -> None:
        sent = request.post_data_buffer or b""
        packed = request.headers.get("content-encoding") == "gzip"
        if packed and not self.unpacks:
            return refuse(route, "request.malformed", 400)
        self.bytes += len(sent)
        body = (gzip.decompress(sent) if packed else sent).decode()
        self.bodies.append(body)
        said = json.loads(body)
        for text in items_as_sent(body):
            if status := self.chokes_on(text):
                return refuse(route, "item.chokes", status)
        verdicts = [self._receive(text) for text in items_as_sent(body)]
        page = int(said["cursor"].split(":")[1]) if said["cursor"] else 0
        pull = said.get("pull", True)
        changes = self.pages[page] if pull and page < len(self.pages) else []
        answer = {
            "epoch": self.epoch,
            "cursor": f"c:{page + 1 if page < len(self.pages) else page}"
            if pull
            else said["cursor"],
            "more": pull and page + 1 < len(self.pages),
            "verdicts": verdicts,
            "changes": changes,
            "now": (datetime.now(UTC) + self.skew).isoformat(),
            "revoked": self.revoked,
        }
        if self.faults:
            return self.faults.pop(0)(route, json.dumps(answer))
        return say(route, answer)

    def _receive(self, text: str) -> dict[str, Any]:
        item = json.loads(text)
        verdict = {"id": item["id"], "problem": None, "first": None, "rev": None}
        known = self.receipts.get(item["id"])
        if known and known[0] != text:
            return verdict | {"verdict": "quarantined", "problem": {"code": "sync.other_content"}}
        if known:
            first = known[1]
            return verdict | {
                "verdict": "duplicate",
                "first": first["verdict"],
                "problem": first.get("problem"),
            }
        judged = {"verdict": "quarantined"} if self.revoked else self.judge(item)
        if judged["verdict"] != "deferred":
            self.receipts[item["id"]] = (text, judged)
        return verdict | judged

    def _photo(self, route: Route, request: Request, sha: str) -> None:
        held = self.photos.get(sha)
        if request.method == "HEAD":
            status = 404 if held is None else 200
            offset = {} if held is None else {"Upload-Offset": str(len(held))}
            return route.fulfill(status=status, headers=offset)
        body = request.post_data_buffer or b""
        span = request.headers.get("content-range", "")
        self.pieces.append((sha, span, len(body)))
        if self.breaks_after and len(self.pieces) > self.breaks_after:
            self.breaks_after = 0
            return route.abort("connectionreset")
        held = self.photos.setdefault(sha, bytearray())
        begin, total = (
            (int(span.split()[1].split("-")[0]), int(span.split("/")[1]))
            if span
            else (0, len(body))
        )
        if begin != len(held):
            return refuse(route, "photo.gap", 409, received=len(held))
        held += body
        if len(held) < total:
            return say(route, {"received": len(held)}, 202)
        if hashlib.sha256(held).hexdigest() != sha:
            del self.photos[sha]
            return refuse(route, "photo.hash_differs", 422)
        return say(route, {"received": total}, 201)

"""A line between phone and server that loses, doubles, holds back, cuts and replaces what it carries.

Every answer the server gave is heard here and told to the ledger, also where the phone never sees it.
"""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

from bench.phone_client import Ledger, Lost, keys_in, read

PORTAL = "<!DOCTYPE html><title>无线网络</title><p>请先登录：输入手机号，获取验证码".encode() * 20
WAIT = 60


@dataclass(frozen=True)
class Rates:
    drop: float = 0.20
    double: float = 0.10
    hold: float = 0.05
    cut: float = 0.05
    portal: float = 0.05


@dataclass
class Reply:
    status: int
    kind: str
    body: bytes


class Line:
    """``upstream`` is the port of the server's present life; 0 while there is none."""

    def __init__(self, ledger: Ledger, seed: int, rates: Rates | None = None) -> None:
        self.ledger, self.rates, self.upstream = ledger, rates or Rates(), 0
        self.chance, self.lock = Random(seed), threading.Lock()  # noqa: S311
        self.done: Counter[str] = Counter()
        self.held: list[Callable[[], Any]] = []
        handler = type("Carrying", (_Carrying,), {"line": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def fault(self) -> str:
        """What befalls the next request; the rest of the way it is carried as it is."""
        with self.lock:
            at, limit = self.chance.random(), 0.0
            for name, rate in vars(self.rates).items():
                limit += rate
                if at < limit:
                    self.done[name] += 1
                    return name
            self.done["whole"] += 1
            return "whole"

    def carry(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Reply:
        """To the server and back; what it answers is told, whoever gets to see it."""
        line = http.client.HTTPConnection("127.0.0.1", self.upstream or 1, timeout=WAIT)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            reply = Reply(answer.status, answer.headers.get("Content-Type", ""), answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise Lost(str(error)) from error
        finally:
            line.close()
        self._hear(path, body, reply)
        return reply

    def _hear(self, path: str, body: bytes, reply: Reply) -> None:
        if not path.endswith("/sync"):
            return
        try:
            said, keys = read(reply.status, reply.kind, reply.body), keys_in(body)
        except Lost:
            self.done[f"status {reply.status}"] += 1
            return
        for verdict in said["verdicts"]:
            self.ledger.tell(keys[verdict["id"]], verdict)

    def hold(self, carrying: Callable[[], Any]) -> None:
        """Kept until three others have passed, or a later one is held."""
        with self.lock:
            self.held.append(carrying)
            late = self.held[:-3]
            self.held = self.held[-3:]
        for one in late:
            _quietly(one)

    def let_go(self) -> None:
        with self.lock:
            late, self.held = self.held, []
        for one in late:
            _quietly(one)


def _quietly(carrying: Callable[[], Any]) -> None:
    try:
        carrying()
    except Lost:
        return


class _Carrying(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: Line

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {k: v for k, v in self.headers.items() if k.lower() not in {"host", "connection"}}
        asked = (self.command, self.path, headers, body)
        fault, line = self.line.fault(), self.line
        self.close_connection = True
        if fault == "portal":
            self._answer(Reply(200, "text/html; charset=utf-8", PORTAL))
            return
        if fault == "hold":
            line.hold(lambda: line.carry(*asked))
            return
        try:
            if fault == "double":
                other = threading.Thread(target=_quietly, args=(lambda: line.carry(*asked),))
                other.start()
                reply = line.carry(*asked)
                other.join(WAIT)
            else:
                reply = line.carry(*asked)
        except Lost:
            return
        if fault == "drop":
            return
        self._answer(reply, cut=fault == "cut")

    def _answer(self, reply: Reply, *, cut: bool = False) -> None:
        body = reply.body[: len(reply.body) // 2] if cut else reply.body
        try:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *arguments: Any) -> None:
        return


@dataclass
class Sender:
    """How a phone reaches ``POST /api/v1/sync``: on the port that holds just now."""

    port: Callable[[], int]
    token: str

    def __call__(self, body: bytes) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        line = http.client.HTTPConnection("127.0.0.1", self.port() or 1, timeout=WAIT)
        try:
            line.request("POST", "/api/v1/sync", body, headers)
            answer = line.getresponse()
            return read(answer.status, answer.headers.get("Content-Type", ""), answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise Lost(str(error)) from error
        finally:
            line.close()

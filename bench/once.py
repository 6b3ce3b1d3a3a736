"""The same push fifty times at once, again and again: one row each."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench.instance import Instance, clock, engines, p95, peopled, say, serving
from bench.officer import entry, found_wrong
from bench.phone_client import Ledger, Phone, read
from bench.sync import register

TITLE = "同一份数据同时送来五十次 / fifty identical requests at once"
SIZES = (1_000,)
OPTIONS = ("engine",)
AT_ONCE = 50


def run(sizes: Sequence[int], *, engine: str = "") -> dict[str, Any]:
    return {"runs": [measure(one, size) for size in sizes for one in engines(engine)]}


def told(figures: dict[str, Any]) -> str:
    shown = (
        "engine",
        "times",
        "at_once",
        "rows",
        "verdicts",
        "lost",
        "twice",
        "failures",
        "p95_ms",
    )
    lines = ["".join(f"{name:>12}" for name in shown)]
    return "\n".join(
        lines + ["".join(f"{one[name]!s:>12}" for name in shown) for one in figures["runs"]]
    )


def measure(engine: str, times: int, at_once: int = AT_ONCE) -> dict[str, Any]:
    say(f"{engine}, {at_once} × {times:,}")
    with peopled(engine) as (there, world), serving(there) as life:
        return _measured(there, life.port, world["officers"][0], times, at_once)


def _measured(
    there: Instance, port: int, who: dict[str, Any], times: int, at_once: int
) -> dict[str, Any]:
    device = register(port, who["token"], "手机1")
    phone = Phone(device["device"], lambda body: {}, Ledger(), epoch=device["epoch"])
    crowd, took = Crowd(port, device["token"], at_once), []
    for number in range(times):
        home = who["homes"][number % len(who["homes"])]
        need = [{"household": home, "kind": "产业发展", "text": f"需第{number}次"}]
        phone.write("diary.write", entry(home, f"第{number}次。同时送来。", need))
        sent = [phone.items[one] for one in phone.waiting]
        began = clock()
        for answer in crowd.all_send(phone.request(sent)):
            phone._take(sent, answer, pull=False)
        took.append(clock() - began)
    crowd.end()
    held = there.inside("held")
    wrong = found_wrong([phone], held)
    return {
        "engine": there.engine,
        "times": times,
        "at_once": at_once,
        "rows": len(held["entries"]),
        "verdicts": dict(crowd.verdicts),
        "lost": len(wrong["lost"]),
        "twice": len(wrong["twice"]),
        "told": len(wrong["told"]) + len(phone.ledger.changed()),
        "failures": dict(crowd.failures),
        "p95_ms": p95(took),
        "check": len(there.check()),
    }


class Crowd:
    """Connections that stay open; all send within the same moment."""

    def __init__(self, port: int, token: str, size: int) -> None:
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.verdicts, self.failures, self.body = Counter[str](), Counter[str](), b""
        self.answers: list[dict[str, Any]] = []
        self.lock, self.gate = threading.Lock(), threading.Barrier(size + 1)
        self.done = threading.Barrier(size + 1)
        for _ in range(size):
            threading.Thread(target=self._one, args=(port,), daemon=True).start()

    def all_send(self, body: bytes) -> list[dict[str, Any]]:
        self.body, self.answers = body, []
        self.gate.wait()
        self.done.wait()
        return self.answers

    def end(self) -> None:
        self.body = b""
        self.gate.wait()

    def _one(self, port: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            self.gate.wait()
            if not self.body:
                line.close()
                return
            self._send(line)
            self.done.wait()

    def _send(self, line: http.client.HTTPConnection) -> None:
        try:
            line.request("POST", "/api/v1/sync", self.body, self.headers)
            answer = line.getresponse()
            body = answer.read()
            said = read(answer.status, answer.headers.get("Content-Type", ""), body)
        except Exception as error:
            line.close()
            with self.lock:
                self.failures[str(error)[:80]] += 1
            return
        with self.lock:
            self.answers.append(said)
            self.verdicts[said["verdicts"][0]["verdict"]] += 1

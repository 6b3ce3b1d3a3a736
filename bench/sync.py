"""Sync under faults: a bad line, and a server that dies by ``kill -9`` at named points of a push."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from bench.dying import ITEM, POINTS, PULL
from bench.faults import Line, Rates, Sender
from bench.instance import Instance, Stem, clock, engines, peopled, say
from bench.officer import Officer, found_wrong
from bench.phone_client import BATCH, Ledger, Lost, Phone

TITLE = "手机同步：断线、重发、乱序、被杀的服务器 / sync under faults, kill -9 at named points"
SIZES = (10_000,)
OPTIONS = ("items", "kills", "engine")
KILLS = 200
PHONES, SEED, PATIENCE, STUCK = 4, 20260715, 90, 40


@dataclass
class Plan:
    items: int
    kills: int
    guard: str = ""
    points: Sequence[str] = POINTS
    rates: Rates = field(default_factory=Rates)
    seed: int = SEED
    stuck: int = STUCK
    """So often a phone asks without anything moving, before it gives up on what still waits."""


def run(
    sizes: Sequence[int], *, items: int = 0, kills: int = KILLS, engine: str = ""
) -> dict[str, Any]:
    plan = Plan(items or sizes[0], kills)
    return {"runs": [measure(one, plan) for one in engines(engine)]}


def told(figures: dict[str, Any]) -> str:
    shown = ("items", "kills", "lost", "twice", "changed", "told", "check", "seconds")
    lines = ["".join(f"{name:>12}" for name in ("engine", *shown))]
    lines += ["".join(f"{one[name]:>12}" for name in ("engine", *shown)) for one in figures["runs"]]
    for one in figures["runs"]:
        lines += [f"{one['engine']}: {one['line']}", f"{one['engine']}: {one['points']}"]
        lines += one["examples"]
    return "\n".join(lines)


def measure(engine: str, plan: Plan) -> dict[str, Any]:
    say(f"{engine}, {plan.items:,} · kill -9 × {plan.kills}")
    with peopled(engine) as (there, world):
        return Measurement(there, world, plan).whole()


class Measurement:
    def __init__(self, there: Instance, world: dict[str, Any], plan: Plan) -> None:
        self.there, self.plan, self.ledger = there, plan, Ledger()
        self.line = Line(self.ledger, plan.seed, plan.rates)
        self.chance = Random(plan.seed)  # noqa: S311
        self.world, self.died = world, Counter[str]()
        self.over, self.failed = threading.Event(), list[str]()
        self.stem = Stem(there, plan.guard)
        self.officers: list[Officer] = []

    def whole(self) -> dict[str, Any]:
        began = clock()
        try:
            self.live()
            self._register()
            threads = [threading.Thread(target=self._work, args=(o,)) for o in self.officers]
            for thread in threads:
                thread.start()
            self._lives()
            for thread in threads:
                thread.join()
            self._settle()
            self.line.close()
        finally:
            self.stem.end()
        return self._result(clock() - began)

    def live(self, point: str = "none", number: int = 0) -> None:
        """Another life of the server, which will end at the point's passage of that number."""
        self.line.upstream = 0
        self.stem.kill()
        self.line.upstream = self.stem.live(point, number)

    def _register(self) -> None:
        for number in range(PHONES):
            who = self.world["officers"][number % 2]
            device = register(self.line.upstream, who["token"], f"手机{number}")
            send = Sender(lambda: self.line.port, device["token"])
            phone = Phone(device["device"], send, self.ledger, epoch=device["epoch"])
            self.officers.append(Officer(phone, who["homes"], f"手机{number}", number))

    def _lives(self) -> None:
        """One death after another, as long as the phones have not everything; then a quiet life."""
        for place in range(self.plan.kills):
            point = self.plan.points[place % len(self.plan.points)]
            self.live(point, self._number(point))
            reached = self.stem.gone.wait(PATIENCE)
            self.died[point if reached else f"not reached: {point}"] += 1
        if self.plan.kills:
            self.live()
        self.over.set()

    def _number(self, point: str) -> int:
        per = self.plan.items / max(1, self.plan.kills)
        if point in ITEM:
            return self.chance.randint(1, max(1, min(60, round(per * 1.5))))
        return 1 if point in PULL else self.chance.randint(1, 3)

    def _work(self, officer: Officer) -> None:
        """Writes as much as is this phone's share, and goes on as long as the server still dies."""
        phone, share = officer.phone, self.plan.items // PHONES
        try:
            idle = 0
            while idle < self.plan.stuck and (
                phone.seq < share or phone.waiting or not self.over.is_set()
            ):
                before = len(phone.waiting), phone.seq
                while len(phone.waiting) < BATCH and (phone.seq < share or not self.over.is_set()):
                    officer.act()
                self._talk(officer)
                idle = (
                    idle + 1
                    if self.over.is_set() and before == (len(phone.waiting), phone.seq)
                    else 0
                )
        except Exception as error:
            self.failed.append(repr(error))
            raise

    def _talk(self, officer: Officer) -> None:
        phone = officer.phone
        try:
            if officer.chance.random() < 0.15:
                phone.pull()
            if officer.chance.random() < 0.05:
                phone.offer(
                    officer.chance.sample(list(phone.items.values()), min(8, len(phone.items)))
                )
            for twin in [one for one in phone.twins if not one.verdict][:3]:
                phone.offer([twin])
            phone.push()
        except Lost:
            time.sleep(0.02)

    def _settle(self) -> None:
        """A good line at last: what was held back arrives, and everything is offered once more."""
        self.line.let_go()
        for officer in self.officers:
            phone = officer.phone
            phone.send.port = lambda: self.line.upstream
            drain(phone)
            every = [*phone.items.values(), *phone.twins]
            for at in range(0, len(every), BATCH):
                once = {item.id: item for item in every[at : at + BATCH]}
                phone.offer(once.values())
            for twin in phone.twins:
                phone.offer([twin])
            phone.pull()

    def _result(self, seconds: float) -> dict[str, Any]:
        phones = [officer.phone for officer in self.officers]
        wrong = found_wrong(phones, self.there.inside("held"))
        changed = [f"changed {key[0]} {told}" for key, told in self.ledger.changed()]
        problems = self.there.check()
        unserved = sum(n for name, n in self.line.done.items() if name.startswith("status 5"))
        return {
            "engine": self.there.engine,
            "items": sum(len(phone.items) + len(phone.twins) for phone in phones),
            "kills": sum(n for name, n in self.died.items() if not name.startswith("not")),
            **{name: len(some) for name, some in wrong.items()},
            "changed": len(changed),
            "check": len(problems),
            "failures": unserved + len(self.failed),
            "seconds": round(seconds),
            "line": dict(self.line.done),
            "points": dict(self.died),
            "examples": [
                *changed,
                *(x for some in wrong.values() for x in some),
                *problems,
                *self.failed,
            ][:12],
        }


def drain(phone: Phone) -> None:
    """Until nothing waits, or nothing moves any more."""
    left = -1
    while phone.waiting and left != len(phone.waiting):
        left = len(phone.waiting)
        phone.push()


def register(port: int, token: str, name: str) -> dict[str, Any]:
    """A phone of the token's account; its own token comes with it."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    sent = json.dumps({"device": str(uuid4()), "name": name, "public_key": ""})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line.request("POST", "/api/v1/devices", sent, headers)
    answer = line.getresponse()
    said = answer.read()
    if answer.status != 201:
        raise SystemExit(f"{answer.status}: {said[:300]!r}")
    return dict(json.loads(said))

"""A phone's look at the server: what ``POST /api/v1/sync`` costs before anything new has come of it.

``python -m bench.look ENTRIES`` makes the village in the present instance and tells the figures as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from bench.instance import clock, engines, instance, p95, say
from bench.officer import WORDS, entry
from bench.phone_client import BATCH, Ledger, Phone

TITLE = "手机看有没有新的：服务器用时、查询数 / a phone's look: server time and queries"
SIZES = (25_000, 250_000)
"""Entries of five years in a village of 700 households."""
OPTIONS = ("engine",)
HOUSEHOLDS = 700
MANY = 60
"""Households of the officer whose phone it is; at first they are as many as everybody's."""
TIMES, FIRST_TIMES = 60, 12
LIMITS = {"nothing_ms": 15, "push_ms": 60, "change_ms": 60, "ratio": 1.5}
CASES = {
    "first": "first pull, all pages",
    "nothing": "nothing new",
    "push": "after 20 entries of one's own",
    "change": "after another's change of one household",
    "others": "after a colleague's 20 entries elsewhere",
}


def run(sizes: Sequence[int], *, engine: str = "") -> dict[str, Any]:
    runs = [measure(one, size) for one in engines(engine) for size in sizes]
    return {"runs": runs, "ratios": _ratios(runs), "limits": LIMITS}


def told(figures: dict[str, Any]) -> str:
    lines = [
        f"{'engine':>10} {'entries':>8} {'households':>10} {'p50 ms':>8} {'p95 ms':>8} queries"
    ]
    for one in figures["runs"]:
        for homes, cases in one["looks"].items():
            for name, case in cases.items():
                lines.append(
                    f"{one['engine']:>10} {one['entries']:>8} {homes:>10} {case['p50_ms']:>8} "
                    f"{case['p95_ms']:>8} {case['queries']:>7}  {CASES[name]}: "
                    f"{case['documents']} documents, {case['kb']} KB"
                )
    for pair, ratios in figures["ratios"].items():
        lines.append(f"p95 {pair}: " + "  ".join(f"{k} {v}" for k, v in ratios.items()))
    return "\n".join(lines)


def measure(engine: str, entries: int) -> dict[str, Any]:
    say(f"{engine}, {entries:,}")
    with instance(engine) as there:
        looks = there.inside("look", str(entries))
    return {"engine": engine, "entries": entries, "looks": looks}


def _ratios(runs: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """How p95 grows from each number of entries to the next one."""
    found = {}
    for small, large in pairwise(runs):
        if small["engine"] == large["engine"]:
            few, many = small["looks"][str(MANY)], large["looks"][str(MANY)]
            found[f"{large['engine']}, {large['entries']:,} / {small['entries']:,}"] = {
                name: round(many[name]["p95_ms"] / few[name]["p95_ms"], 2) for name in CASES
            }
    return found


# inside Django


def inside(entries: int) -> dict[str, Any]:
    """The same looks with the households that everybody has, and with sixty."""
    from bench.village import make

    office, looks = make(HOUSEHOLDS, entries), Looks()
    found = {looks.homes: looks.told(office)}
    looks.take_over(MANY - looks.homes)
    found[looks.homes] = looks.told(office)
    return {str(homes): cases for homes, cases in found.items()}


class Looks:
    """One officer's phone that asks our server within this process."""

    def __init__(self) -> None:
        from lianxin.kernel.actor import SYSTEM
        from lianxin.people.models import Account

        self.account = Account.objects.visible_to(SYSTEM).get(login="officer")
        self.phone, self.asked, self.number = self._phone(), list[tuple[float, int]](), 0

    @property
    def mine(self) -> list[Any]:
        from lianxin.kernel.actor import SYSTEM
        from lianxin.kernel.period import in_force
        from lianxin.register.models import Pairing

        rows = Pairing.objects.visible_to(SYSTEM).filter(in_force(), officer=self.account.officer)
        return [row.household for row in rows.select_related("household").order_by("household")]

    @property
    def homes(self) -> int:
        return len(self.mine)

    def take_over(self, count: int) -> None:
        """Further households of several colleagues."""
        from lianxin.kernel.actor import SYSTEM
        from lianxin.kernel.period import today
        from lianxin.register.actions import pairing_hand_over
        from lianxin.register.models import Household

        rows = Household.objects.visible_to(SYSTEM).exclude(pk__in=[one.pk for one in self.mine])
        moves = dict.fromkeys(rows.order_by("number")[:count], self.account.officer)
        pairing_hand_over(
            actor=SYSTEM, officer_from=None, moves=moves, day=today(), reason="分工调整"
        )

    def told(self, office: Any) -> dict[str, Any]:
        changed = iter(self.mine * TIMES)
        first = [self._look(self._anew) for _ in range(FIRST_TIMES)]
        nothing = [self._look(lambda: None) for _ in range(TIMES)]
        push = [self._look(self._push) for _ in range(TIMES)]
        change = [self._look(lambda: _change(office, next(changed))) for _ in range(TIMES)]
        others = [self._look(self._colleague) for _ in range(TIMES)]
        cases = zip(CASES, (first, nothing, push, change, others), strict=True)
        return {name: _figures(looks) for name, looks in cases}

    def _phone(self) -> Phone:
        from uuid import uuid4

        from django.test import Client

        from lianxin.people.policy import AccountActor
        from lianxin.sync.devices import device_add

        made = device_add(
            actor=AccountActor.of(self.account, door="phone"), id=uuid4(), name="手机1"
        )
        client, headers = Client(), {"Authorization": f"Bearer {made.token}"}

        def send(body: bytes) -> dict[str, Any]:
            began = clock()
            answer = client.post(
                "/api/v1/sync", body, content_type="application/json", headers=headers
            )
            self.asked.append((clock() - began, len(answer.content)))
            if answer.status_code != 200:
                raise SystemExit(f"{answer.status_code}: {answer.content[:300]!r}")
            return dict(answer.json())

        return Phone(str(made.device.pk), send, Ledger())

    def _look(self, before: Callable[[], None]) -> dict[str, float]:
        """What has happened before is not measured; of every ten looks one is counted, not timed."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        before()
        self.asked.clear()
        held, number = dict(self.phone.revisions), self.number
        self.number += 1
        queries = 0
        if number % 10:
            self.phone.pull()
        else:
            with CaptureQueriesContext(connection) as captured:
                self.phone.pull()
            queries = len(captured)
        changed = sum(held.get(key) != rev for key, rev in self.phone.revisions.items())
        seconds, size = (sum(one) for one in zip(*self.asked, strict=True))
        return {"s": seconds, "queries": queries, "kb": size / 1024, "documents": changed}

    def _anew(self) -> None:
        """As if nobody had ever looked with this account."""
        from lianxin.kernel import memory
        from lianxin.kernel.actor import SYSTEM
        from lianxin.sync.models import Feed

        Feed.objects.visible_to(SYSTEM).filter(account=self.account).delete()
        memory.forget()
        self.phone.cursor = None
        self.phone.documents.clear()
        self.phone.revisions.clear()

    def _push(self) -> None:
        homes = self.mine
        for place in range(BATCH):
            text = f"{self.number}之{place} {WORDS}"
            self.phone.write("diary.write", entry(str(homes[place].pk), text))
        self.phone.push()
        if self.phone.waiting:
            raise SystemExit(f"{len(self.phone.waiting)} entries were not taken")

    def _colleague(self) -> None:
        """In households that are nobody's on this phone."""
        from lianxin.kernel.actor import SYSTEM
        from lianxin.kernel.period import in_force, today
        from lianxin.records.diary.actions import diary_write
        from lianxin.register.models import Pairing

        rows = Pairing.objects.visible_to(SYSTEM).filter(in_force())
        rows = rows.exclude(officer=self.account.officer).select_related("household__village")
        for row in rows.select_related("officer__unit").order_by("household")[:BATCH]:
            told = {"kinds": ["visit", "talk"], "day": today(), "text": WORDS}
            diary_write(actor=SYSTEM, officer=row.officer, households=[row.household], **told)


def _change(office: Any, home: Any) -> None:
    """By the office, at its desk."""
    from lianxin.people.policy import AccountActor
    from lianxin.register.actions import household_change

    home.refresh_from_db()
    phone = f"1990000{(int(home.phone[-4:] or 0) + 1) % 10_000:04}"
    household_change(
        actor=AccountActor.of(office), household=home, rev=home.rev, fields={"phone": phone}
    )


def _figures(looks: Sequence[dict[str, float]]) -> dict[str, float]:
    times = [one["s"] for one in looks if not one["queries"]]
    return {
        "p50_ms": round(median(times) * 1000, 1),
        "p95_ms": p95(times),
        "queries": max(int(one["queries"]) for one in looks),
        "documents": int(median(one["documents"] for one in looks)),
        "kb": round(median(one["kb"] for one in looks), 1),
    }


if __name__ == "__main__":
    from bench.world import setup

    setup()
    from lianxin.site.serving import collect_static

    collect_static()
    sys.stdout.write(json.dumps(inside(int(sys.argv[1]))) + "\n")

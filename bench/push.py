"""Entries a second of ``POST /api/v1/sync`` in batches of twenty, against bare inserts of the same rows.

The bare way writes the rows that the pushes have left (entry, acts, words of the search, receipt, audit)
with the driver alone, twenty entries in one transaction, with the same journal and durability: once
into the same tables with their keys and indexes, once into tables without any.
"""

from __future__ import annotations

import http.client
from collections.abc import Sequence
from statistics import median
from typing import Any

from bench.instance import clock, engines, p95, peopled, say, serving
from bench.officer import WORDS, entry
from bench.phone_client import BATCH, Ledger, Phone, read
from bench.sync import drain, register

TITLE = "同步：每秒几篇，和只插同样几行相比 / sync against bare inserts of the same rows"
SIZES = (2_000,)
OPTIONS = ("items", "engine")


def run(sizes: Sequence[int], *, items: int = 0, engine: str = "") -> dict[str, Any]:
    return {"runs": [measure(one, items or sizes[0]) for one in engines(engine)]}


def told(figures: dict[str, Any]) -> str:
    shown = ("engine", "entries", "ours_per_s", "p95_ms", "bare_per_s", "ratio")
    shown += ("plain_per_s", "plain_ratio")
    lines = ["".join(f"{name:>13}" for name in shown)]
    return "\n".join(
        lines + ["".join(f"{one[name]!s:>13}" for name in shown) for one in figures["runs"]]
    )


def measure(engine: str, entries: int) -> dict[str, Any]:
    say(f"{engine}, {entries:,}")
    with peopled(engine) as (there, world):
        with serving(there) as life:
            times = _pushed(life.port, world["officers"][0], entries)
        rounds = there.inside("bare", str(entries), str(BATCH))
    ours = entries / sum(times)
    bare, plain = (
        median(entries / seconds for seconds in rounds[kind]) for kind in ("same", "plain")
    )
    return {
        "engine": engine,
        "entries": entries,
        "ours_per_s": round(ours, 1),
        "p95_ms": p95(times),
        "bare_per_s": round(bare, 1),
        "ratio": round(ours / bare, 3),
        "plain_per_s": round(plain, 1),
        "plain_ratio": round(ours / plain, 3),
        "rows": rounds["rows"],
    }


def _pushed(port: int, who: dict[str, Any], entries: int) -> list[float]:
    """One phone over one connection, each batch durable before it is answered."""
    device = register(port, who["token"], "手机1")
    line, times = http.client.HTTPConnection("127.0.0.1", port), list[float]()
    headers = {"Authorization": f"Bearer {device['token']}", "Content-Type": "application/json"}

    def send(body: bytes) -> dict[str, Any]:
        began = clock()
        line.request("POST", "/api/v1/sync", body, headers)
        answer = line.getresponse()
        said = answer.read()
        times.append(clock() - began)
        return read(answer.status, answer.headers.get("Content-Type", ""), said)

    phone = Phone(device["device"], send, Ledger(), epoch=device["epoch"])
    for number in range(entries):
        home = who["homes"][number % len(who["homes"])]
        phone.write("diary.write", entry(home, f"{number} {WORDS}"))
    drain(phone)
    line.close()
    return times

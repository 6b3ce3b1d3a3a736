"""Writing diary entries over HTTP, against the bare insert of the same row with the same durability."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.server import environment, serving

TITLE = "写日记：每秒几篇，和只插同样一行相比 / writing entries over HTTP against a bare insert"
SIZES = (300,)
WORDS = "牛棚砖墙砌好了，等彩钢顶。顶料涨了，差1,800元，问村上项目能不能补。"


def run(sizes: Sequence[int]) -> dict[str, Any]:
    return {"runs": [_measure(size) for size in sizes]}


def told(figures: dict[str, Any]) -> str:
    lines = [f"{'entries':>8} {'ours/s':>8} {'p95 ms':>7} {'bare/s':>8} {'bare / ours':>12}"]
    lines += [
        f"{one['entries']:>8} {one['ours_per_s']:>8.1f} {one['p95_ms']:>7.1f} "
        f"{one['bare_per_s']:>8.1f} {one['ratio']:>12.1f}"
        for one in figures["runs"]
    ]
    return "\n".join(lines)


def _measure(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        print(f"连心 · {size:,}", file=sys.stderr, flush=True)
        _ours(folder, "demo", "--no-serve")
        token = json.loads(_ours(folder, "token", "--user", "officer", "--json"))["token"]
        bare = [_bare(folder, size)]
        with serving(folder) as server:
            times = _written(server.address, token, size)
        bare.append(_bare(folder, size))
    whole, plain = sum(times), sum(bare) / 2
    return {
        "entries": size,
        "ours_per_s": round(size / whole, 1),
        "p95_ms": round(sorted(times)[size * 95 // 100] * 1000, 1),
        "bare_per_s": round(size / plain, 1),
        "ratio": round(whole / plain, 1),
    }


def _ours(folder: str, *arguments: str) -> str:
    command = [sys.executable, "-m", "lianxin", *arguments]
    done = subprocess.run(  # noqa: S603 (our own command)
        command, env=environment(folder), stdout=subprocess.PIPE, check=True, text=True
    )
    return done.stdout


def _written(address: str, token: str, size: int) -> list[float]:
    """One after another over one connection: each is durable before it is answered."""
    line = http.client.HTTPConnection(urlsplit(address).netloc)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line.request("GET", "/api/v1/households", headers=headers)
    homes = [one["id"] for one in json.loads(line.getresponse().read())["items"]]
    day, times = date.today().isoformat(), []
    for number in range(size):
        sent = {
            "households": [homes[number % len(homes)]],
            "kinds": ["visit", "talk"],
            "day": day,
            "text": f"{number} {WORDS}",
        }
        began = time.perf_counter()
        line.request("POST", "/api/v1/diary", json.dumps(sent), headers)
        answer = line.getresponse()
        said = answer.read()
        times.append(time.perf_counter() - began)
        if answer.status != 201:
            raise SystemExit(f"{answer.status}: {said[:300]!r}")
    return times


def _bare(folder: str, size: int) -> float:
    """The row of an entry and nothing else, each in a transaction of its own, on the same disk."""
    from lianxin.site.environment import fixed_sqlite

    fixed_sqlite()
    import sqlite3

    store = sqlite3.connect(Path(folder) / "lianxin.sqlite3", isolation_level=None)
    row = store.execute("SELECT * FROM lianxin_entry ORDER BY serial DESC LIMIT 1").fetchone()
    store.close()
    with tempfile.TemporaryDirectory(dir=folder) as beside:
        store = sqlite3.connect(Path(beside) / "bare.sqlite3", isolation_level=None)
        store.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
        store.execute(f"CREATE TABLE bare ({', '.join(f'c{n}' for n in range(len(row)))})")
        marks = ", ".join("?" * len(row))
        began = time.perf_counter()
        for _ in range(size):
            store.execute("BEGIN IMMEDIATE")
            store.execute(f"INSERT INTO bare VALUES ({marks})", row)  # noqa: S608
            store.execute("COMMIT")
        taken = time.perf_counter() - began
        store.close()
    return taken

"""The ledger of a large village: server time, queries, first load; start and memory of the server."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urljoin

TITLE = "台账页：服务器用时、查询数、首次加载；启动和内存 / ledger page, start and memory"
SIZES = (70, 700)
LIMITS = {"p95_ms": 60, "first_load_kb": 120, "start_s": 3, "memory_mb": 300}
PAGE = "/households/"
TIMES = 100


def run(sizes: Sequence[int]) -> dict[str, Any]:
    return {"sizes": [_measure(size) for size in sizes], "limits": LIMITS}


def told(figures: dict[str, Any]) -> str:
    names = (
        "households p50_ms p95_ms after_change_p95_ms cpu_ms http_p95_ms queries first_load_kb "
        "start_s memory_mb"
    ).split()
    lines = [" ".join(f"{name:>20}" for name in names)]
    lines += [" ".join(f"{one[name]:>20}" for name in names) for one in figures["sizes"]]
    return "\n".join(lines)


def _measure(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        _say(f"{size:,} households: making the village")
        inside = json.loads(_python(folder, __file__, str(size)))
        _say(f"{size:,} households: serving")
        return {"households": size, **inside["figures"], **_served(folder, inside["cookie"])}


def _environment(folder: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LIANXIN_")}
    return {**kept, "LIANXIN_DATA": folder, "PYTHONPATH": str(Path(__file__).parents[1])}


def _python(folder: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 (our own interpreter, our own file)
        [sys.executable, *arguments],
        env=_environment(folder),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout


# inside Django


def inside(size: int) -> dict[str, Any]:
    """Makes the village, then asks for the ledger without a network in between."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from lianxin.site.instance import prepare
    from lianxin.site.serving import collect_static

    prepare()
    collect_static()
    import lianxin.site.wsgi  # noqa: F401 (the collector as the server has it)

    client = Client()
    client.force_login(_village(size))
    for _ in range(5):
        assert client.get(PAGE).status_code == 200  # noqa: S101
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE)
        queries = len(captured)
    times, busy = [], time.process_time()
    for _ in range(TIMES):
        began = time.perf_counter()
        client.get(PAGE)
        times.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() - busy) / TIMES * 1000
    cut, after_change = quantiles(times, n=20), _after_change(client)
    figures = {
        "p50_ms": cut[9],
        "p95_ms": cut[18],
        "after_change_p95_ms": after_change,
        "cpu_ms": cpu,
        "queries": queries,
    }
    rounded = {name: round(value, 1) for name, value in figures.items()}
    return {"figures": rounded, "cookie": client.cookies["sessionid"].value}


def _after_change(client: Any) -> float:
    """p95 of the first look after somebody has changed something: nothing is remembered."""
    from lianxin.kernel import memory

    times = []
    for _ in range(30):
        memory.forget()
        began = time.perf_counter()
        client.get(PAGE)
        times.append((time.perf_counter() - began) * 1000)
    return quantiles(times, n=20)[18]


def _village(size: int) -> Any:
    from datetime import timedelta
    from random import Random

    from django.db import transaction

    from lianxin.demo import people, village
    from lianxin.demo.families import Families
    from lianxin.demo.names import Registry
    from lianxin.demo.officers import BEGAN, PRESENT, VILLAGE
    from lianxin.demo.register import Village
    from lianxin.demo.situation import earn, settle
    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.period import today
    from lianxin.register.actions import pairing_begin_all

    day, chance = today(), Random(1)  # noqa: S311
    families = Families(chance, Registry(chance), BEGAN, day)
    homes = [families.draw(f"{'一二三四五六'[n % 6]}社", f"620599{n:06}") for n in range(size)]
    for place, family in enumerate(homes):
        watch = "脱贫不稳定户" if place % 7 == 0 else ""
        settle(family, "脱贫户" if place % 3 else "一般农户", watch, chance, day)
        earn(family, village.years(day), chance, day)
        family.gone.clear()
    with transaction.atomic():
        made = people.make_places()
        people.make_officers(made, day)
        people.make_accounts(made, "Lianxin-2026")
        there = Village(SYSTEM, made.villages[VILLAGE], homes, day)
        there.write(lives=False)
        officers = [made.officers[post.name] for post in PRESENT]
        moves = {h: officers[n % 16] for n, h in enumerate(there.households.values())}
        pairing_begin_all(
            actor=SYSTEM, moves=moves, from_day=day - timedelta(days=30), reason="首次结对"
        )
    return made.accounts["office"]


# over HTTP


def _served(folder: str, cookie: str) -> dict[str, Any]:
    port = _free_port()
    began = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "lianxin", "serve", "--port", str(port)],
        env=_environment(folder),
        stdout=subprocess.PIPE,
    )
    try:
        assert server.stdout is not None  # noqa: S101
        server.stdout.readline()
        started = time.perf_counter() - began
        base = f"http://127.0.0.1:{port}"
        times = []
        for _ in range(TIMES):
            asked = time.perf_counter()
            html = _get(base + PAGE, cookie)[0]
            times.append((time.perf_counter() - asked) * 1000)
        return {
            "http_p95_ms": round(quantiles(times, n=20)[18], 1),
            "first_load_kb": round(_first_load(base + PAGE, cookie) / 1024, 1),
            "html_kb": round(len(html) / 1024, 1),
            "start_s": round(started, 2),
            "memory_mb": _memory(server.pid),
        }
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def _get(url: str, cookie: str) -> tuple[bytes, int]:
    """The content, and its size as it went over the line."""
    headers = {"Cookie": f"sessionid={cookie}", "Accept-Encoding": "gzip"}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as reply:  # noqa: S310
        content = reply.read()
        if reply.headers.get("Content-Encoding") == "gzip":
            return gzip.decompress(content), len(content)
        return content, len(content)


def _first_load(page: str, cookie: str) -> int:
    """The page with its styles and scripts, and what the scripts import, compressed."""
    html, total = _get(page, cookie)
    waiting = re.findall(rb'<(?:link|script)[^>]+(?:href|src)="([^"]+\.(?:css|js))"', html)
    queue, seen = [urljoin(page, found.decode()) for found in waiting], set()
    while queue:
        url = queue.pop()
        if url in seen:
            continue
        seen.add(url)
        content, size = _get(url, cookie)
        total += size
        if url.endswith(".js"):
            imported = re.findall(rb'(?:from|import)\s*["\'](\.[^"\']+\.js)["\']', content)
            queue += [urljoin(url, found.decode()) for found in imported]
    return total


def _memory(pid: int) -> int:
    """Resident memory of the server and its worker, shared pages counted once, in MB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    total = 0
    for one in (str(pid), *children):
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        total += int(re.findall(r"^Pss:\s+(\d+)", rollup, re.M)[0])
    return total // 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(words: str) -> None:
    print(f"连心 · {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(json.dumps(inside(int(sys.argv[1]))))

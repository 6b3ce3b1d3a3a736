"""Pages of a large village: server time, queries, first load; start and memory of the server."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import quote, urljoin

from bench.server import environment, serving

TITLE = "各页：服务器用时、查询数、首次加载；启动和内存 / pages, start and memory"
SIZES = (2_500, 25_000)
"""Entries of five years; ``--size 25000 --size 250000`` shows what ten times as many cost."""
LIMITS = {"p95_ms": 60, "first_load_kb": 150, "ratio": 1.5, "start_s": 3, "memory_mb": 300}
LEDGERS = ("members", "visits", "talks", "stays", "lectures", "needs", "deliveries", "projects")
PAGES = (
    ("home", "office", "home"),
    ("leader", "leader", "home"),
    ("officer", "officer", "home"),
    ("ledger", "office", "ledger"),
    ("household", "office", "household", "household"),
    ("cards", "office", "cards"),
    ("diary", "office", "diary"),
    ("diary?q=洋芋", "office", "diary"),
    ("needs", "office", "needs"),
    ("measures", "office", "measures"),
    ("visits", "office", "visits"),
    ("projects", "office", "projects"),
    ("activities", "office", "activities"),
    ("deliveries", "office", "deliveries"),
    ("ledgers", "office", "ledgers"),
    *((f"ledger of {one}", "office", "ledger-of", one) for one in LEDGERS),
    ("reports", "office", "reports"),
    ("report", "office", "report", "results"),
)
"""What the page is called here, who asks, its name among the addresses, what stands in the address.

A page that does not exist is left out.
"""
TIMES = 60
COLUMNS = ("p50_ms", "p95_ms", "after_change_p95_ms", "cpu_ms", "queries", "http_p95_ms")


def run(sizes: Sequence[int]) -> dict[str, Any]:
    measured = [_measure(size) for size in sizes]
    return {"sizes": measured, "ratios": _ratios(measured), "limits": LIMITS}


def told(figures: dict[str, Any]) -> str:
    names = (*COLUMNS, "first_load_kb", "html_kb")
    lines = []
    for one in figures["sizes"]:
        whole = "{entries:,} entries, {households} households, start {start_s} s, {memory_mb} MB"
        lines.append(whole.format(**one))
        lines.append(f"{'page':>14} " + " ".join(f"{name:>{len(name) + 1}}" for name in names))
        for label, page in one["pages"].items():
            cells = " ".join(f"{page[name]:>{len(name) + 1}}" for name in names)
            lines.append(f"{label:>14} {cells}")
    for pair, ratios in figures["ratios"].items():
        lines.append(f"p95 {pair}: " + "  ".join(f"{k} {v}" for k, v in ratios.items()))
    return "\n".join(lines)


def _ratios(measured: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """How p95 grows from each size to the next one of the same village."""
    found = {}
    for small, large in pairwise(measured):
        if small["households"] == large["households"]:
            pages = small["pages"].keys() & large["pages"].keys()
            found[f"{large['entries']:,} / {small['entries']:,}"] = {
                label: round(large["pages"][label]["p95_ms"] / small["pages"][label]["p95_ms"], 2)
                for label in small["pages"]
                if label in pages
            }
    return found


def _measure(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        _say(f"{size:,} entries: making the village")
        made = json.loads(_python(folder, __file__, str(size)))
        _say(f"{size:,} entries: serving")
        served = _served(folder, made["cookie"], made["pages"])
        return {
            "entries": size,
            "households": households_of(size),
            "pages": made["pages"],
            **served,
        }


def _python(folder: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 (our own interpreter, our own file)
        [sys.executable, *arguments],
        env=environment(folder),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout


# inside Django


def inside(entries: int) -> dict[str, Any]:
    """Makes the village, then asks for each page without a network in between."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    import django

    django.setup()
    from django.test import Client

    from lianxin.site.instance import prepare
    from lianxin.site.serving import collect_static

    prepare()
    collect_static()
    import lianxin.site.wsgi  # noqa: F401 (the collector as the server has it)
    from bench.village import make

    make(households_of(entries), entries)
    clients, pages = {}, {}
    for name, (login, path) in _addresses().items():
        if login not in clients:
            clients[login] = Client()
            clients[login].force_login(_account(login))
        pages[name] = {"path": path, **_asked(clients[login], path)}
    cookie = clients["office"].cookies["sessionid"].value
    return {"pages": pages, "cookie": cookie}


def households_of(entries: int) -> int:
    """A small village beside the large one shows that the number of queries does not grow."""
    return 70 if entries <= SIZES[0] else 700


def _account(login: str) -> Any:
    from lianxin.people.models import Account

    return Account.objects.get(login=login)


def _addresses() -> dict[str, tuple[str, str]]:
    """Who asks for which address, of the pages that exist."""
    from lianxin.doors.web.menu import address_of
    from lianxin.kernel.actor import SYSTEM
    from lianxin.register.models import Household

    home = Household.objects.visible_to(SYSTEM).order_by("number").first()
    assert home is not None  # noqa: S101
    known = {"household": str(home.pk), "village": str(home.village_id)}
    found = {}
    for label, login, name, *arguments in PAGES:
        query = label.partition("?")[2]
        address = address_of(name, *(known.get(one, one) for one in arguments))
        if address:
            found[label] = (login, f"{address}?{query}" if query else address)
    return found


def _asked(client: Any, path: str) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(3):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)  # noqa: S101
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
        queries = len(captured)
    times, busy = [], time.process_time()
    for _ in range(TIMES):
        began = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() - busy) / TIMES * 1000
    cut = quantiles(times, n=20)
    kept = {"p50_ms": cut[9], "p95_ms": cut[18], "cpu_ms": cpu, "queries": queries}
    kept["after_change_p95_ms"] = _after_change(client, path)
    return {name: round(value, 1) for name, value in kept.items()}


def _after_change(client: Any, path: str) -> float:
    """p95 of the first look after somebody has changed something: nothing is remembered."""
    from lianxin.kernel import memory

    times = []
    for _ in range(20):
        memory.forget()
        began = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - began) * 1000)
    return quantiles(times, n=20)[18]


# over HTTP


def _served(folder: str, cookie: str, pages: dict[str, Any]) -> dict[str, Any]:
    """Adds to each page what it costs over HTTP; the office asks for all of them."""
    with serving(folder) as server:
        for page in pages.values():
            page |= _over_http(server.address + quote(page["path"], safe="/?=&"), cookie)
        return {"start_s": round(server.started, 2), "memory_mb": _memory(server.pid)}


def _over_http(url: str, cookie: str) -> dict[str, float]:
    times = []
    for _ in range(TIMES // 2):
        asked = time.perf_counter()
        html = _get(url, cookie)[0]
        times.append((time.perf_counter() - asked) * 1000)
    return {
        "http_p95_ms": round(quantiles(times, n=20)[18], 1),
        "first_load_kb": round(_first_load(url, cookie) / 1024, 1),
        "html_kb": round(len(html) / 1024, 1),
    }


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


def _say(words: str) -> None:
    print(f"连心 · {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(json.dumps(inside(int(sys.argv[1]))))

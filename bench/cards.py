"""The sheets of a village's contact cards: from the request to the page, codes drawn anew and from memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from typing import Any

from bench.server import environment

TITLE = "印连心卡：一村的卡排成 A4 两面 / sheets of a village's contact cards"
SIZES = (64, 200)
"""Cards; eight of them are one sheet of two sides."""
LIMITS = {"first_ms": 500}
"""For 64 cards: the page that nobody has looked at before, every code drawn."""
TIMES = 20


def run(sizes: Sequence[int]) -> dict[str, Any]:
    return {"sizes": [_measure(size) for size in sizes], "limits": LIMITS}


def told(figures: dict[str, Any]) -> str:
    names = ("cards", "issue_ms", "first_ms", "first_p95_ms", "again_ms", "queries", "html_kb")
    lines = ["".join(f"{name:>14}" for name in names)]
    lines += ["".join(f"{one[name]!s:>14}" for name in names) for one in figures["sizes"]]
    return "\n".join(lines)


def _measure(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        print(f"{size} cards", file=sys.stderr)
        done = subprocess.run(  # noqa: S603 (our own interpreter, our own file)
            [sys.executable, __file__, str(size)],
            env=environment(folder),
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        return dict(json.loads(done.stdout))


# inside Django


def inside(size: int) -> dict[str, Any]:
    """Makes the village, issues its cards and asks for the sheets without a network in between."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from lianxin.doors.web.qr import path_of
    from lianxin.site.instance import prepare
    from lianxin.site.serving import collect_static

    prepare()
    collect_static()
    from bench.village import make

    client = Client()
    client.force_login(make(size, 0))
    issued = _took(lambda: client.post("/cards/issue/"))

    def printed() -> bytes:
        answer = client.get("/cards/print/")
        assert answer.status_code == 200  # noqa: S101
        return bytes(answer.content)

    page = printed()
    assert page.count(b'class="qr"') == size  # noqa: S101
    with CaptureQueriesContext(
        connection,
    ) as asked:
        printed()
        queries = len(asked)
    again = [_took(printed) for _ in range(TIMES)]
    first = []
    for _ in range(TIMES):
        path_of.cache_clear()
        first.append(_took(printed))
    return {
        "cards": size,
        "issue_ms": round(issued),
        "first_ms": round(median(first)),
        "first_p95_ms": round(quantiles(first, n=20)[-1]),
        "again_ms": round(median(again)),
        "queries": queries,
        "html_kb": round(len(page) / 1024),
    }


def _took(do: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.stdout.write(json.dumps(inside(int(sys.argv[1]))))

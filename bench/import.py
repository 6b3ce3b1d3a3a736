"""Preview and write of a roster, against reading its sheet and inserting bare rows in the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

TITLE = "导入名册：预览加写入，和只读表、只插裸行相比 / roster import against bare reading and inserting"
SIZES = (2_500, 100_000)
RATIO, MEGABYTES = 3.0, 600


def run(sizes: Sequence[int]) -> dict[str, Any]:
    """Each size in one run: bare, ours, bare again, each in a process and a folder of its own."""
    return {"sizes": [_measure(size) for size in sizes]}


def told(figures: dict[str, Any]) -> str:
    lines = [
        f"{'rows':>8} {'ratio':>6} {'CPU':>5} {'bare s':>7} {'ours s':>7} {'preview':>8} {'write':>7} {'MB':>5}"
    ]
    lines += [
        f"{one['rows']:>8} {one['ratio']:>6.2f} {one['cpu_ratio']:>5.2f} {one['bare']:>7.2f} {one['ours']:>7.2f} "
        f"{one['preview']:>8.2f} {one['write']:>7.2f} {one['megabytes']:>5}"
        for one in figures["sizes"]
    ]
    return "\n".join(lines)


def _measure(size: int) -> dict[str, Any]:
    from bench.sheet import write

    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        book = Path(folder) / "roster.xlsx"
        _say(f"{size:,} rows: making the sheet")
        write(book, size)
        _say(f"{size:,} rows: measuring")
        before, ours, after = (_apart(way, book, folder) for way in ("bare", "ours", "bare"))
    bare = mean((before["seconds"], after["seconds"]))
    bare_cpu = mean((before["cpu"], after["cpu"]))
    total = ours["preview"] + ours["write"]
    figures = {
        "rows": size,
        "ratio": total / bare,
        "cpu_ratio": ours["cpu"] / bare_cpu,
        "bare": bare,
        "bare_cpu": bare_cpu,
        "ours": total,
        **ours,
    }
    return {key: round(value, 2) for key, value in figures.items()}


def _apart(way: str, book: Path, folder: str) -> dict[str, Any]:
    """In a process of its own, so that memory is told for this alone."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LIANXIN_")}
    root = str(Path(__file__).parents[1])
    process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own file)
        [sys.executable, __file__, way, str(book)],
        env={**kept, "LIANXIN_DATA": tempfile.mkdtemp(dir=folder), "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        text=True,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(process.pid))
        time.sleep(0.02)
    told, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{way} ended with {process.returncode}")
    found = dict(json.loads(told))
    return {**found, "megabytes": peak // 2**20} if peak else found


def _resident(pid: int) -> int:
    """Bytes that a process and those it started hold in memory now; 0 where nobody tells."""
    home = Path("/proc", str(pid))
    try:
        pages = int((home / "statm").read_text().split()[1])
        below = (home / "task" / str(pid) / "children").read_text().split()
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_resident(int(child)) for child in below)


def bare(book: Path) -> dict[str, Any]:
    """What nobody can do without: the cells read, and one plain row stored for each."""
    from lianxin.site.environment import fixed_sqlite

    fixed_sqlite()
    import sqlite3

    from python_calamine import CalamineWorkbook

    began, used = time.perf_counter(), _cpu()
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    store = sqlite3.connect(Path(os.environ["LIANXIN_DATA"]) / "bare.sqlite3", isolation_level=None)
    store.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000"
    )
    store.execute(f"CREATE TABLE bare ({', '.join(f'c{n}' for n in range(len(rows[0])))})")
    store.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * len(rows[0]))
    store.executemany(f"INSERT INTO bare VALUES ({marks})", rows[1:])  # noqa: S608
    store.execute("COMMIT")
    return {"seconds": time.perf_counter() - began, "cpu": _cpu() - used}


def ours(book: Path) -> dict[str, Any]:
    """What the office does: the preview with everything it shows, then the write."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    import django

    django.setup()
    village = _village()
    from lianxin.doors.sheets.roster import load_vocabulary, understand
    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.period import today
    from lianxin.records.intake.actions import roster_write
    from lianxin.records.intake.difference import difference

    content, day = book.read_bytes(), today()
    began, used = time.perf_counter(), _cpu()
    found = understand(
        content, book.name, village=village, vocabulary=load_vocabulary(day, village)
    )
    reading = _peak(with_reader=True)
    households = found.households
    shown = difference(actor=SYSTEM, village=village, households=households, day=day)
    counts = shown.counts
    seen = time.perf_counter()
    roster = roster_write(
        actor=SYSTEM, village=village, households=households, file_name=book.name,
        file_hash="", day=day, found=shown,
    )  # fmt: skip
    ended, spent = time.perf_counter(), _cpu() - used
    if found.problems or roster.counts["created"] != counts["households"]:
        raise SystemExit(f"the roster was not read whole: {found.problems[:3]}")
    peak = max(reading, _peak())
    return {"preview": seen - began, "write": ended - seen, "cpu": spent, "megabytes": peak}


def _village() -> Any:
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.models import Area
    from lianxin.site.instance import prepare

    prepare()
    town = Area.objects.visible_to(SYSTEM).get(code="620524101000")
    code = "620524101901"
    return Area.objects.create(code=code, path=code, name="阳坡村", level="village", parent=town)


def _peak(*, with_reader: bool = False) -> int:
    """In MB: the peak of this process and of the reader beside it, never less than both at once.

    Used only where ``_resident`` cannot look at the two while they run.
    """
    import resource

    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)[: 2 if with_reader else 1]
    return sum(resource.getrusage(one).ru_maxrss for one in who) // 1024


def _cpu() -> float:
    """Processor time of this process and of the reader: what a busy machine does not distort."""
    return sum(os.times()[:4])


def _say(words: str) -> None:
    print(f"连心 · {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(json.dumps({"bare": bare, "ours": ours}[sys.argv[1]](Path(sys.argv[2]))))

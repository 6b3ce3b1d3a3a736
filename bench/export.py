"""The household ledger as a sheet, against the bare writer with the same cells; the report's page."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.instance import Instance, engines, instance, say
from bench.server import ROOT

TITLE = "联系户台账导出 Excel，对照只写格子 / export of the household ledger"
SIZES = (10_000, 40_000)
OPTIONS = ("engine",)
HOMES = 700


def run(sizes: Sequence[int], *, engine: str = "") -> dict[str, Any]:
    return {"runs": [one for name in engines(engine) for one in _measure(name, sizes)]}


def told(figures: dict[str, Any]) -> str:
    shown = ("engine", "rows", "columns", "ratio", "seconds", "bare", "peak_mb", "least_mb")
    lines = ["".join(f"{name:>10}" for name in shown)]
    for one in figures["runs"]:
        if "rows" in one:
            lines.append("".join(f"{one[name]!s:>10}" for name in shown))
        else:
            lines.append(
                f"{one['engine']:>10} report page, {one['households']} households: "
                f"{one['report_ms']} ms, after a change {one['report_anew_ms']} ms"
            )
    return "\n".join(lines)


def _measure(engine: str, sizes: Sequence[int]) -> list[dict[str, Any]]:
    found = []
    for size in sizes:
        say(f"{engine}, {size:,}")
        with instance(engine) as there:
            there.inside("export_world", str(size))
            found.append({"engine": engine, **_one(there)})
    with instance(engine) as there:
        there.inside("export_world", str(HOMES))
        page = there.inside("export_inside", "report")
    return [*found, {"engine": engine, "households": HOMES, **page}]


def _one(there: Instance) -> dict[str, Any]:
    """Seconds within one process, ours between two bare ones; memory of processes of their own."""
    timed = there.inside("export_inside", "times")
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        out = str(Path(folder) / "out.xlsx")
        peak = _peak(there, "lianxin", "export", "households", "--out", out)
    return {**timed, "peak_mb": peak, "least_mb": _peak(there, "lianxin", "export", "--list")}


def _peak(there: Instance, module: str, *arguments: str) -> int:
    """The most memory that the command held, in MB, as the system counts it."""
    child = subprocess.Popen(  # noqa: S603 (our own interpreter)
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=there.environment,
        stdout=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"./lianxin {' '.join(arguments)}: {child.returncode}")
    return used.ru_maxrss // 1024

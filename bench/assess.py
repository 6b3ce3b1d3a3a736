"""A whole city's yearly assessment, against the bare statements that group the same rows and judge nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.instance import engines, instance, say

TITLE = "全市年度考核：40,265 名干部、60 万篇日记 / a city's yearly assessment"
SIZES = (40_265,)
OPTIONS = ("engine",)
ENTRIES = 15
"""Diary entries an officer: about 600,000 in the city."""
SECONDS, RATIO = 60, 3.0


def run(sizes: Sequence[int], *, engine: str = "sqlite") -> dict[str, Any]:
    return {"runs": [_one(name, size) for name in engines(engine) for size in sizes]}


def _one(engine: str, officers: int) -> dict[str, Any]:
    say(f"{engine}, {officers:,} officers")
    with instance(engine) as there:
        there.inside("assess_world", str(officers), str(ENTRIES))
        found = there.inside("assess_inside")
    met = found["seconds"] <= SECONDS and found["ratio"] <= RATIO
    return {"engine": engine, **found, "met": met}


def told(figures: dict[str, Any]) -> str:
    names = ("engine", "officers", "households", "entries", "acts")
    names += ("seconds", "bare_s", "ratio", "one_ms", "peak_mb", "met")
    lines = ["".join(f"{name:>12}" for name in names)]
    lines += ["".join(f"{one[name]!s:>12}" for name in names) for one in figures["runs"]]
    return "\n".join(lines)

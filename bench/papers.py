"""How many papers of a household's folder and ledgers of a village need no typing, on the demo village."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.folder import LEDGERS
from bench.instance import Instance, instance, say

TITLE = "一户一档的纸和村里的台账：多少张不用打一个字 / papers and ledgers that fill themselves"
SIZES = (64,)
"""Households of the demo village."""


def run(sizes: Sequence[int]) -> dict[str, Any]:
    del sizes
    with instance("sqlite") as there:
        say("making the village")
        there.ours("demo", "--no-serve")
        say("filling the folder")
        papers = there.inside("filled")
        return {"papers": papers, "ledgers": _ledgers(there)}


def _ledgers(there: Instance) -> list[dict[str, Any]]:
    known = [row["name"] for row in json.loads(there.ours("export", "--list", "--json"))]
    names = [*LEDGERS, *(name for name in known if name not in LEDGERS)]
    return [
        {"name": name, "there": name in known, "rows": _rows(there, name) if name in known else 0}
        for name in names
    ]


def _rows(there: Instance, name: str) -> int:
    out = Path(there.folder) / f"{name}.csv"
    there.ours("export", name, "--format", "csv", "--out", str(out))
    with out.open(encoding="utf-8-sig", newline="") as sheet:
        return sum(1 for _row in csv.reader(sheet)) - 1


def told(figures: dict[str, Any]) -> str:
    papers, ledgers = figures["papers"], figures["ledgers"]
    lines = [f"{'paper':<14}{'headings':>9}{'typed':>7}{'households whole':>18}{'gaps':>6}"]
    for one in papers:
        whole = f"{one['whole']} of {one['households']}"
        typed = len(one["typed"])
        lines.append(
            f"{one['name']:<14}{one['headings']:>9}{typed:>7}{whole:>18}{sum(one['gaps'].values()):>6}"
            f"  {'、'.join(one['typed'])}  {one['gaps'] or ''}"
        )
    free = sum(not one["typed"] for one in papers)
    lines += [f"{one['name']:<20}{one['rows'] if one['there'] else '-':>8}" for one in ledgers]
    there = [one for one in ledgers if one["there"]]
    asked = sum(one["name"] in LEDGERS for one in there)
    return "\n".join(
        [
            *lines,
            f"papers without a word typed: {free} of {len(papers)}",
            f"ledgers: {asked} of the {len(LEDGERS)} that the method needs, {len(there)} in all",
        ]
    )

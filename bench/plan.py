"""The year of visits proposed: how fast, whether every hard rule is kept, and how evenly the trips lie;
a city's officers and households paired; and what every household of a city lacks, read and counted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from bench import pairs
from bench.instance import engines, instance, say
from lianxin.visits.days.tables import OFF, WORKED
from lianxin.visits.schedule.check import broken
from lianxin.visits.schedule.evenness import evenness, round_robin
from lianxin.visits.schedule.propose import propose
from lianxin.visits.schedule.shape import (
    LECTURES,
    STAYS,
    TALKS,
    VISITS,
    Home,
    Need,
    Person,
    Plan,
    Problem,
)

TITLE = (
    "排一年的走访批次，给一个市结对，算全市的多维画像 / "
    "the year's batches and a city's pairings proposed, what its households lack"
)
SIZES = (40,)
"""Officers; each size with three households for every two of them."""
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
OPTIONS = ("engine",)
HOUSEHOLDS = 41_611
"""Of Tianshui in March 2012."""
YEAR = [FIRST + timedelta(days=n) for n in range(365)]


CITY = (40_000, 41_000)
"""Officers and households to be paired."""


def run(sizes: Sequence[int], *, engine: str = "") -> dict[str, Any]:
    runs = [_one(size, size * 3 // 2) for size in sizes]
    pairing = pairs.paired(*CITY)
    return {
        "runs": runs,
        "pairing": pairing,
        "profiles": [_profile(name) for name in engines(engine)],
    }


def _profile(engine: str) -> dict[str, Any]:
    say(f"{engine}, {HOUSEHOLDS:,} households")
    with instance(engine) as there:
        there.inside("export_world", str(HOUSEHOLDS))
        return {"engine": engine, **there.inside("profile_inside")}


def _one(people: int, homes: int) -> dict[str, Any]:
    say(f"{people} officers, {homes} households")
    problem, heard = year_of(people, homes), list[tuple[float, Plan]]()
    propose(year_of(6, 6), seconds=0.2)  # the solver's library is loaded
    began = perf_counter()
    plan = propose(problem, told=lambda plan: heard.append((perf_counter() - began, plan)))
    final = perf_counter() - began
    first_s, first = heard[0]
    turns = round_robin(problem)
    return {
        "officers": people,
        "households": homes,
        "first_s": round(first_s, 2),
        "first_unmet": len(first.unmet),
        "first_even": round(evenness(first.trips, FIRST, LAST), 1),
        "final_s": round(final, 1),
        "batches": len(plan.trips),
        "needs": len(problem.needs),
        "unmet": len(plan.unmet),
        "broken": len(broken(problem, plan)) + len(broken(problem, first)),
        "even": round(evenness(plan.trips, FIRST, LAST), 1),
        "turns_even": round(evenness(turns, FIRST, LAST), 1),
        "cost": plan.cost,
        "first_cost": first.cost,
    }


def year_of(people: int, homes: int, seed: int = 1) -> Problem:
    """The method's four requirements, the holidays of 2026, some weeks on which each officer cannot go."""
    chance = random.Random(seed)  # noqa: S311 (made-up people)
    free = {day + timedelta(days=n) for _name, day, count in OFF for n in range(count)}
    worked = {day for _name, day in WORKED}
    names = [f"o{n:02}" for n in range(people)]
    there = tuple(
        Home(f"h{n:03}", names[n % people], f"{chance.randint(1, 6)}") for n in range(homes)
    )
    asked = ((TALKS, 12), (STAYS, 10), (LECTURES, 2))
    needs = [Need(f, f, name, FIRST, LAST, many) for name in names for f, many in asked]
    needs += [Need(VISITS, VISITS, home.officer, FIRST, LAST, 1, home.key) for home in there]
    open_days = {day for day in YEAR if day in worked or (day.weekday() < 5 and day not in free)}
    away = tuple(Person(name, _away(chance)) for name in names)
    return Problem(2026, FIRST, frozenset(open_days), away, there, tuple(needs))


def _away(chance: random.Random) -> frozenset[date]:
    """Leave and duty: one to four times up to eight days."""
    begun = [chance.randrange(len(YEAR)) for _ in range(chance.randint(1, 4))]
    return frozenset(day for at in begun for day in YEAR[at : at + chance.randint(1, 8)])


def told(figures: dict[str, Any]) -> str:
    lines = [
        f"{'officers':>8}{'households':>12}{'first s':>9}{'final s':>9}{'batches':>9}"
        f"{'unmet':>12}{'broken':>8}{'even':>14}{'in turn':>9}"
    ]
    for one in figures["runs"]:
        unmet = f"{one['unmet']} of {one['needs']}"
        even = f"{one['first_even']} → {one['even']}"
        lines.append(
            f"{one['officers']:>8}{one['households']:>12}{one['first_s']:>9}{one['final_s']:>9}"
            f"{one['batches']:>9}{unmet:>12}{one['broken']:>8}{even:>14}{one['turns_even']:>9}"
        )
    names = ("engine", "households", "known", "people", "read_s", "cpu_s", "bare_s")
    names += ("ratio", "count_ms", "page_s", "kept_ms")
    lines += ["", pairs.told(figures["pairing"]), ""]
    lines += ["".join(f"{name:>11}" for name in names)]
    lines += ["".join(f"{one[name]!s:>11}" for name in names) for one in figures["profiles"]]
    return "\n".join(lines)

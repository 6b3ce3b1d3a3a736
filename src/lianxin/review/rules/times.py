"""Written long after, many within minutes, more households than a day holds, one hand for many officers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from .shape import Key, Limits, Sign, Written

K = TypeVar("K")
NAMED = 5


def late(entries: Sequence[Written], limits: Limits) -> Iterator[Sign]:
    """After ``days`` it is said; after ``very`` days it weighs ``weight_very``."""
    for row in entries:
        days = (row.at.date() - row.last).days
        if row.by_hand and days > limits["days"]:
            weight = limits["weight_very"] if days > limits["very"] else limits["weight"]
            yield Sign("late", weight, f"late:{row.at.date()}", entry=row.key, facts={"days": days})


def dense(
    entries: Sequence[Written], limits: Limits, copies: Collection[Key] = ()
) -> Iterator[Sign]:
    """``entries`` about different households by one hand within ``minutes``.

    An evening after a trip looks like this too; ``very`` many, or of ``days`` different days, weigh more, and
    more again where two of them or more are ``copies``.
    """
    for rows in _grouped(entries, lambda one: one.author).values():
        for run in runs(rows, limits["minutes"]):
            homes = frozenset[Key]().union(*(one.homes for one in run))
            if len(run) < limits["entries"] or len(homes) < limits["entries"]:
                continue
            days = len({one.day for one in run})
            very = len(run) >= limits["very"] or days >= limits["days"]
            weight = limits["weight_very"] if very else limits["weight"]
            same = sum(one.key in copies for one in run)
            weight = limits["weight_copies"] if very and same > 1 else weight
            spent = round((run[-1].at - run[0].at).total_seconds() / 60)
            facts = {
                "entries": len(run),
                "minutes": spent,
                "days": days,
                "copies": same,
                "from": run[0].at.isoformat(),
                "until": run[-1].at.isoformat(),
            }
            for row in run:
                near = tuple(one.key for one in run if one is not row)[:NAMED]
                yield Sign("dense", weight, "dense", entry=row.key, others=near, facts=facts)


def runs(rows: Iterable[Written], minutes: int) -> Iterator[list[Written]]:
    """Entries of one hand, each at most so long after the one before, as far as the whole stays dense.

    A run of n may last n times a quarter of the minutes: four in twenty minutes, eight in forty.
    """
    run: list[Written] = []
    for row in sorted(rows, key=lambda one: (one.at, str(one.key))):
        if run and row.at - run[-1].at > timedelta(minutes=minutes / 3):
            yield from _dense(run, minutes)
            run = []
        run.append(row)
    yield from _dense(run, minutes)


def _dense(run: list[Written], minutes: int) -> Iterator[list[Written]]:
    if run and run[-1].at - run[0].at <= timedelta(minutes=minutes * max(1.0, len(run) / 4)):
        yield run


def crowded(entries: Sequence[Written], limits: Limits) -> Iterator[Sign]:
    """More than ``homes`` households on one day, or less than ``minutes`` at each by the entry's own word."""
    by_day = _grouped(entries, lambda one: (one.officer, one.day))
    for (officer, day), rows in by_day.items():
        at_home = [row for row in rows if row.homes and row.kinds & {"visit", "talk"}]
        homes = frozenset[Key]().union(*(row.homes for row in at_home))
        for row in at_home:
            each = row.minutes / len(row.homes) if row.minutes else None
            short = each is not None and len(row.homes) > 1 and each < limits["minutes"]
            if len(homes) > limits["homes"] or short:
                facts = {"homes": len(homes), "each": round(each) if short and each else None}
                mark = f"crowded:{officer}:{day}"
                yield Sign("crowded", limits["weight"], mark, entry=row.key, facts=facts)


def one_hand(entries: Sequence[Written], limits: Limits) -> Iterator[Sign]:
    """Somebody writes for ``officers`` officers within ``minutes``, none of whom wrote it."""
    mine = [row for row in entries if not row.own]
    for rows in _grouped(mine, lambda one: one.author).values():
        for run in runs(rows, limits["minutes"]):
            officers = {row.officer for row in run}
            if len(officers) < limits["officers"]:
                continue
            for row in run:
                facts = {"officers": len(officers), "day": row.at.date().isoformat()}
                yield Sign("one_hand", limits["weight"], "one_hand", row.key, facts=facts)


def _grouped(entries: Iterable[Written], key: Callable[[Written], K]) -> dict[K, list[Written]]:
    found: dict[K, list[Written]] = defaultdict(list)
    for row in entries:
        if row.by_hand:
            found[key(row)].append(row)
    return found

"""What the rules of doubt find and miss: simulated years of a county, known to the entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from statistics import mean
from time import process_time
from typing import Any

from bench.instance import say
from bench.review_county import CAREFUL, FAKED, SHARES, County, Year
from lianxin.review.rules.shape import Sign
from lianxin.review.rules.together import raised, signs, weight
from lianxin.review.rules.words import confirmed
from lianxin.review.tables import shipped

TITLE = "疑点规则在模拟的一年里找到多少、错怪多少 / what the rules of doubt find and miss in simulated years"
SIZES = (2400,)
"""Households of the county."""
SEEDS = (11, 12, 13, 14, 15)
RARE = 0.02
"""A county in which almost nobody fakes."""
EVIDENCE = ("photo", "far")
"""Rules that only see what an officer chose to give; the goal is to be met without them."""
RECALL, PRECISION = 0.9, 0.8


def run(sizes: Sequence[int]) -> dict[str, Any]:
    return {"runs": [_size(homes) for homes in sizes]}


def _size(homes: int) -> dict[str, Any]:
    years = [_year(homes, seed, FAKED) for seed in SEEDS]
    rare = [_year(homes, seed, RARE) for seed in SEEDS]
    fresh = [_year(homes, seed, FAKED, fresh=True) for seed in SEEDS]
    kinds = {kind: mean(one["by_kind"][kind] for one in years) for kind in SHARES}
    rules = {kind: _mean(one["rules"][kind] for one in years) for kind in years[0]["rules"]}
    return {
        "households": homes,
        "entries": years[0]["entries"],
        "seeds": list(SEEDS),
        "together": _spread([one["together"] for one in years]),
        "with_evidence": _spread([one["with_evidence"] for one in years]),
        "rare": _spread([one["together"] for one in rare]),
        "fresh": _spread([one["together"] for one in fresh]),
        "by_kind": {kind: round(value, 3) for kind, value in kinds.items()},
        "wrong": _mean(one["wrong"] for one in years),
        "rules": rules,
        "seconds_per_10000": round(mean(one["seconds"] for one in years), 2),
        "met": all(
            one["together"]["recall"] >= RECALL and one["together"]["precision"] >= PRECISION
            for one in years
        ),
    }


def _year(homes: int, seed: int, faked: float, *, fresh: bool = False) -> dict[str, Any]:
    say(f"{homes} households, seed {seed}, {faked:.0%} faked")
    county = Year(homes, seed, faked, fresh=fresh).county()
    rules: Mapping[str, Any] = shipped()
    without = {kind: row for kind, row in rules.items() if kind not in EVIDENCE}
    began = process_time()
    found = list(signs(county.entries, county.world, without))
    doubts = raised(county.entries, county.world, without, found)
    spent = process_time() - began
    whole = list(signs(county.entries, county.world, rules))
    more = raised(county.entries, county.world, rules, whole)
    caught: dict[str, list[bool]] = defaultdict(list)
    for key, kind in county.faked.items():
        caught[kind].append(key in doubts)
    return {
        "entries": len(county.entries),
        "together": _judged(county, doubts, found, rules),
        "with_evidence": _judged(county, more, whole, rules),
        "by_kind": {kind: mean(caught[kind] or [0]) for kind in SHARES},
        "rules": _by_rule(county, whole),
        "wrong": _wrong(county, doubts),
        "seconds": spent / len(county.entries) * 10_000,
    }


def _judged(
    county: County, doubts: Collection[Any], found: Sequence[Sign], rules: Mapping[str, Any]
) -> dict[str, float]:
    """Per entry: how many of the doubted were faked, of the faked doubted, and the area under the curve."""
    return _rates(county, set(doubts)) | {"auc": _area(county, _weights(county, found, rules))}


def _rates(county: County, doubted: set[Any]) -> dict[str, float]:
    hits = len(doubted & county.faked.keys())
    return {
        "precision": hits / len(doubted) if doubted else 0.0,
        "recall": hits / len(county.faked) if county.faked else 0.0,
    }


def _weights(county: County, found: Sequence[Sign], rules: Mapping[str, Any]) -> dict[Any, float]:
    by_key: dict[Any, list[Sign]] = defaultdict(list)
    for sign in found:
        by_key[sign.entry].append(sign)
    came = rules["together"]["came"]
    return {
        row.key: weight(by_key[row.key], came if confirmed(row, county.world) else 0)
        for row in county.entries
    }


def _area(county: County, weights: Mapping[Any, float]) -> float:
    """The chance that a faked entry weighs more than an honest one, ties by half (Mann and Whitney)."""
    ranked = sorted((value, key in county.faked) for key, value in weights.items())
    below, sum_of_ranks, place = 0, 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        fakes = sum(fake for _value, fake in ranked[place:end])
        sum_of_ranks += fakes * (below + (end - place - fakes) / 2)
        below += end - place - fakes
        place = end
    whole = len(county.faked) * (len(ranked) - len(county.faked))
    return sum_of_ranks / whole if whole else 0.0


def _by_rule(county: County, found: Sequence[Sign]) -> dict[str, dict[str, float]]:
    by_rule: dict[str, dict[Any, float]] = defaultdict(dict)
    for sign in found:
        heaviest = by_rule[sign.kind]
        heaviest[sign.entry] = max(heaviest.get(sign.entry, 0), sign.weight)
    told = {}
    for kind in KINDS:
        weights = {row.key: by_rule[kind].get(row.key, 0) for row in county.entries}
        told[kind] = _rates(county, set(by_rule[kind])) | {"auc": _area(county, weights)}
    return told


KINDS = (
    *("denied", "off_duty", "home_away", "copied_others", "copied_self"),
    *("late", "dense", "crowded", "one_hand", "photo", "far"),
)
"""Those the simulation gives something to find; two villages, goods and measures it has none of."""


def _wrong(county: County, doubts: Mapping[Any, Sequence[Sign]]) -> dict[str, float]:
    """Of honest entries that were doubted, the share in which each rule had a part."""
    honest = [own for key, own in doubts.items() if key not in county.faked]
    shares = {kind: [any(one.kind == kind for one in own) for own in honest] for kind in KINDS}
    return {kind: mean(those) for kind, those in shares.items() if honest and any(those)}


def _mean(rows: Any) -> dict[str, float]:
    found: dict[str, list[float]] = defaultdict(list)
    rows = list(rows)
    for row in rows:
        for name, value in row.items():
            found[name].append(value)
    return {name: round(sum(values) / len(rows), 3) for name, values in found.items()}


def _spread(rows: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """Lowest, mean and highest over the seeds."""
    return {
        name: [
            round(value, 3)
            for value in (
                min(one[name] for one in rows),
                mean(one[name] for one in rows),
                max(one[name] for one in rows),
            )
        ]
        for name in rows[0]
    }


def told(figures: dict[str, Any]) -> str:
    return "\n\n".join("\n".join(_lines(one)) for one in figures["runs"])


def _lines(one: dict[str, Any]) -> list[str]:
    lines = [f"{one['households']:,} households, {one['entries']:,} entries, seeds {one['seeds']}"]
    for name, words in (
        ("together", "all rules together, without photo and position"),
        ("with_evidence", "with photo and position where one was given"),
        ("rare", f"where only {RARE:.0%} of entries are faked, without photo and position"),
        ("fresh", "where no faker copies and every text is new, without photo and position"),
    ):
        rates = "  ".join(
            f"{what} {low:.3f}–{high:.3f}, mean {middle:.3f}"
            for what, (low, middle, high) in one[name].items()
        )
        lines.append(f"{words}: {rates}")
    lines.append("recall by kind: " + ", ".join(f"{k} {v:.3f}" for k, v in one["by_kind"].items()))
    for kind, rates in one["rules"].items():
        lines.append(f"{kind:14} " + "  ".join(f"{k} {v:.3f}" for k, v in rates.items()))
    wrong = ", ".join(f"{k} {v:.2f}" for k, v in one["wrong"].items())
    lines.append(f"honest entries doubted, share in which each rule had a part: {wrong}")
    lines.append(f"seconds of processor per 10,000 entries: {one['seconds_per_10000']}")
    lines.append(f"goal, {CAREFUL} fakers included: {'met' if one['met'] else 'not met'}")
    return lines

"""Net income per head over the years as a drawing: where it came from, the village beside it, what happened.

Drawn on the server as plain shapes; the page holds a table with the same numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import half_up
from lianxin.kernel.memory import remembered
from lianxin.kernel.money import yuan
from lianxin.records.file.income import Income, IncomeItem
from lianxin.records.file.queries import incomes
from lianxin.records.file.working import parts

LEFT, RIGHT, TOP, BASE = 56, 770, 52, 240
MOST_YEARS, WIDEST = 15, 44
FEWEST = 5
"""Households behind a median of the village; fewer would tell of single ones."""
ORDER = ("business", "wage", "property", "transfer")
PLAIN = "plain"


@dataclass(frozen=True)
class Block:
    kind: str
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    year: int
    label: str
    x: float
    middle: float
    width: float
    top: float
    amount: str
    told: bool
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Leader:
    x: float
    label_y: int
    bottom: float
    text: str
    anchor: str


@dataclass(frozen=True)
class Line:
    """A row of the table beside the drawing, in yuan per head."""

    year: int
    shares: list[str]
    whole: str
    village: str


@dataclass(frozen=True)
class Chart:
    title: str
    first: int
    last: int
    bars: list[Bar]
    grid: list[tuple[float, str]]
    village: str
    leaders: list[Leader]
    kinds: list[tuple[str, str]]
    groups: list[str]
    table: list[Line]
    events: list[tuple[int, str]]


def shares(income: Income) -> dict[str, float]:
    """Yuan per head by group; nothing where only the result is stated or a group is below nothing."""
    people = income.people or 0
    found = {one.group: one.net / people / 100 for one in parts(income)} if people else {}
    return {} if any(amount < 0 for amount in found.values()) else found


def village_medians(village: UUID, day: date) -> dict[int, int]:
    """Each year's median in the village, in fen. Unscoped: it tells of no single household."""

    def count() -> dict[int, int]:
        rows = incomes(SYSTEM, day=day).filter(household__village=village).order_by()
        found: dict[int, list[int]] = defaultdict(list)
        for year, amount in rows.values_list("year", "per_head"):
            found[year].append(amount)
        return {year: half_up(median(all_)) for year, all_ in found.items() if len(all_) >= FEWEST}

    return remembered(("village_medians", village, day), count)


def chart(
    name: str,
    rows: Sequence[Income],
    medians: Mapping[int, int],
    events: Sequence[tuple[date, str]],
) -> Chart | None:
    """The drawing of a household's leading incomes; nothing while no year is stated."""
    held = {row.year: row for row in rows[:MOST_YEARS]}
    if not held:
        return None
    years = range(max(min(held), max(held) - MOST_YEARS + 1), max(held) + 1)
    amounts = [row.per_head for row in held.values()] + [medians.get(year, 0) for year in years]
    top, part = _scale(max(amounts, default=0))
    bars = [_bar(held.get(year), year, place, years, top) for place, year in enumerate(years)]
    drawn = {block.kind for bar in bars for block in bar.blocks}
    happened = _by_year(events, years)
    return Chart(
        _title(name, held),
        years[0],
        years[-1],
        bars,
        [(_y(line, top), yuan(line * 100)) for line in range(0, top + 1, part)],
        _path(bars, medians, top),
        _leaders(bars, happened),
        [(kind, label) for kind, label in _kinds() if kind in drawn],
        [label for kind, label in _kinds() if kind in drawn and kind != PLAIN],
        [_line(held[year], medians, drawn) for year in sorted(held)],
        happened,
    )


def _kinds() -> list[tuple[str, str]]:
    names = {str(group.value): str(group.label) for group in IncomeItem.Group}
    return [*((kind, names[kind]) for kind in ORDER), (PLAIN, _("只有总数"))]


def _title(name: str, held: Mapping[int, Income]) -> str:
    told = {"name": name, "first": min(held), "last": max(held)}
    told |= {"from": yuan(held[min(held)].per_head), "to": yuan(held[max(held)].per_head)}
    return (
        _("%(name)s家人均纯收入：%(first)s 年 %(from)s 元，%(last)s 年 %(to)s 元，按来源分") % told
    )


def _scale(most: int) -> tuple[int, int]:
    """A round number of yuan above all amounts, and the round steps up to it: three to five of them."""
    part = 100
    while part * 5 < most * 1.02 / 100:
        part = part * 2 if str(part)[0] in "15" else part * 5 // 2
    steps = max(3, -int(-most * 1.02 / 100 // part))
    return part * steps, part


def _y(amount: float, top: int) -> float:
    return round(BASE - (BASE - TOP) * amount / top, 1)


def _bar(row: Income | None, year: int, place: int, years: range, top: int) -> Bar:
    step = (RIGHT - LEFT) / len(years)
    width = round(min(WIDEST, step * 0.62), 1)
    middle = round(LEFT + step * (place + 0.5), 1)
    ends = year in (years[0], years[-1]) or len(years) <= 8
    label = str(year) if ends else f"{year % 100:02}"
    blocks = _blocks(row, top) if row else []
    high = blocks[-1].y if blocks else float(BASE)
    amount = yuan(half_up(row.per_head / 100) * 100) if row else ""
    told = bool(row) and ends
    return Bar(year, label, round(middle - width / 2, 1), middle, width, high, amount, told, blocks)


def _blocks(row: Income, top: int) -> list[Block]:
    """From the ground up, a hair apart."""
    by_group = shares(row)
    if not by_group:
        height = round(BASE - _y(max(row.per_head, 0) / 100, top), 1)
        return [Block(PLAIN, BASE - height, height)] if height > 0 else []
    found, base = [], 0.0
    for kind in ORDER:
        if amount := by_group.get(kind, 0):
            low, high = _y(base, top), _y(base + amount, top)
            found.append(Block(kind, high, round(max(low - high - 1, 0.6), 1)))
            base += amount
    return found


def _path(bars: list[Bar], medians: Mapping[int, int], top: int) -> str:
    points = [(bar.middle, _y(medians[bar.year] / 100, top)) for bar in bars if bar.year in medians]
    if len(points) < 2:
        return ""
    return "M" + " L".join(f"{x} {y}" for x, y in points)


def _by_year(events: Sequence[tuple[date, str]], years: range) -> list[tuple[int, str]]:
    """Events of one year are told together."""
    found: dict[int, list[str]] = defaultdict(list)
    for day, text in sorted(events):
        if day.year in years and text not in found[day.year]:
            found[day.year].append(text)
    return [(year, _("、").join(texts)) for year, texts in sorted(found.items())]


def _leaders(bars: list[Bar], events: list[tuple[int, str]]) -> list[Leader]:
    """Thin lines from the top, their words in two rows so that neighbours do not meet."""
    places = {bar.year: bar for bar in bars}
    found: list[Leader] = []
    ends = [0.0, 0.0]
    for year, text in events:
        bar = places[year]
        words = text if len(text) <= 9 else text[:8] + "…"
        half = len(words) * 6.8
        left = bar.middle - half
        row = 0 if left >= ends[0] else 1 if left >= ends[1] else -1
        anchor = "end" if bar.middle + half > RIGHT else "middle"
        if row >= 0:
            ends[row] = bar.middle + half + 6
        label_y = (13, 30)[row] if row >= 0 else 0
        found.append(Leader(bar.middle, label_y, bar.top - 4, words, anchor))
    return found


def _line(row: Income, medians: Mapping[int, int], drawn: set[str]) -> Line:
    by_group = shares(row)
    kinds = [kind for kind in ORDER if kind in drawn]
    told = [yuan(half_up(by_group[kind]) * 100) if kind in by_group else "" for kind in kinds]
    village = yuan(half_up(medians[row.year] / 100) * 100) if row.year in medians else ""
    return Line(row.year, told, yuan(half_up(row.per_head / 100) * 100), village)

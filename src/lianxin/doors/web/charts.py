"""Small charts drawn by the server as SVG: they need no script, print as they are and weigh little.

Lengths are in the units of each picture's own ``viewBox``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

GAP = 3.0
GOLDEN = pi * (3 - sqrt(5))
BETTER, SAME, WORSE = "better", "same", "worse"
STATES = (BETTER, SAME, WORSE)


@dataclass(frozen=True)
class Segment:
    """One part of a bar: its state, where it begins, how wide it is, what it counts."""

    state: str
    x: float
    width: float
    count: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def end(self) -> float:
        return round(self.x + self.width, 1)


def split(counts: Sequence[int], width: float, start: float = 0.0) -> list[Segment]:
    """Better, same and worse beside each other, with white gaps; what is zero has no part."""
    shown = [(state, count) for state, count in zip(STATES, counts, strict=True) if count]
    whole = sum(count for _, count in shown)
    room, place, found = width - GAP * (len(shown) - 1), start, []
    for state, count in shown:
        wide = room * count / whole
        found.append(Segment(state, round(place, 1), round(wide, 1), count))
        place += wide + GAP
    return found


@dataclass(frozen=True)
class Bar:
    """A labelled bar at ``y``; ``parts`` where it is split by state."""

    label: Any
    y: float
    x: float
    width: float
    count: int
    parts: list[Segment] = field(default_factory=list)
    href: str = ""

    @property
    def text(self) -> float:
        """Where the baseline of the label stands."""
        return self.y + 14

    @property
    def end(self) -> float:
        return round((self.parts[-1].end if self.parts else self.x + self.width) + 7, 1)


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    height: float

    @property
    def linked(self) -> bool:
        return any(bar.href for bar in self.bars)


LEFT, RIGHT, STEP = 78.0, 350.0, 24.0
WIDEST, CHINESE, LATIN = 190.0, 13.4, 6.6


def bars(rows: Sequence[tuple[Any, int]], at: Sequence[str] = ()) -> Bars:
    """One bar a row (label, count), as long as its share of the longest; ``at``: where each leads."""
    most = max((count for _, count in rows), default=0) or 1
    left = _left(label for label, _ in rows)
    made = [
        Bar(
            label,
            STEP * place + 3,
            left,
            round((RIGHT - left - 40) * count / most, 1),
            count,
            href=at[place] if at else "",
        )
        for place, (label, count) in enumerate(rows)
    ]
    return Bars(made, STEP * len(made) + 6)


def stacked(rows: Iterable[tuple[Any, Sequence[int]]]) -> Bars:
    """Each row's better, same and worse; as long as its share of the longest row."""
    listed = [(label, counts, sum(counts)) for label, counts in rows]
    most = max((whole for _, _, whole in listed), default=0) or 1
    made, left = [], _left(label for label, _, _ in listed)
    for place, (label, counts, whole) in enumerate(listed):
        wide = (RIGHT - left - 70) * whole / most
        parts = split(counts, wide, left) if whole else []
        made.append(Bar(label, STEP * place + 3, left, round(wide, 1), whole, parts))
    return Bars(made, STEP * len(made) + 6)


def _left(labels: Iterable[Any]) -> float:
    """Where bars begin, so that the longest label has room."""
    widths = (sum(LATIN if one < "\u2e80" else CHINESE for one in str(label)) for label in labels)
    return min(WIDEST, max(LEFT, max(widths, default=0) + 8))


@dataclass(frozen=True)
class Dot:
    """A household on the plain ground: state, place, name and address."""

    state: str
    x: float
    y: float
    name: str
    href: str


@dataclass(frozen=True)
class Cluster:
    label: str
    x: float
    y: float
    dots: list[Dot]


GROUND = (416.0, 320.0)
ROOM = 8.6


def ground(groups: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]) -> list[Cluster]:
    """Households (state, name, address) of each group around its middle, on a spiral.

    Nobody's position is known or asked for: the picture shows which group they belong to, no more.
    """
    columns = 2 if len(groups) <= 4 else 3
    lines = max(1, -(-len(groups) // columns))
    wide, high = GROUND[0] / columns, GROUND[1] / lines
    found = []
    for place, (label, homes) in enumerate(groups):
        x = wide * (place % columns + 0.5)
        y = high * (place // columns + 0.5) + 8
        reach = min(wide / 2 - 10, high / 2 - 22) / sqrt(max(1, len(homes)))
        dots = [_dot(home, order, x, y, min(reach, ROOM)) for order, home in enumerate(homes)]
        found.append(Cluster(label, round(x, 1), round(y - high / 2 + 12, 1), dots))
    return found


def _dot(home: tuple[str, str, str], order: int, x: float, y: float, step: float) -> Dot:
    state, name, href = home
    away, turn = step * sqrt(order + 0.5), order * GOLDEN
    return Dot(state, round(x + away * cos(turn), 1), round(y + away * sin(turn), 1), name, href)


SHAPES = {
    BETTER: '<circle cx="{}" cy="{}" r="5" class="dot-better"/>',
    SAME: '<circle cx="{}" cy="{}" r="4.4" class="dot-same"/>',
    WORSE: '<path d="M{} {}m-6.5 -5h13l-6.5 11z" class="dot-worse"/>',
}


def drawn(clusters: Iterable[Cluster]) -> SafeString:
    """The inside of the picture; written here, since a template takes its time for 700 dots."""
    return format_html_join("", "{}{}", ((_label(one), _dots(one)) for one in clusters))


def _label(one: Cluster) -> SafeString:
    place = '<text x="{}" y="{}" text-anchor="middle" class="lab b">{} {}</text>'
    return format_html(place, one.x, one.y, one.label, len(one.dots))


def _dots(cluster: Cluster) -> SafeString:
    return format_html_join(
        "",
        '<a href="{}" tabindex="-1"><title>{}</title>{}</a>',
        (
            (one.href, one.name, format_html(SHAPES[one.state], one.x, one.y))
            for one in cluster.dots
        ),
    )

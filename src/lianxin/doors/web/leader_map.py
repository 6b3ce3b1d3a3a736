"""The village as points: where their houses stand, as far as it was told; else by their groups, as a sketch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from lianxin.kernel.datum import WGS84, Spot, convert
from lianxin.kernel.mercator import SIDE, Window
from lianxin.people.policy import AccountActor
from lianxin.records.file.change import SAME, Change
from lianxin.records.file.models import Position
from lianxin.records.file.queries import spots
from lianxin.register import queries as register
from lianxin.register.models import Household

from .charts import GROUND, Cluster, Dot, drawn, ground
from .menu import address_of
from .tiles import pictures

BARS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 200_000)
LONGEST = 0.3
"""Of the picture's width, for the bar of the scale."""


@dataclass(frozen=True)
class Point:
    """A household as the map and the list beside it show it."""

    household: Household
    name: str
    state: str
    spot: Spot | None

    @property
    def group(self) -> str:
        return str(self.household.group or self.household.village)

    @property
    def href(self) -> str:
        return address_of("household", self.household.pk)


@dataclass
class Map:
    """``placed``: by true places; ``without``: how many have none and are not drawn then."""

    width: float
    height: float
    inside: SafeString
    placed: bool = False
    without: int = 0
    tiled: bool = False
    metres: int = 0
    bar: float = 0.0
    points: list[Point] = field(default_factory=list)

    @property
    def below(self) -> int:
        return int(self.height) - 12

    @property
    def text(self) -> int:
        return self.below - 6

    @property
    def right(self) -> int:
        return int(self.width) - 10

    @property
    def kilometres(self) -> int:
        return self.metres // 1000

    @property
    def note(self) -> str:
        """Whose map it is that lies below."""
        return str(settings.LIANXIN_TILES_NOTE) if self.tiled else ""

    @property
    def groups(self) -> list[tuple[str, list[Point]]]:
        found: dict[str, list[Point]] = defaultdict(list)
        for one in self.points:
            found[one.group].append(one)
        return list(found.items())


def points(
    actor: AccountActor, homes: list[Household], changes: dict[UUID, Change], day: date
) -> list[Point]:
    """In the order of groups and numbers."""
    keys = [home.pk for home in homes]
    heads = register.memberships(actor, day=day).filter(is_head=True, household__in=keys)
    names = dict(heads.values_list("household_id", "person__name"))
    told = spots(actor, keys, day=day) if actor.sees(Position) is not None else {}
    listed = sorted(homes, key=lambda one: (one.group.path if one.group else "~", one.number))
    return [
        Point(
            home,
            names.get(home.pk, home.number),
            changes[home.pk].state if home.pk in changes else SAME,
            told.get(home.pk),
        )
        for home in listed
    ]


def map_of(found: list[Point], width: float = GROUND[0], height: float = GROUND[1]) -> Map:
    """True places where anybody told one, else a sketch."""
    placed = [one for one in found if one.spot is not None]
    if not placed:
        groups = [(name, [(p.state, p.name, p.href) for p in rows]) for name, rows in _by(found)]
        return Map(*GROUND, drawn(ground(groups)), points=found)
    there = {one.household.pk: _shown(one.spot) for one in placed if one.spot is not None}
    window = Window.around(
        there.values(), width, height, margin=30, whole=bool(settings.LIANXIN_TILES)
    )
    clusters = [_cluster(name, rows, window, there) for name, rows in _by(placed)]
    tiles = pictures(window)
    inside = _tiles(window) + drawn(clusters)
    metres, bar = _scale(window)
    without = len(found) - len(placed)
    return Map(width, height, inside, True, without, bool(tiles), metres, bar, found)


def _shown(spot: Spot) -> Spot:
    """By the datum of the tiles; without tiles any will do."""
    return convert(spot, WGS84, settings.LIANXIN_TILES_DATUM)


def _by(found: Iterable[Point]) -> list[tuple[str, list[Point]]]:
    groups: dict[str, list[Point]] = defaultdict(list)
    for one in found:
        groups[one.group].append(one)
    return list(groups.items())


def _cluster(name: str, rows: list[Point], window: Window, there: dict[UUID, Spot]) -> Cluster:
    """The group's name stands above its uppermost house."""
    places = [window.place(there[one.household.pk]) for one in rows]
    dots = [
        Dot(one.state, x, y, one.name, one.href) for one, (x, y) in zip(rows, places, strict=True)
    ]
    xs, top = [x for x, _y in places], min(y for _x, y in places)
    middle = min(max(sum(xs) / len(xs), 30), window.width - 30)
    return Cluster(name, round(middle, 1), round(max(14, top - 11), 1), dots)


def _tiles(window: Window) -> SafeString:
    return format_html_join(
        "",
        '<image href="{}" x="{}" y="{}" width="{}" height="{}" class="tile"/>',
        ((one.href, one.x, one.y, SIDE, SIDE) for one in pictures(window)),
    )


def _scale(window: Window) -> tuple[int, float]:
    """The longest round distance whose bar stays short, and that bar in pixels."""
    most = window.width * LONGEST * window.metres
    metres = max((one for one in BARS if one <= most), default=BARS[0])
    return metres, round(metres / window.metres, 1)

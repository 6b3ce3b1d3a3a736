"""Web Mercator: where a place lies on the square picture of the earth that map tiles are cut from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, floor, log2, pi, radians, sinh, tan
from typing import NamedTuple

from .datum import Spot

SIDE = 256
"""Of a tile, in pixels."""
NEAREST, FARTHEST = 18, 3
AROUND = 2 * pi * 6378137
"""The equator in metres."""


class Point(NamedTuple):
    """Shares of the whole picture, from its upper left corner."""

    x: float
    y: float


class Tile(NamedTuple):
    """A tile's numbers beside where it lies in the window, in pixels."""

    z: int
    column: int
    row: int
    x: float
    y: float


def point(spot: Spot) -> Point:
    north = asinh(tan(radians(max(-85.0511, min(85.0511, spot.lat)))))
    return Point((spot.lon + 180) / 360, (1 - north / pi) / 2)


def spot(point: Point) -> Spot:
    return Spot(degrees(atan(sinh(pi * (1 - 2 * point.y)))), point.x * 360 - 180)


@dataclass(frozen=True)
class Window:
    """A rectangle of ``width`` × ``height`` pixels of the picture at a zoom."""

    zoom: float
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(
        cls,
        spots: Iterable[Spot],
        width: float,
        height: float,
        margin: float = 24,
        whole: bool = True,
    ) -> Window:
        """The nearest zoom that shows all of them; there must be one at least. ``whole``: tiles fit it."""
        points = [point(one) for one in spots]
        xs, ys = [one.x for one in points], [one.y for one in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        fits = [
            log2((room - 2 * margin) / (SIDE * extent))
            for room, extent in ((width, wide), (height, high))
            if extent > 0
        ]
        zoom = max(FARTHEST, min(NEAREST, min(fits, default=NEAREST)))
        zoom = floor(zoom) if whole else zoom
        side = SIDE * 2**zoom
        left = (min(xs) + max(xs)) / 2 * side - width / 2
        top = (min(ys) + max(ys)) / 2 * side - height / 2
        return cls(zoom, left, top, width, height)

    def place(self, it: Spot) -> tuple[float, float]:
        """Pixels from the window's upper left corner."""
        whole, at = SIDE * 2**self.zoom, point(it)
        return round(at.x * whole - self.left, 1), round(at.y * whole - self.top, 1)

    def tiles(self) -> Iterator[Tile]:
        """Those that cover the window, row by row; of a whole zoom."""
        zoom = floor(self.zoom)
        most = 2**zoom
        for row in range(floor(self.top / SIDE), floor((self.top + self.height) / SIDE) + 1):
            for column in range(
                floor(self.left / SIDE), floor((self.left + self.width) / SIDE) + 1
            ):
                if 0 <= row < most:
                    x, y = column * SIDE - self.left, row * SIDE - self.top
                    yield Tile(zoom, column % most, row, round(x, 1), round(y, 1))

    @property
    def metres(self) -> float:
        """How many metres a pixel is, in the middle of the window."""
        whole: float = SIDE * 2**self.zoom
        middle = spot(Point(0.5, (self.top + self.height / 2) / whole))
        return AROUND / whole * cos(radians(middle.lat))

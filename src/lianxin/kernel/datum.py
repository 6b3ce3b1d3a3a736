"""Datums of positions: the same place has other numbers in WGS-84, GCJ-02 and BD-09.

CGCS2000 differs from WGS-84 by less than a metre and is read as such. GCJ-02, the datum of the maps that
are sold in China, shifts what lies inside China by a few hundred metres; its formula was never published,
and the one used everywhere is the reconstruction known as eviltransform (github.com/googollee/eviltransform,
MIT License): Krasovsky's ellipsoid, sums of sines. BD-09 shifts GCJ-02 once more (same source). Both are
undone by taking away the error until nothing is left, so that going there and back stays below a centimetre.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, atan2, cos, hypot, pi, radians, sin, sqrt
from typing import NamedTuple

WGS84, CGCS2000, GCJ02, BD09 = "WGS-84", "CGCS2000", "GCJ-02", "BD-09"
DATUMS = (WGS84, GCJ02, BD09, CGCS2000)
EARTH = 6371.0
"""Kilometres."""
AXIS, ECCENTRICITY = 6378245.0, 0.00669342162296594323
"""Krasovsky's ellipsoid of 1940: half its long axis in metres, the square of its eccentricity."""
TURN = pi * 3000 / 180
ROUNDS = 6
"""Each takes away all but a few thousandths of the error."""


class Spot(NamedTuple):
    """Degrees, north and east."""

    lat: float
    lon: float


def convert(spot: Spot, of: str, to: str) -> Spot:
    """The same place in another datum; ``KeyError`` for one that is not known."""
    return FROM_WGS84[to](TO_WGS84[of](spot))


def distance(one: Spot, other: Spot) -> float:
    """In kilometres, along the great circle (haversine)."""
    (a, b), (c, d) = map(radians, one), map(radians, other)
    return 2 * EARTH * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def _same(spot: Spot) -> Spot:
    return spot


def _outside(spot: Spot) -> bool:
    """Beyond a box around China nothing is shifted."""
    return not (0.8293 <= spot.lat <= 55.8271 and 72.004 <= spot.lon <= 137.8347)


def _gcj02(spot: Spot) -> Spot:
    if _outside(spot):
        return spot
    x, y = spot.lon - 105, spot.lat - 35
    waves = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (waves + 20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (waves + 20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    tilt = 1 - ECCENTRICITY * sin(radians(spot.lat)) ** 2
    metres_north = AXIS * (1 - ECCENTRICITY) / (tilt * sqrt(tilt)) * pi / 180
    metres_east = AXIS / sqrt(tilt) * cos(radians(spot.lat)) * pi / 180
    return Spot(spot.lat + north / metres_north, spot.lon + east / metres_east)


def _bd09(spot: Spot) -> Spot:
    """From GCJ-02."""
    if _outside(spot):
        return spot
    far = hypot(spot.lon, spot.lat) + 0.00002 * sin(spot.lat * TURN)
    turn = atan2(spot.lat, spot.lon) + 0.000003 * cos(spot.lon * TURN)
    return Spot(far * sin(turn) + 0.006, far * cos(turn) + 0.0065)


def _undone(shift: Callable[[Spot], Spot]) -> Callable[[Spot], Spot]:
    def back(spot: Spot) -> Spot:
        found = spot
        for _round in range(ROUNDS):
            there = shift(found)
            found = Spot(found.lat + spot.lat - there.lat, found.lon + spot.lon - there.lon)
        return found

    return back


_from_gcj02, _from_bd09 = _undone(_gcj02), _undone(_bd09)
FROM_WGS84: dict[str, Callable[[Spot], Spot]] = {
    WGS84: _same,
    CGCS2000: _same,
    GCJ02: _gcj02,
    BD09: lambda spot: _bd09(_gcj02(spot)),
}
TO_WGS84: dict[str, Callable[[Spot], Spot]] = {
    WGS84: _same,
    CGCS2000: _same,
    GCJ02: _from_gcj02,
    BD09: lambda spot: _from_gcj02(_from_bd09(spot)),
}

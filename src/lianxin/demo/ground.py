"""Where the demo's houses stand: invented ground, six groups along a valley road. A few nobody has told."""

from __future__ import annotations

from datetime import date
from math import cos, pi, radians, sin, sqrt
from random import Random

from lianxin.kernel.datum import GCJ02, WGS84, Spot, convert
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import MILLIONTHS, Position, Source

from .homes import Home
from .records import Records

MIDDLE = Spot(34.65, 104.95)
GROUPS = {
    "一社": (-1250, -900),
    "二社": (-250, 150),
    "三社": (650, 650),
    "四社": (-1500, 700),
    "五社": (1450, -250),
    "六社": (1700, 1150),
}
"""Metres east and north of the village's middle."""
BY_PHONE = {"三社", "四社"}
"""Groups whose officers read the places from their phones' maps."""
UNTOLD = {5, 19, 33, 47, 58}
SPREAD, DEGREE = 78, 111_320
"""Metres between neighbours; metres of a degree of latitude."""


def stand(records: Records) -> None:
    """The officer who answers for a household tells where it stands, once."""
    for place, home in enumerate(records.homes):
        if place in UNTOLD:
            continue
        datum = GCJ02 if home.family.group in BY_PHONE else WGS84
        spot = convert(_spot(home, place), WGS84, datum)
        household_state(
            actor=records.office,
            household=home.household,
            kind=Position,
            fields={
                "latitude": round(spot.lat * MILLIONTHS),
                "longitude": round(spot.lon * MILLIONTHS),
                "datum": datum,
            },
            day=date(records.day.year - 1, 4, 10),
            source=Source.OFFICER,
        )


def _spot(home: Home, place: int) -> Spot:
    """On a loose spiral around the group's middle."""
    chance = Random(f"ground{home.family.register_code}")  # noqa: S311 (invented ground)
    east, north = map(float, GROUPS[home.family.group])
    away, turn = SPREAD * sqrt(place % 16 + 1), place * pi * (3 - sqrt(5)) + chance.random()
    east, north = east + away * 1.7 * cos(turn), north + away * sin(turn)
    lat = MIDDLE.lat + north / DEGREE
    return Spot(lat, MIDDLE.lon + east / DEGREE / cos(radians(lat)))

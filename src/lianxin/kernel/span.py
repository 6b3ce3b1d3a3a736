"""The moment of an id and the order of days: one number that sorts as (day, moment) does."""

from __future__ import annotations

from datetime import date
from uuid import UUID

MOMENT = 43
"""Bits for the moment: 41 of a UUIDv7's milliseconds (until 2039) and the first two after them."""

FAR = date(2800, 1, 1)
"""Up to here days fit, with their moments, into 64 bits."""


def serial(day: date, id_: UUID) -> int:
    """Later days are larger; within a day, later ids. It fits a signed 64-bit column."""
    moment = (id_.int >> 80 << 2 | (id_.int >> 74) & 3) & ((1 << MOMENT) - 1)
    return day.toordinal() << MOMENT | moment


def first_serial(day: date) -> int:
    """The least number of a day: entries from the day on are at least this. Far days are all alike."""
    return min(day, FAR).toordinal() << MOMENT

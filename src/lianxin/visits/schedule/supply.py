"""What trips do for a need, and so what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from .shape import LECTURES, STAYS, Need, Trip


def supply(need: Need, trips: Iterable[Trip]) -> int:
    """A visit and a talk once a household and trip, a stay a day, a lecture a trip for each who goes."""
    return sum(_of(need, trip) for trip in trips)


def _of(need: Need, trip: Trip) -> int:
    if need.figure == STAYS:
        if need.officer not in trip.officers:
            return 0
        return sum(need.first <= day <= need.last for day in trip.days)
    if not need.first <= trip.first or trip.last > need.last:
        return 0
    if need.figure == LECTURES:
        return int(trip.lecture and need.officer in trip.officers)
    if need.home:
        return sum(home == need.home for home, _ in trip.visits)
    return sum(officer == need.officer for _, officer in trip.visits)


def missing(need: Need, trips: Iterable[Trip]) -> int:
    return max(0, need.amount - supply(need, trips))

"""A photo that stands already in an entry of another day: the very same file, or one that looks like it.

Whoever gave no photo is asked nothing. Which of many to compare is told by bands of bits: of two looks that
differ in at most n points, one of n + 1 bands is equal, so every pair is found and few are compared. A band
takes every (n + 1)th point, since neighbouring points of a picture go together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lianxin.records.diary.looks import NONE, POINTS, differing

from .shape import Limits, Shot, Sign, Written

SAME, ALIKE = "photo:", "alike:"
"""How the marks of both begin."""
SHORT = 16
Place = tuple[Written, Shot]


def photo_again(entries: Sequence[Written], limits: Limits) -> Iterator[Sign]:
    """One sign for each photo that was there on an earlier written, other day; the same file before one like it."""
    first: dict[str, Written] = {}
    seen = Looks(limits["points"])
    for row in sorted(entries, key=lambda one: (one.at, str(one.key))):
        for shot in row.photos:
            before = first.setdefault(shot.name, row)
            if before.day != row.day:
                facts = {"day": before.day.isoformat()}
                mark = SAME + shot.name[:SHORT]
                yield Sign(
                    "photo", limits["weight"], mark, row.key, others=(before.key,), facts=facts
                )
            elif found := seen.nearest(row, shot):
                yield _alike(row, shot, found, limits)
        for shot in row.photos:
            seen.keep(row, shot)


def _alike(row: Written, shot: Shot, found: Place, limits: Limits) -> Sign:
    before, other = found
    facts = {
        "day": before.day.isoformat(),
        "points": differing(shot.look, other.look),
        "other": other.name[:SHORT],
    }
    mark = ALIKE + shot.name[:SHORT]
    weight = limits["weight_alike"]
    return Sign("photo", weight, mark, row.key, others=(before.key,), facts=facts)


class Looks:
    """Photos seen so far, asked for the one most like the next."""

    def __init__(self, points: int) -> None:
        self._points = points
        self._bands = [_every(points + 1, band) for band in range(points + 1)]
        self._at: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._rows: dict[int, list[Place]] = {}

    def nearest(self, row: Written, shot: Shot) -> Place | None:
        """Of another day, the likest that differs in no more points than allowed; of equals the first."""
        if shot.look == NONE:
            return None
        likest: tuple[int, Place] | None = None
        for look in self.within(shot.look):
            place = next((one for one in self._rows[look] if one[0].day != row.day), None)
            far = differing(look, shot.look)
            if place is not None and (likest is None or far < likest[0]):
                likest = far, place
        return likest[1] if likest else None

    def within(self, look: int) -> Iterable[int]:
        """Every look kept that differs from this one in no more points than allowed, the earliest first."""
        some = {one for key in self._keys(look) for one in self._at.get(key, ())}
        near = {one for one in some if differing(one, look) <= self._points}
        return (one for one in self._rows if one in near) if near else ()

    def keep(self, row: Written, shot: Shot) -> None:
        """Of one look the first, and the first of another day, are enough."""
        if shot.look == NONE:
            return
        known = self._rows.get(shot.look)
        if known is None:
            known = self._rows[shot.look] = []
            for key in self._keys(shot.look):
                self._at[key].append(shot.look)
        if not known or (len(known) == 1 and known[0][0].day != row.day):
            known.append((row, shot))

    def _keys(self, look: int) -> Iterator[tuple[int, int]]:
        return ((number, look & band) for number, band in enumerate(self._bands))


def _every(step: int, first: int) -> int:
    return sum(1 << place for place in range(first, POINTS, step))

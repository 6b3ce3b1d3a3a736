"""How alike two texts are, and which of many are worth comparing.

Texts are compared by their pairs of characters (Jaccard), after marks and the people's names are taken out;
numbers stay, since honest entries of one kind differ in little else. Which of many to compare is told by
winnowed fingerprints of six characters (Schleimer, Wilkerson, Aiken 2003: every run of at least
``RUN + WINDOW - 1`` equal characters leaves a common one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

RUN, WINDOW = 6, 8
KEPT = 12
"""Of one fingerprint the first so many texts are kept: a stock phrase stands in thousands."""
AMONG = 6
"""So many of the likeliest are compared."""
NOT_WORDS = re.compile(r"[\W_]+")


def plain(text: str, names: Iterable[str] = ()) -> str:
    """What is left of a text without names and marks."""
    for name in sorted(names, key=len, reverse=True):
        if name:
            text = text.replace(name, "")
    return NOT_WORDS.sub("", text).lower()


def pairs(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1: the share of all pairs that both have."""
    return len(one & other) / len(one | other) if one or other else 0.0


def fingerprints(text: str) -> frozenset[int]:
    raw = text.encode("utf-32-le")
    sums = [crc32(raw[n : n + 4 * RUN]) for n in range(0, len(raw) - 4 * RUN + 1, 4)]
    if not sums:
        return frozenset()
    return frozenset(min(sums[n : n + WINDOW]) for n in range(max(1, len(sums) - WINDOW + 1)))


def longest(one: str, other: str) -> str:
    """The longest run of characters that both have, marks and all."""
    best, row = (0, 0), [0] * (len(other) + 1)
    for here, sign in enumerate(one, 1):
        fresh = [0] * (len(other) + 1)
        for there, mark in enumerate(other, 1):
            if sign == mark:
                fresh[there] = row[there - 1] + 1
                if fresh[there] > best[0]:
                    best = (fresh[there], here)
        row = fresh
    return one[best[1] - best[0] : best[1]]


class Seen:
    """Texts seen so far, asked for those like the next one."""

    def __init__(self) -> None:
        self._at: dict[int, list[int]] = {}
        self._whole: dict[str, int] = {}
        self._pairs: list[frozenset[str]] = []

    def like(self, text: str, least: float) -> list[tuple[int, float]]:
        """Places of earlier texts at least so alike, the likeliest first; then the text is one of them."""
        mine, marks = pairs(text), fingerprints(text)
        votes: dict[int, int] = {}
        for mark in marks:
            for place in self._at.get(mark, ()):
                votes[place] = votes.get(place, 0) + 1
        ranked = sorted(votes, key=lambda place: (-votes[place], place))[:AMONG]
        same = self._whole.get(text)
        if same is not None and same not in ranked:
            ranked.insert(0, same)
        found = [(place, likeness(mine, self._pairs[place])) for place in ranked]
        self._keep(text, mine, marks)
        return sorted((one for one in found if one[1] >= least), key=lambda one: (-one[1], one[0]))

    def _keep(self, text: str, mine: frozenset[str], marks: Iterable[int]) -> None:
        place = len(self._pairs)
        self._pairs.append(mine)
        self._whole.setdefault(text, place)
        for mark in marks:
            kept = self._at.setdefault(mark, [])
            if len(kept) < KEPT:
                kept.append(place)

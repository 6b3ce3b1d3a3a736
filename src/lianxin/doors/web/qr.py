"""A code to be scanned, drawn as one path: no picture file, no style, sharp at any size."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import segno

QUIET = 2
"""White modules around it; the card is white besides."""


@lru_cache(maxsize=1024)
def path_of(text: str) -> tuple[str, int]:
    """The path of a code and how many modules it is wide; a sheet is looked at before it is printed."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    rows = list(code.matrix)
    return "".join(_runs(rows)), len(rows) + 2 * QUIET


def _runs(rows: list[bytearray]) -> Iterator[str]:
    """Each run of dark modules as a line through their middle."""
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            width = sum(1 for _ in run)
            if dark:
                yield f"M{x + QUIET} {y + QUIET}.5h{width}"
            x += width

"""How a photo looks, in 64 bits that outlive being passed on: smaller, of lower quality, saved anew.

A difference hash (N. Krawetz, "Kind of Like That", 2013): the small picture drawn in grey, nine wide and eight
high, and of each pair of neighbours whether the right one is brighter. A step of ``STEP`` or less counts as none,
so that what saving anew adds turns no bit. A picture of nearly one tone, or that only fades one way, has no look:
it would be like every other such picture.

Not seen through: a picture that was cut, turned or mirrored.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image

POINTS = 64
WIDE, HIGH = 9, 8
STEP = 2
FEWEST = 8
"""So many neighbours at least must grow brighter, and so many darker."""
NONE = 0
"""Of a photo that was looked at and has no look; no look has so few bits."""
MASK = (1 << POINTS) - 1


def look_of(small: bytes) -> int:
    """The look of a small picture as it is kept: signed, as both databases hold 64 bits; or ``NONE``."""
    with Image.open(BytesIO(small)) as picture:
        grey = picture.convert("L").resize((WIDE, HIGH), Image.Resampling.BOX).tobytes()
    steps = [
        grey[row * WIDE + place + 1] - grey[row * WIDE + place]
        for row in range(HIGH)
        for place in range(WIDE - 1)
    ]
    brighter, darker = (sum(sign * one > STEP for one in steps) for sign in (1, -1))
    if min(brighter, darker) < FEWEST:
        return NONE
    return signed(sum((one > STEP) << place for place, one in enumerate(steps)))


def signed(bits: int) -> int:
    return bits - (1 << POINTS) if bits >> (POINTS - 1) else bits


def differing(one: int, other: int) -> int:
    """How many of the 64 points differ."""
    return ((one ^ other) & MASK).bit_count()

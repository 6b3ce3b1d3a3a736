"""The code of a group that a roster names for the first time."""

from __future__ import annotations

from lianxin.kernel.problem import refuse
from lianxin.people.models import Area

DIGITS = "零一二三四五六七八九"


def group_code(village: Area, name: str, taken: set[str]) -> str:
    """The village's code and two digits: the group's own number where it is free (二社 → 02)."""
    wanted = _numeral(name)
    places = ([wanted] if wanted else []) + list(range(1, 100))
    for place in places:
        if (code := f"{village.path}{place:02}") not in taken:
            return code
    raise refuse("roster.too_many_groups", "group", village=village.name)


def _numeral(name: str) -> int:
    """二社 → 2, 十一社 → 11, 3组 → 3; 0 where the name has no number."""
    digits = "".join(c for c in name if c.isdecimal())
    if digits:
        return int(digits) if int(digits) < 100 else 0
    tens, mark, ones = "".join(c for c in name if c in DIGITS + "十").rpartition("十")
    if not mark:
        return DIGITS.index(ones) if len(ones) == 1 else 0
    return (DIGITS.index(tens) if tens in DIGITS[1:] and tens else 1) * 10 + (
        DIGITS.index(ones) if len(ones) == 1 else 0
    )

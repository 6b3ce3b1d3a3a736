"""Groups of a village: 5组, 第五村民小组 and 五 are one group, named as the unit has named it."""

from __future__ import annotations

import re

from .cells import Exact, Reading, told, wrong
from .vocabulary import Vocabulary
from .workbook import Cell

NUMBERED = re.compile(
    r"^第?(\d{1,2}|[一二三四五六七八九十]{1,3})(村民小组|生产小组|生产队|合作社|小组|组|社|队)?$",
    re.ASCII,
)
DIGITS = "零一二三四五六七八九"
SUFFIX = {"村民小组": "组", "生产小组": "组", "小组": "组", "生产队": "队", "合作社": "社"}
LONGEST = 60


def read_group(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    if len(text) > LONGEST:
        return wrong("roster.too_long", cell, limit=LONGEST, length=len(text))
    settled = isinstance(cell, Exact) or text in vocabulary.groups
    found = None if settled else NUMBERED.match(text)
    number = _number(found[1]) if found else 0
    if not found or not number:
        return told(cell, text, text, "spaces")
    name = _known(number, vocabulary.groups) or _named(number, found[2] or "", vocabulary.groups)
    return told(cell, name, name, "group")


def _known(number: int, groups: tuple[str, ...]) -> str | None:
    for name in groups:
        if (found := NUMBERED.match(name)) and _number(found[1]) == number:
            return name
    return None


def _named(number: int, suffix: str, groups: tuple[str, ...]) -> str:
    """A group the unit does not have yet, called like its others, else as the file calls it."""
    used = [found[2] for name in groups if (found := NUMBERED.match(name)) and found[2]]
    return chinese(number) + (used[0] if used else SUFFIX.get(suffix, suffix) or "社")


def _number(text: str) -> int:
    """5, 五, 十二 … as a number; 0 for what is none."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS.index(text) if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return 10 * (DIGITS.index(tens) if tens else 1) + (DIGITS.index(ones) if ones else 0)


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")

"""The measures of GB/T 9704-2012 党政机关公文格式, each with its clause.

Where the standard gives no number, the words say "practice": what offices do, taken from models of
papers. Lengths are in millimetres, sizes in points, both turned into twips (1/20 point) for Word.
"""

from __future__ import annotations

from typing import NamedTuple

PAGE = (210, 297)
"""Clause 5.1: A4."""
TOP, LEFT = 37, 28
"""Clause 5.2.1: 天头 37±1, 订口 28±1."""
AREA = (156, 225)
"""Clause 5.2.1: 版心 156×225."""
RIGHT, BOTTOM = PAGE[0] - LEFT - AREA[0], PAGE[1] - TOP - AREA[1]
"""Derived: 26 and 35."""
LINES, CHARS = 22, 28
"""Clause 5.2.3: 22 lines of 28 characters fill the 版心."""
PITCH = 28.95
"""Clause 5.2.3 with 3.2: a line is a character's height and 7/8 of it; practice: 28.95 points, so that
22 of them stand in 225 mm."""

BODY, TITLE, SMALL = 16, 22, 14
"""Clause 5.2.2 and 7.3.1: text 3号, title 2号; clauses 7.4.2 and 7.5: 版记 and page number 4号."""
MARK, MARK_LEAST = 32, 22
"""Clause 7.2.4: the size of the mark is the office's choice, in one line where it can be."""
MARK_FALLS = 35
"""Clause 7.2.4: from the upper edge of the 版心 to the upper edge of the mark."""
NUMBER_LINES, TITLE_LINES, TITLE_PITCH = 2, 2, 12.5
"""Clause 7.2.5: the number two blank lines below the mark; 7.3.1: the title two below the rule. The
pitch of a title of several lines is practice."""
RULE_FALLS, RULE = 4, 0.5
"""Clause 7.2.7: the red rule 4 mm below the number, as wide as the 版心; its height is practice."""
INDENT = 2
"""Clause 7.3.3: each paragraph begins two characters in."""
UNIT_ENDS, DAY_ENDS, SEAL_LINES = 2, 4, 2
"""Clause 7.3.5: without a seal the unit ends two characters before the right edge, with one the day
four; how many lines are left for the seal is practice."""
NUMBER_BELOW = 7
"""Clause 7.5: the dashes of the page number 7 mm below the 版心, odd pages right, even ones left, each
one character in."""
THICK, THIN = 0.35, 0.25
"""Clause 7.4.1: first and last rule of the 版记, and those between."""
TABLE, TABLE_LINE = 12, 360
"""Books are no official documents: their tables stand in 小四, a line every 18 points."""
RED = "FF0000"


class Face(NamedTuple):
    """A typeface by the name offices know, and by the name under which newer systems have it."""

    name: str
    other: str
    family: str = "modern"


FANG = Face("仿宋_GB2312", "仿宋")
KAI = Face("楷体_GB2312", "楷体")
HEI = Face("黑体", "SimHei", "swiss")
XBS = Face("方正小标宋简体", "小标宋体", "roman")
SONG = Face("宋体", "SimSun", "roman")
FACES = (FANG, KAI, HEI, XBS, SONG)
"""Clause 5.2.2: text 仿宋; 7.2.4 and 7.3.1: mark and title 小标宋; 7.3.3: first level 黑体, second 楷体;
7.5: page number 宋体."""


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def points(size: float) -> int:
    """Points as twips."""
    return round(size * 20)


def eighths(mm: float) -> int:
    """The height of a rule as Word counts it."""
    return max(2, round(mm * 72 / 25.4 * 8))


LINE = points(PITCH)
CHAR = AREA[0] * 1440 / 25.4 / CHARS
"""A character's place in the grid, in twips: a little less than 16 points."""
SPACE = round((CHAR / 20 - BODY) * 4096)
"""How much narrower than its size a character stands, in Word's 1/4096 of a point."""
TIGHTER = int(CHAR - BODY * 20) - 2
"""The same in twips for each character of the text, so that 28 never become 27: LibreOffice begins a line
up to a point inside the grid. The styles say it themselves, as they say the pitch of lines: programs other
than Word give a character that is wider than its place in the grid two of them."""

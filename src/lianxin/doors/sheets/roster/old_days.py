"""Days as diaries of old years have them: 2015.3.5, 二〇一五年三月五日, 3月5日至7日, 15/3/5 下午."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from .amounts import EXCEL_EPOCH, SERIALS
from .cells import Reading, told, wrong
from .vocabulary import Vocabulary
from .workbook import Cell

DIGITS = {sign: place for place, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
CHINESE = re.compile(r"[〇零○一二三四五六七八九十廿]+")
BESIDE = re.compile(
    r"[(（]?\s*(?:星期|周|礼拜)[一二三四五六日天][)）]?|上午|下午|晚上|早上|中午|全天"
    r"|[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?$"
)
FULL = re.compile(
    r"^(\d{4}|\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(.*)$", re.ASCII
)
SHORT = re.compile(r"^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(.*)$", re.ASCII)
LAST = re.compile(r"^(\d{1,2})\s*[日号]?$", re.ASCII)
BARE = re.compile(r"^(\d{4})(\d{2})(\d{2})$", re.ASCII)
TO = re.compile(r"^\s*(?:-|~|至|到|—|–)+\s*(.+)$")
LONGEST = 40


class OldDay(NamedTuple):
    """A day, or the first and last of several; ``year`` is 0 where it is not written."""

    year: int
    month: int
    number: int
    until: date | tuple[int, int] | None = None

    def days(self, year: int) -> tuple[date, date | None] | None:
        """The days in the year told, or in the given one; None where there is no such day."""
        try:
            first = date(self.year or year, self.month, self.number)
            until = self.until
            last = date(first.year, *until) if isinstance(until, tuple) else until
        except ValueError:
            return None
        return first, last


def read_old_day(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """The day with its year, if it has one; a title may tell it."""
    found = _understood(text)
    days = found.days(2000 if not found.year else found.year) if found else None
    if found is None or days is None or not 1949 <= days[0].year <= 2100:
        return wrong("sheet.no_such_day", cell)
    if not found.year:
        return Reading(found)
    first, last = days
    written = first.isoformat() + (f" 至 {last.isoformat()}" if last else "")
    if text == first.isoformat():
        return Reading(found)
    if not isinstance(cell, str) or text.isdigit():
        return Reading(found, written if len(text) == 5 else None, "date")
    return told(cell, found, written, "date")


def _understood(text: str) -> OldDay | None:
    if len(text) > LONGEST:
        return None
    if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in SERIALS:
        day = EXCEL_EPOCH + timedelta(days=int(text))
        return OldDay(day.year, day.month, day.day)
    plain = CHINESE.sub(lambda found: _arabic(found[0]), BESIDE.sub("", text)).strip()
    if found := BARE.match(plain):
        return OldDay(int(found[1]), int(found[2]), int(found[3]))
    if found := FULL.match(plain):
        year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
        return _with_last(OldDay(year, int(found[2]), int(found[3])), found[4])
    if found := SHORT.match(plain):
        return _with_last(OldDay(0, int(found[1]), int(found[2])), found[3])
    return None


def _with_last(first: OldDay, rest: str) -> OldDay | None:
    if not rest.strip():
        return first
    until = TO.match(rest)
    if until is None:
        return None
    if found := LAST.match(until[1]):
        return first._replace(until=(first.month, int(found[1])))
    if (found := SHORT.match(until[1])) and not found[3].strip():
        return first._replace(until=(int(found[1]), int(found[2])))
    found = FULL.match(until[1])
    if found is None or found[4].strip():
        return None
    try:
        year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
        return first._replace(until=date(year, int(found[2]), int(found[3])))
    except ValueError:
        return None


def _arabic(signs: str) -> str:
    """二〇一五 → 2015, 二十一 → 21, 十五 → 15."""
    signs = signs.replace("廿", "二十")
    if "十" not in signs:
        return "".join(str(DIGITS[sign]) for sign in signs)
    tens, _, ones = signs.partition("十")
    if any(sign not in DIGITS for sign in tens + ones):
        return signs
    ten = int("".join(str(DIGITS[sign]) for sign in tens) or 1)
    return f"{ten * 10 + (DIGITS[ones[0]] if ones else 0)}"

"""The blank of a day, 年 月 日, in a text: the day is written into it, the words around it stay."""

from __future__ import annotations

import re
from datetime import date

GAP = r"[\s_＿]"
BLANK = re.compile(rf"{GAP}*(?:\d{{4}}{GAP}*)?年{GAP}+月(?:{GAP}+日)?")


def blank_in(text: str) -> tuple[str, str, str] | None:
    """What stands before a day's blank, itself, and what follows."""
    found = BLANK.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else None


def written(blank: str, day: date) -> str:
    """The blank with the day in it, down to the month where it asks for no more."""
    told = f"{day.year}年{day.month}月"
    return f"{told}{day.day}日" if blank.endswith("日") else told

"""The number of a document by GB/T 9704-2012, 7.2.5: the organ's word, the year in 〔〕, the number, 号."""

from __future__ import annotations

import re
from typing import NamedTuple

from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy

SHAPE = re.compile(
    r"(?P<word>[^\d〔\[(【]{1,20})\s*[〔\[(【](?P<year>\d{4})[〕\])】]\s*第?\s*(?P<number>\d{1,6})\s*号?"
)


class Number(NamedTuple):
    word: str
    year: int
    number: int

    def __str__(self) -> str:
        return written(*self)


def written(word: str, year: int, number: int) -> str:
    return f"{word}〔{year}〕{number}号"


def parsed(text: str) -> Number | None:
    """A number as people type it: other brackets, 第, a leading zero are set right; nothing is none."""
    text = "".join(tidy(text or "").split())
    if not text:
        return None
    found = SHAPE.fullmatch(text)
    if found is None or not int(found["number"]):
        raise refuse("document.number", "number", value=text[:40])
    return Number(found["word"], int(found["year"]), int(found["number"]))

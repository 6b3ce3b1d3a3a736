"""Citizen ID numbers (GB 11643-1999): checked, read, and sealed for a person's row.

>>> check_id("６２０５９９ 19680314 0034").number[-4:]
'0034'
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import blind, seal, unseal
from lianxin.kernel.text import tidy

from . import problems as _problems  # noqa: F401  (declares the codes)

COLUMN = "person.id"
BANK = "household.bank"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SHAPE = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
OLD_SHAPE = re.compile(r"[0-9]{15}", re.ASCII)
GAPS = str.maketrans("", "", " -—–_'’‘`·\t")
EARLIEST = date(1890, 1, 1)
STARTED = date.today()  # asking the calendar for each of 100,000 numbers would cost half a second


class IdCheck(NamedTuple):
    """A number that holds: 18 characters, its day of birth, and whether it is a man's."""

    number: str
    born: date
    male: bool

    @property
    def sex(self) -> str:
        return "1" if self.male else "2"


def check_id(text: str) -> IdCheck:
    """Reads a number as people write it; refuses with ``id.…`` and never repeats it in the refusal."""
    number = written(text)
    if not SHAPE.fullmatch(number):
        if not OLD_SHAPE.fullmatch(number):
            wrong = len(number) != 18
            raise refuse("id.length" if wrong else "id.characters", length=len(number))
        number = lengthened(number)
    born = _birth(number[6:14])
    if born is None or (born > STARTED and born > today()):
        raise refuse("id.date", tail=number[-4:])
    if number[17] != check_character(number):
        raise refuse("id.checksum", tail=number[-4:])
    return IdCheck(number, born, number[16] in "13579")


def written(text: str) -> str:
    """The bare characters: half-width, no blanks or strokes, a capital X."""
    if not (text.isascii() and text.isalnum()):
        text = tidy(text).translate(GAPS)
    return text.upper()


def lengthened(old: str) -> str:
    """15 digits (before 1999) to 18: the century, then the check character."""
    body = f"{old[:6]}19{old[6:]}"
    return body + check_character(body)


def check_character(number: str) -> str:
    """Area, day and serial are weighed apart, since each of them occurs again and again."""
    total = _weighed(number[:6], 0) + _weighed(number[6:14], 6) + _weighed(number[14:17], 14)
    return "10X98765432"[total % 11]


@lru_cache(maxsize=50_000)
def _weighed(digits: str, first: int) -> int:
    return sum(map(mul, WEIGHTS[first:], map(int, digits)))


def seal_identity(number: str) -> dict[str, bytes | str]:
    """The three columns of a person's row in which a checked number is kept."""
    return {
        "id_sealed": seal(number, COLUMN),
        "id_blind": blind(number, COLUMN),
        "id_tail": number[-4:],
    }


def unseal_identity(sealed: bytes) -> str:
    return unseal(bytes(sealed), COLUMN)


@lru_cache(maxsize=50_000)
def _birth(digits: str) -> date | None:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born > EARLIEST else None

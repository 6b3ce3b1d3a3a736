"""Numbers of the file as people write them: 亩 with decimals, square metres, counts; stored as integers."""

from __future__ import annotations

import re
from decimal import Decimal

from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy

MU, AREA, ONE = 100, 10, 1
"""Parts of a unit that are stored: hundredths of a 亩, tenths of a square metre, whole things."""
LARGE, SMALL = 2_000_000_000, 32_000
NUMBER = re.compile(
    r"(\d{1,9}(?:\.\d{1,6})?)\s*(?:亩|平方米|平米|㎡|m²|米|间|公里|千米|km|个月|月|元|年|人)?",
    re.IGNORECASE,
)
MU_AND_FEN = re.compile(r"(?:(\d{1,7})\s*亩)?\s*(\d)\s*分")


def scaled(text: str, parts: int, field: str, limit: int = LARGE) -> int | None:
    """8.4 or 8亩4分 as 840 hundredths; nothing for nothing."""
    written = tidy(text or "").replace(",", "").replace("，", "")
    if not written:
        return None
    found = MU_AND_FEN.fullmatch(written) if parts == MU else None
    if found:
        return int(found[1] or 0) * MU + int(found[2]) * 10
    plain = NUMBER.fullmatch(written)
    if plain is None:
        raise refuse("file.not_a_number", field, value=text[:20])
    number = int((Decimal(plain[1]) * parts).to_integral_value(rounding="ROUND_HALF_UP"))
    if number > limit:
        raise refuse("file.too_large", field, value=text[:20])
    return number


def written(number: int | None, parts: int) -> str:
    """840 hundredths as 8.4."""
    if number is None:
        return ""
    return f"{Decimal(number) / parts:f}"

"""Telephone numbers as people write them."""

from __future__ import annotations

import re

from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?")


def cleaned(text: str, field: str = "phone") -> str:
    """The number without spaces, dots or a country code; refuses what cannot be called."""
    number = re.sub(r"[\s.()（）·]", "", tidy(text or ""))
    number = re.sub(r"^(\+?86-?)(?=1\d{10}$)", "", number)
    if number.replace("-", "").isdigit() and MOBILE.fullmatch(number.replace("-", "")):
        return number.replace("-", "")
    if number and not LANDLINE.fullmatch(number):
        raise refuse("input.wrong_phone", field, value=text)
    return number


def is_mobile(number: str) -> bool:
    return bool(MOBILE.fullmatch(number))

"""Words that everybody will read: no long number, nobody's phone, no full name, nothing of anybody's health."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from lianxin.kernel.text import fold

NUMBER = re.compile(r"\d{7,}")
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
YEARS = re.compile(r"(?<![\d\-–—])(?:19|20)\d{2}\s*[-–—]\s*(?:19|20)\d{2}(?![\s\-–—]*\d)")
BETWEEN = re.compile(r"[\s\-–—_·]+")
OF_HEALTH = re.compile("[残病癌瘫]|医(?!保|疗保险)|护理|康复|精神障碍|智力|怀孕|艾滋")
OF_PERSON = re.compile("身份证|银行卡|账号|帐号")


def numbers_in(text: str, phones: Iterable[str] = (), allowed: int = 0) -> bool:
    """A number longer than ``allowed`` digits, at least seven, or one of the phones; days and years are none."""
    dated = DATE.sub("｜", unicodedata.normalize("NFKC", text))
    plain = BETWEEN.sub("", YEARS.sub("｜", dated))
    longest = max((len(one) for one in NUMBER.findall(plain)), default=0)
    return longest > allowed or any(phone in plain for phone in phones if phone)


def private_in(text: str) -> bool:
    """It tells of somebody's health or papers."""
    return bool(OF_HEALTH.search(text) or OF_PERSON.search(text))


def names_in(text: str, names: Iterable[str]) -> bool:
    folded = fold(text)
    return any(len(name) > 1 and fold(name) in folded for name in names)

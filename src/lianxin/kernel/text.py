"""Chinese text as people type it: folding for comparison, bigrams for search, pinyin initials."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from django.utils.translation import get_language

_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[\s\-_·•・.,，。、:：;；/\\()（）\[\]【】《》<>“”\"'‘’*＊]+")


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=50_000)
def simplified(text: str) -> str:
    """Traditional to simplified characters; what already is simplified stays as it is."""
    if text.isascii():
        return text
    return str(_converter().convert(text))  # type: ignore[attr-defined]


def in_english() -> bool:
    """Whether the reader's language is English; everything else is read in Chinese."""
    return (get_language() or "").startswith("en")


def tidy(text: str) -> str:
    """Full-width to half-width (NFKC), runs of white space to one space, no invisible characters."""
    text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        text = "".join(
            c if c.isprintable() else " " for c in text if unicodedata.category(c) != "Cf"
        )
    return _SPACES.sub(" ", text).strip()


def prose(text: str) -> str:
    """A sentence as it was written, Chinese punctuation kept; only blanks and invisible marks tidied."""
    if not text.isprintable():
        text = "".join(
            c if c.isprintable() else " " for c in text if unicodedata.category(c) != "Cf"
        )
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The form in which two spellings of one name are equal: tidy, simplified, lower, no marks."""
    return unicodedata.normalize("NFKC", _MARKS.sub("", simplified(tidy(text)).lower()))


def bigrams(text: str) -> list[str]:
    """Overlapping pairs of the folded text; a single character stands alone."""
    folded = fold(text)
    return [folded[i : i + 2] for i in range(len(folded) - 1)] or ([folded] if folded else [])


@cache
def surnames() -> dict[str, str]:
    """Initials of surnames that are read otherwise than the usual word: 曾 z, 仇 q, 单 s …"""
    with (Path(__file__).parent / "surnames.csv").open(encoding="utf-8", newline="") as handle:
        return {row["surname"]: row["initial"] for row in csv.DictReader(handle)}


DOUBLE = frozenset(
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 轩辕 端木 百里".split()
)
"""Usual surnames of two characters, besides those in the table."""


def surname(name: str) -> str:
    """The surname of a whole name: 康 of 康润生, 欧阳 of 欧阳明."""
    return name[:2] if len(name) > 2 and name[:2] in DOUBLE | surnames().keys() else name[:1]


@lru_cache(maxsize=20_000)
def _initial(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    spelled = lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore")
    return (spelled[0] if spelled else character if character.isalnum() else "").lower()


@lru_cache(maxsize=100_000)
def initials(name: str) -> str:
    """Pinyin initials of a person's name: 何晓燕 → hxy; surnames by their own table."""
    name = simplified(name)
    for length in (2, 1):
        head = name[:length]
        if head in surnames():
            return surnames()[head] + "".join(map(_initial, name[length:]))
    return "".join(map(_initial, name))

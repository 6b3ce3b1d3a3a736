"""Cells that list several things, or hold long words: households, kinds of visits, a diary's text."""

from __future__ import annotations

import re

from lianxin.records.diary.models import Kind

from .amounts import read_money
from .cells import BLANK, HAN_GAP, NAME_DOT, Reading, told, wrong
from .columns import word
from .vocabulary import Vocabulary
from .workbook import Cell

BETWEEN = re.compile(r"[、,，;；/|\n\r]+")
GAP = re.compile(r"(?<=[^\x00-\xff]{2})\s+(?=[^\x00-\xff]{2})")
AND_SO_ON = re.compile(r"\s*等?\s*\d+\s*户$")
ENDING = re.compile(r"(?<=..)(?:家|户)$")
LONGEST_NAME = 60
MOST_HOMES = 60
CODE = re.compile(r"^[0-9A-Za-z一-鿿-]{1,20}$")
MINUTES = re.compile(r"^(\d{1,4}(?:\.\d)?)\s*(分钟|分|小时|时|h|H)?$", re.ASCII)
SPANS = {"半天": 240, "一天": 480, "1天": 480}
YEAR = re.compile(r"^((?:19|20)\d\d)\s*年?度?$", re.ASCII)
NOTHING = {"-", "—", "/", "无", "0元"}


def read_homes(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """Heads' names: 康润生、田巧玲家; two that only a blank parts need two characters each."""
    bare = AND_SO_ON.sub("", str(cell).strip())
    parts = [part for some in BETWEEN.split(bare) for part in GAP.split(some.strip())]
    names = [ENDING.sub("", NAME_DOT.sub("·", HAN_GAP.sub("", part.strip()))) for part in parts]
    names = list(dict.fromkeys(name for name in names if name))
    if len(names) > MOST_HOMES or any(
        len(name) > LONGEST_NAME or any(sign.isdigit() for sign in name) for name in names
    ):
        return wrong("roster.name_odd", cell)
    return told(cell, tuple(names), "、".join(names), "spelling")


def read_codes(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """Codes of the national register, or numbers of our own."""
    if isinstance(cell, float):
        return wrong("roster.code_lost", cell)
    parts = [part for some in BETWEEN.split(str(cell)) for part in some.split()]
    codes = list(dict.fromkeys(part.strip("'`’").upper() for part in parts))
    if len(codes) > MOST_HOMES or not all(CODE.match(code) for code in codes):
        return wrong("roster.code_lost", cell)
    return told(cell, tuple(codes), "、".join(codes), "spaces")


def read_kinds(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """入户、谈心: each by the table of words."""
    found, named = [], []
    for part in filter(None, (one.strip() for one in BETWEEN.split(text))):
        meant = word("entry_kind", part)
        if meant is None:
            return wrong("roster.value_unknown", cell, tuple(str(kind.label) for kind in Kind)[:3])
        found.append(meant)
        named.append(str(Kind(meant).label))
    kinds = tuple(dict.fromkeys(found))
    return told(cell, kinds, "、".join(dict.fromkeys(named)), "spelling")


def read_words(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """A diary's text with its lines."""
    lines = (
        str(cell).strip().replace("\r\n", "\n").split("\n")
    )  # no other sign parts lines of a diary
    return Reading("\n".join(line.rstrip() for line in lines))


def read_minutes(cell: Cell, text: str, _: Vocabulary) -> Reading:
    if text in SPANS:
        return told(cell, SPANS[text], str(SPANS[text]), "spelling")
    found = MINUTES.match(text)
    if not found:
        return wrong("roster.not_whole", cell)
    hours = (found[2] or "").startswith(("小", "时", "h", "H"))
    minutes = round(float(found[1]) * (60 if hours else 1))
    return told(cell, minutes, str(minutes), "digits")


def read_whole_year(cell: Cell, text: str, _: Vocabulary) -> Reading:
    found = YEAR.match(text.removesuffix(".0"))
    return (
        told(cell, int(found[1]), found[1], "digits") if found else wrong("sheet.year_wanted", cell)
    )


def read_line(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    """An amount of an income; a stroke or 无 says nothing."""
    if text in NOTHING or word("none", text):
        return BLANK
    return read_money(cell, text, vocabulary)

"""The columns of a roster, declared once: reading, the sample workbook and notes all use them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from lianxin.kernel.text import fold

HOME = Path(__file__).parent
BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
YEAR = re.compile(r"^((?:19|20)\d\d)年?度?")
NUMBERING = re.compile(r"^\d{1,2}(?=\D)")
SEVERAL = "cause"
REQUIRED = ("name", "id_number", "relation")


@dataclass(frozen=True)
class Column:
    """One field of a roster: whose fact it is, how its cells are read, how it is headed."""

    field: str
    header: str
    level: str
    kind: str
    synonyms: tuple[str, ...]


class Match(NamedTuple):
    column: Column
    year: int | None = None


@cache
def columns() -> tuple[Column, ...]:
    return tuple(
        Column(
            row["field"], row["header"], row["level"], row["kind"], tuple(_split(row["synonyms"]))
        )
        for name in ("columns.csv", "more_columns.csv")
        for row in _rows(name)
    )


@cache
def more() -> frozenset[str]:
    """Fields that only sheets with every field have; the sample leaves them out."""
    return frozenset(row["field"] for row in _rows("more_columns.csv"))


@cache
def column_of(field: str) -> Column:
    return next(column for column in columns() if column.field == field)


def choices() -> list[tuple[str, str]]:
    """What the office may map a column to: the field and the words it is known by."""
    found: dict[str, str] = {}
    for column in columns():
        if column.level != "skip":
            found.setdefault(column.field, column.header.removesuffix("1"))
    return list(found.items())


@lru_cache(maxsize=4096)
def match_header(text: str) -> Match | None:
    """The column that a header names, with the year it states: 2025年人均纯收入."""
    known = _by_folded()
    bare = BRACKETS.sub("", text)
    for candidate in (fold(text), fold(bare)):
        if column := known.get(candidate):
            return Match(column)
    for candidate in (fold(text), fold(bare)):
        year = YEAR.match(candidate)
        rest = candidate[year.end() :] if year else NUMBERING.sub("", candidate)
        if column := known.get(rest):
            return Match(column, int(year[1]) if year else None)
    return None


@cache
def words(kind: str) -> dict[str, str]:
    """Folded spellings of yes and no, sexes, reasons … and what each means, from words.csv."""
    return {_key(row["text"]): row["means"] for row in _rows("words.csv") if row["kind"] == kind}


def word(kind: str, text: str) -> str | None:
    return words(kind).get(_key(text))


def _key(text: str) -> str:
    return fold(text) or text.strip()


@cache
def _by_folded() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in columns():
        for text in (column.header, *column.synonyms):
            found.setdefault(fold(text), column)
    return found


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _rows(name: str) -> list[dict[str, str]]:
    with (HOME / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))

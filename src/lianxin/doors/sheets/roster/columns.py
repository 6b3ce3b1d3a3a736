"""The columns of a roster, declared once: reading, the sample workbook and notes all use them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
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


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of one kind of sheet. A header names one of ``naming``, and at least ``fewest``.

    Without every one of ``required`` a sheet is not of the kind; ``brought`` tells which of them the
    fields that are there bring along. A row with one of ``marking`` is a record.
    """

    kind: str
    all: tuple[Column, ...]
    required: tuple[str, ...]
    naming: frozenset[str]
    marking: tuple[str, ...]
    fewest: int = 3
    brought: Callable[[set[str]], set[str]] = set
    taught: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_field(self) -> dict[str, Column]:
        return {column.field: column for column in reversed(self.all)}

    def of(self, field: str) -> Column:
        return self.by_field[field]

    def choices(self) -> list[tuple[str, str]]:
        """What the office may map a column to: the field and the words it is known by."""
        found: dict[str, str] = {}
        for column in self.all:
            if column.level != "skip":
                found.setdefault(column.field, column.header.removesuffix("1"))
        return list(found.items())

    def missing(self, fields: set[str]) -> list[str]:
        """Required fields for which there is no column, by the headers the sample has for them."""
        fields = fields | self.brought(fields)
        return [self.of(name).header for name in self.required if name not in fields]

    def with_taught(self, taught: Mapping[str, str]) -> Columns:
        """The same columns under further headers too, as the office has once said: folded, by field."""
        known = {folded: name for folded, name in taught.items() if name in self.by_field}
        return replace(self, taught=tuple(sorted(known.items()))) if known else self

    def match(self, text: str) -> Match | None:
        """The column that a header names, with the year it states: 2025年人均纯收入."""
        if text not in self._matched:
            self._matched[text] = self._match(text)
        return self._matched[text]

    @cached_property
    def _matched(self) -> dict[str, Match | None]:
        """A header is asked for again and again, while the rows around it are tried."""
        return {}

    def _match(self, text: str) -> Match | None:
        known = self._by_folded
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

    @cached_property
    def _by_folded(self) -> dict[str, Column]:
        found = {folded: self.of(name) for folded, name in self.taught}
        for column in self.all:
            for text in (column.header, *column.synonyms):
                found.setdefault(fold(text), column)
        return found


@cache
def roster_columns() -> Columns:
    return Columns(
        "roster",
        _declared(),
        REQUIRED,
        naming=frozenset({"name", "head_name"}),
        marking=("name", "head_name", "relation", "register_code"),
        brought=_of_heads,
    )


def _of_heads(fields: set[str]) -> set[str]:
    """Where only heads are named, a row is a household: the head's name and number stand for the three."""
    if "name" in fields or "head_name" not in fields:
        return set()
    return {"name", "relation"} | ({"id_number"} if "head_id" in fields else set())


def columns() -> tuple[Column, ...]:
    return roster_columns().all


def column_of(field: str) -> Column:
    return roster_columns().of(field)


def _declared() -> tuple[Column, ...]:
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
def words(kind: str) -> dict[str, str]:
    """Folded spellings of yes and no, sexes, reasons … and what each means, from words.csv."""
    return {_key(row["text"]): row["means"] for row in _rows("words.csv") if row["kind"] == kind}


def word(kind: str, text: str) -> str | None:
    return words(kind).get(_key(text))


def _key(text: str) -> str:
    return fold(text) or text.strip()


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _rows(name: str) -> list[dict[str, str]]:
    with (HOME / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))

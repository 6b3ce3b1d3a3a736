"""Finds the header of a sheet by itself: below titles and notes, in one row or in up to three."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lianxin.kernel.problem import refuse

from .columns import REQUIRED, SEVERAL, Column, column_of, columns, match_header
from .findings import shown
from .workbook import Book, Cell, Sheet

LOOKED_AT = 40
DEEPEST = 3
FEWEST = 3
GAPS = re.compile(r"\s+")


@dataclass(frozen=True)
class Head:
    """One column of the file: its header text (unique in its sheet), and the field it was read as."""

    index: int
    text: str
    column: Column | None
    year: int | None = None

    @property
    def field(self) -> str:
        return self.column.field if self.column else ""


@dataclass
class Header:
    """``first`` and ``last`` are places among the sheet's filled rows."""

    first: int
    last: int
    heads: list[Head]
    above: list[str] = field(default_factory=list)

    @cached_property
    def by_field(self) -> dict[str, Head]:
        """The first column of each field."""
        return {head.field: head for head in reversed(self.heads) if head.field}

    @property
    def fields(self) -> set[str]:
        return set(self.by_field)

    @property
    def missing(self) -> list[str]:
        """Required fields for which there is no column, by the headers the sample has for them."""
        fields = self.fields
        if "name" not in fields and "head_name" in fields:
            fields = fields | {"name", "relation"} | ({"id_number"} & _head_id(fields))
        return [column_of(name).header for name in REQUIRED if name not in fields]

    def of(self, field_name: str) -> Head | None:
        return self.by_field.get(field_name)


def _head_id(fields: set[str]) -> set[str]:
    return {"id_number"} if "head_id" in fields else set()


def clean(cell: Cell) -> str:
    """A header as the file has it, on one line: 健康⏎状况 → 健康状况."""
    text = str(cell).strip()
    return GAPS.sub(" " if text.isascii() else "", text)


def find_header(book: Book, sheet: Sheet) -> Header | None:
    """The rows that name the most fields, a name among them; None where the sheet is no roster."""
    rows = [book.texts(sheet, i) for i in range(min(LOOKED_AT, len(sheet.numbers)))]
    best, score = None, 0
    for first in range(len(rows)):
        depth, texts = _deepen(rows, first)
        named = _named(texts)
        if len(named) > score and named & {"name", "head_name"}:
            best, score = (first, depth, texts), len(named)
    if best is None or score < FEWEST:
        return None
    first, depth, texts = best
    last = first + depth - 1
    heads = [h for h in _heads(texts) if h.column or any(sheet.column(h.index, last + 1))]
    header = Header(first, last, heads)
    header.above = [clean(cell) for row in rows[:first] for cell in row if cell != ""]
    return header


def guess_header(book: Book, sheet: Sheet) -> Header | None:
    """Where no header was recognised: the first row with three texts, for the office to map."""
    for place in range(min(LOOKED_AT, len(sheet.numbers))):
        row = [clean(cell) for cell in book.texts(sheet, place)]
        if sum(1 for text in row if text) >= FEWEST:
            heads = _heads([[shown(text)] if text else [] for text in row])
            return Header(place, place, heads)
    return None


def mapped(header: Header, mapping: Mapping[int, str]) -> Header:
    """The header with the columns as the office says; an empty field leaves a column out."""
    known = {column.field for column in columns()}
    if unknown := set(mapping.values()) - known - {""}:
        raise refuse("input.unknown_choice", value="、".join(sorted(unknown)))
    wanted = {field_name for field_name in mapping.values() if field_name != SEVERAL}
    heads = []
    for head in header.heads:
        if head.index in mapping:
            name = mapping[head.index]
            column = column_of(name) if name else None
            heads.append(Head(head.index, head.text, column, head.year))
        else:
            keep = head.field not in wanted
            heads.append(head if keep else Head(head.index, head.text, None))
    return Header(header.first, header.last, heads, header.above)


def _deepen(rows: list[list[Cell]], first: int) -> tuple[int, list[list[str]]]:
    """Rows that belong to one header: each further row must name fields where none was named."""
    texts = [[clean(cell)] if cell != "" else [] for cell in rows[first]]
    depth = 1
    while depth < DEEPEST and first + depth < len(rows):
        below = [clean(cell) for cell in rows[first + depth]]
        added = _named_below(texts, below)
        if added < 2:
            break
        group = ""
        for index, text in enumerate(below):
            group = texts[index][0] if texts[index] else group
            if text:
                texts[index] = [*(texts[index] or ([group] if group else [])), text]
        depth += 1
    return depth, texts


def _named_below(texts: list[list[str]], below: list[str]) -> int:
    """How many columns without a field so far are named by the row below."""
    if any(text.isdigit() and len(text) > 4 for text in below):
        return 0
    pairs = zip(texts, below, strict=True)
    return sum(1 for above, text in pairs if text and match_header(text) and not _match(above))


def _match(parts: list[str]) -> Column | None:
    """The lowest header that names a field, with its group above it before it alone."""
    for place in range(len(parts) - 1, -1, -1):
        for text in ("".join(parts[max(0, place - 1) : place + 1]), parts[place]):
            if found := match_header(text):
                return found.column
    return None


def _named(texts: list[list[str]]) -> set[str]:
    return {column.field for parts in texts if (column := _match(parts))}


def _heads(texts: list[list[str]]) -> list[Head]:
    heads: list[Head] = []
    fields: set[str] = set()
    names: dict[str, int] = {}
    for index, parts in enumerate(texts):
        if not parts:
            continue
        text = parts[-1]
        names[text] = names.get(text, 0) + 1
        if names[text] > 1:
            text = f"{text} ({names[text]})"
        column = _match(parts)
        if column and column.field in fields and column.field != SEVERAL:
            column = None
        if column:
            fields.add(column.field)
        year = next((m.year for p in parts if (m := match_header(p)) and m.year), None)
        heads.append(Head(index, text, column, year))
    return heads

"""Finds the header of a sheet by itself: below titles and notes, in one row or in up to three."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lianxin.kernel.problem import refuse

from .columns import SEVERAL, Column, Columns
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
    """``first`` and ``last`` are places among the sheet's filled rows; ``above`` are titles and notes."""

    kind: Columns
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
        return self.kind.missing(self.fields)

    def of(self, field_name: str) -> Head | None:
        return self.by_field.get(field_name)


def clean(cell: Cell) -> str:
    """A header as the file has it, on one line: 健康⏎状况 → 健康状况."""
    text = str(cell).strip()
    return GAPS.sub(" " if text.isascii() else "", text)


def find_header(book: Book, sheet: Sheet, kind: Columns) -> Header | None:
    """The rows that name the most fields, a name among them; None where the sheet is of another kind."""
    rows = [book.texts(sheet, i) for i in range(min(LOOKED_AT, len(sheet.numbers)))]
    best, score = None, 0
    for first in range(len(rows)):
        depth, texts = _deepen(rows, first, kind)
        named = _named(texts, kind)
        if len(named) > score and named & kind.naming:
            best, score = (first, depth, texts), len(named)
    if best is None or score < kind.fewest:
        return None
    first, depth, texts = best
    last = first + depth - 1
    heads = [h for h in _heads(texts, kind) if h.column or any(sheet.column(h.index, last + 1))]
    header = Header(kind, first, last, heads)
    titles = [row for row in rows[first:last] if sum(1 for cell in row if cell != "") == 1]
    header.above = [clean(cell) for row in (*rows[:first], *titles) for cell in row if cell != ""]
    return header


def guess_header(book: Book, sheet: Sheet, kind: Columns) -> Header | None:
    """Where no header was recognised: the first row with three texts, for the office to map."""
    for place in range(min(LOOKED_AT, len(sheet.numbers))):
        row = [clean(cell) for cell in book.texts(sheet, place)]
        if sum(1 for text in row if text) >= FEWEST:
            heads = _heads([[shown(text)] if text else [] for text in row], kind)
            return Header(kind, place, place, heads)
    return None


def mapped(header: Header, mapping: Mapping[int, str]) -> Header:
    """The header with the columns as the office says; an empty field leaves a column out."""
    kind = header.kind
    if unknown := mapping.values() - kind.by_field.keys() - {""}:
        raise refuse("input.unknown_choice", value="、".join(sorted(unknown)))
    wanted = {field_name for field_name in mapping.values() if field_name != SEVERAL}
    heads = []
    for head in header.heads:
        if head.index in mapping:
            name = mapping[head.index]
            column = kind.of(name) if name else None
            heads.append(Head(head.index, head.text, column, head.year))
        else:
            keep = head.field not in wanted
            heads.append(head if keep else Head(head.index, head.text, None))
    return Header(kind, header.first, header.last, heads, header.above)


def _deepen(rows: list[list[Cell]], first: int, kind: Columns) -> tuple[int, list[list[str]]]:
    """Rows that belong to one header: each further row must name fields where none was named."""
    texts = [[clean(cell)] if cell != "" else [] for cell in rows[first]]
    depth = 1
    while depth < DEEPEST and first + depth < len(rows):
        below = [clean(cell) for cell in rows[first + depth]]
        added = _named_below(texts, below, kind)
        if added < 2:
            break
        group = ""
        for index, text in enumerate(below):
            group = texts[index][0] if texts[index] else group
            if text:
                texts[index] = [*(texts[index] or ([group] if group else [])), text]
        depth += 1
    return depth, texts


def _named_below(texts: list[list[str]], below: list[str], kind: Columns) -> int:
    """How many columns without a field so far are named by the row below."""
    if any(text.isdigit() and len(text) > 4 for text in below):
        return 0
    pairs = zip(texts, below, strict=True)
    return sum(1 for above, text in pairs if text and kind.match(text) and not _match(above, kind))


def _match(parts: list[str], kind: Columns) -> Column | None:
    """The lowest header that names a field, with its group above it before it alone."""
    for place in range(len(parts) - 1, -1, -1):
        for text in ("".join(parts[max(0, place - 1) : place + 1]), parts[place]):
            if found := kind.match(text):
                return found.column
    return None


def _named(texts: list[list[str]], kind: Columns) -> set[str]:
    return {column.field for parts in texts if (column := _match(parts, kind))}


def _heads(texts: list[list[str]], kind: Columns) -> list[Head]:
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
        column = _match(parts, kind)
        if column and column.field in fields and column.field != SEVERAL:
            column = None
        if column:
            fields.add(column.field)
        year = next((m.year for p in parts if (m := kind.match(p)) and m.year), None)
        heads.append(Head(index, text, column, year))
    return heads

"""From a file's bytes to rows of a kind, or to a roster's households: the one door for every sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.records.intake.models import SheetKind
from lianxin.records.intake.sheets import taught

from ..roster.columns import Columns, roster_columns
from ..roster.tables import (
    Opened,
    Said,
    Tell,
    gather,
    open_as,
    read_cells_of,
    read_tables,
    tell_ends,
)
from ..roster.understand import understand_opened
from ..roster.understood import Understood
from ..roster.vocabulary import Vocabulary, load_vocabulary
from .diaries import DIARIES
from .incomes import INCOMES
from .kind import Kind, Rows
from .pairings import PAIRINGS

KINDS: dict[str, Kind] = {kind.name: kind for kind in (DIARIES, INCOMES, PAIRINGS)}
"""In the order in which a file is taken for one of them, where its headers fit several as well."""


def columns_of(kind: str, day: date) -> Columns:
    return KINDS[kind].columns(day) if kind in KINDS else roster_columns()


@dataclass(frozen=True)
class File:
    """A file on its way in, with what has been said of it; ``kind`` is blank where its headers decide."""

    content: bytes
    name: str
    kind: str = SheetKind.ROSTER
    said: Said = field(default_factory=Said)


def understand_file(
    *, actor: Actor, village: Area, file: File, day: date, tell: Callable[[float], None]
) -> Understood | Rows:
    """Raises ``Refused`` where the file cannot be read at all, and nothing else."""
    vocabulary = load_vocabulary(day, village)
    wanted = [file.kind] if file.kind else [SheetKind.ROSTER.value, *KINDS]
    known = {name: taught(actor, village, name) for name in wanted}
    kinds = [columns_of(name, day).with_taught(known[name]) for name in wanted]
    opened = open_as(file.content, file.name, kinds, vocabulary, tell)
    said = Said(file.said.corrections, file.said.mapping, known[opened.kind.kind])
    if opened.kind.kind == SheetKind.ROSTER:
        return understand_opened(opened, said, village, vocabulary, tell=tell)
    return _rows(opened, said, vocabulary, tell)


def _rows(opened: Opened, said: Said, vocabulary: Vocabulary, tell: Tell) -> Rows:
    found = Rows()
    tables = read_tables(opened, found, said, vocabulary)
    for share, table in enumerate(tables, 1):
        read_cells_of(table, said, opened.readings)
        found.lines += KINDS[opened.kind.kind].lines(table)
        tell(0.6 + 0.3 * share / len(tables))
    gather(found, tables)
    troubled = {(table.told_sheet, number) for table in tables for number in table.troubled}
    for line in found.lines:
        line.sound = line.sound and (line.sheet, line.row) not in troubled
    tell_ends(found, tables, not found.lines)
    tell(1.0)
    return found

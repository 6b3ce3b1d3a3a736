"""From a file's bytes to tables of one kind of sheet: opens it, finds the header, reads the cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lianxin.kernel.problem import problem
from lianxin.kernel.text import fold

from .columns import Columns
from .early import Early, Readings
from .findings import Finding, Fixed, Notice, shown
from .header import Header, clean, find_header, guess_header, mapped
from .table import MOST_FINDINGS, Table
from .understood import FirstRow, ReadColumn, Sheets
from .vocabulary import Vocabulary
from .workbook import Book, Sheet, open_book

FIRST_ROWS = 5

Tell = Callable[[float], None]
Headed = list[tuple[Sheet, Header]]


@dataclass(frozen=True)
class Said:
    """What the office has said of a file. ``corrections`` maps ``sheet!row!column`` to the text that
    stands in the cell instead (``=text``: exactly so). ``mapping`` says what columns are, by their index
    from 0; an empty field leaves one out. ``taught`` has folded headers as they were mapped before.
    """

    corrections: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[int, str] | None = None
    taught: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Opened:
    """A book with what it is read as; ``readings`` are cells read already while it was opened."""

    book: Book
    kind: Columns
    readings: Readings


def open_as(
    content: bytes, file_name: str, kinds: Sequence[Columns], vocabulary: Vocabulary, tell: Tell
) -> Opened:
    """Opens a file as the only kind given, else as the one of them that its headers fit best."""
    vocabulary.asked = 0
    early = Early(kinds[0], vocabulary)
    book = open_book(content, file_name, tell, early)
    kind = _proposed(book, kinds)
    return Opened(book, kind, early.readings if kind is kinds[0] else {})


def _proposed(book: Book, kinds: Sequence[Columns]) -> Columns:
    """Of the kinds all of whose columns a sheet has, the one that knows most of its headers."""
    best, most = kinds[0], (False, 0)
    for kind in kinds if len(kinds) > 1 else ():
        for sheet in book.sheets:
            header = find_header(book, sheet, kind) if sheet.numbers else None
            score = (not header.missing, len(header.fields)) if header else most
            if score > most:
                best, most = kind, score
    return best


def read_tables(opened: Opened, found: Sheets, said: Said, vocabulary: Vocabulary) -> list[Table]:
    """The sheets of the kind. Where some have all the columns needed, the others are left."""
    book = opened.book
    found.kind = opened.kind.kind
    found.notices += [Notice(name, None, told) for name, told in book.notices]
    headed = [
        (sheet, header)
        for sheet in book.sheets
        if sheet.numbers and (header := _header(opened, sheet, said))
    ]
    whole = [(sheet, header) for sheet, header in headed if not header.missing]
    _tell_skipped(book, found, headed, whole)
    several = len(book.sheets) > 1
    if not whole:
        _tell_missing(opened, found, headed, several)
    found.tables = [
        Table(book, sheet, header, sheet.name if several else "", vocabulary)
        for sheet, header in whole
    ]
    for table in found.tables:
        _tell_header(book, found, table.sheet, table.header, table.told_sheet, said)
    return found.tables


def read_cells_of(table: Table, said: Said, readings: Readings) -> None:
    table.correct(said.corrections)
    table.fill_merged()
    table.sort_rows()
    table.read(readings)


def _header(opened: Opened, sheet: Sheet, said: Said) -> Header | None:
    """As the office says, else as it said of such headers before, else as the headers are known."""
    book, kind = opened.book, opened.kind
    header = find_header(book, sheet, kind)
    if header is None and (said.mapping is not None or said.taught):
        header = guess_header(book, sheet, kind)
    if header is None:
        return None
    before = {
        head.index: name
        for head in header.heads
        if (name := said.taught.get(fold(head.text))) is not None
        and (not name or name in kind.by_field)
    }
    if said.mapping is None and not header.fields and not before:
        return None
    told = {**before, **(said.mapping or {})}
    return mapped(header, told) if told else header


def _tell_skipped(book: Book, found: Sheets, headed: Headed, whole: Headed) -> None:
    if not whole:
        return
    headers = {id(sheet): header for sheet, header in headed}
    taken = {id(sheet) for sheet, _ in whole}
    for sheet in book.sheets:
        if id(sheet) in taken or not sheet.numbers:
            continue
        header = headers.get(id(sheet))
        told = (
            problem("roster.sheet_lacks", name=sheet.name, columns="、".join(header.missing))
            if header
            else problem("roster.sheet_no_roster", name=sheet.name)
        )
        found.notices.append(Notice(sheet.name, None, told))


def _tell_missing(opened: Opened, found: Sheets, headed: Headed, several: bool) -> None:
    """No sheet is of the kind: says which columns are needed, and shows what there is to map."""
    book, kind = opened.book, opened.kind
    if headed:
        sheet, header = max(headed, key=lambda pair: len(pair[1].fields))
        told = problem("roster.columns_missing", columns="、".join(header.missing))
    else:
        sheet = max(book.sheets, key=lambda sheet: len(sheet.numbers), default=Sheet(""))
        guessed = guess_header(book, sheet, kind)
        needed = "、".join(kind.of(name).header for name in kind.required)
        told = problem("roster.no_header", columns=needed)
        header = guessed or Header(kind, 0, 0, [])
    name = sheet.name if several else ""
    row = sheet.numbers[header.first] if len(sheet.numbers) > header.first else 1
    found.problems.append(Finding(row, "", name, "", told))
    _tell_header(book, found, sheet, header, name, Said())


def _tell_header(
    book: Book, found: Sheets, sheet: Sheet, header: Header, name: str, said: Said
) -> None:
    if header.heads:
        row = sheet.numbers[header.last]
        found.notices.append(Notice(name, row, problem("roster.header_found", row=row)))
    if not found.first:
        found.first = list(_first_rows(book, sheet, header))
    chosen = said.mapping or {}
    before = [h for h in header.heads if fold(h.text) in said.taught and h.index not in chosen]
    for head in before:
        told = problem(
            "roster.mapped_before" if head.column else "roster.left_out_before",
            header=head.text,
            column=head.column.header if head.column else "",
        )
        found.notices.append(Notice(name, None, told))
    found.columns += [
        ReadColumn(name, head.index, head.text, head.field, head in before) for head in header.heads
    ]


def _first_rows(book: Book, sheet: Sheet, header: Header) -> list[FirstRow]:
    """Safe to show: numbers as long as an ID number keep their last four characters."""
    rows = range(header.last + 1, min(header.last + 1 + FIRST_ROWS, len(sheet.numbers)))
    indexes = {head.index for head in header.heads}
    return [
        FirstRow(
            sheet.numbers[place],
            {
                index: shown(clean(cell))
                for index, cell in enumerate(book.texts(sheet, place))
                if index in indexes
            },
        )
        for place in rows
    ]


def gather(found: Sheets, tables: Sequence[Table]) -> None:
    """Findings in the order of the file."""
    for table in tables:
        places = {head.text: head.index for head in table.header.heads}

        def order(told: Finding | Fixed, places: dict[str, int] = places) -> tuple[int, int]:
            return told.row, places.get(told.column, -1)

        found.fixed += sorted(table.fixed, key=order)
        found.problems += sorted(table.problems, key=order)
        found.doubts += sorted(table.doubts, key=order)
        found.notices += table.notices
        found.rows += len(table.kept)


def tell_ends(found: Sheets, tables: Sequence[Table], empty: bool) -> None:
    """What can only be said of the whole: that there was nothing, or too much wrong."""
    if tables and empty and not found.problems:
        row = tables[0].sheet.numbers[tables[0].header.last]
        told = problem("roster.no_rows")
        found.problems.append(Finding(row, "", tables[0].told_sheet, "", told))
    if any(table.capped for table in tables):
        told = problem("roster.too_many_findings", count=MOST_FINDINGS)
        found.notices.append(Notice("", None, told))

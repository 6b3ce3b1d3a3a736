"""From a file's bytes to households: opens it, finds the header, reads cells, makes households, doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from lianxin.kernel.bulk import uncollected
from lianxin.kernel.period import today
from lianxin.kernel.problem import problem
from lianxin.people.models import Area

from .columns import REQUIRED, column_of
from .doubts import doubt
from .early import Early
from .findings import Finding, Fixed, Notice
from .header import Header, find_header, guess_header, mapped
from .households import Family, Maker
from .table import MOST_FINDINGS, Table
from .twice import find_twice
from .understood import ReadColumn, Understood
from .vocabulary import Vocabulary
from .workbook import Book, Sheet, open_book


@uncollected()
def understand(
    content: bytes,
    file_name: str,
    *,
    village: Area,
    vocabulary: Vocabulary,
    as_of: date | None = None,
    corrections: Mapping[str, str] | None = None,
    mapping: Mapping[int, str] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Understood:
    """Reads a roster; raises ``Refused`` where the file cannot be read at all, and nothing else.

    ``as_of`` is the day the facts hold from where the file does not state one. ``corrections`` maps
    ``sheet!row!column`` to the text that stands in the cell instead (``=text``: exactly so, without
    repairs). ``mapping`` says what columns are, by their index from 0; an empty field leaves one out.
    """
    tell = progress or _silent
    vocabulary.asked = 0
    early = Early(vocabulary)
    book = open_book(content, file_name, tell, early)
    found = Understood(notices=[Notice(name, None, told) for name, told in book.notices])
    tables = _tables(book, found, vocabulary, mapping)
    families: list[Family] = []
    for share, table in enumerate(tables, 1):
        table.correct(corrections or {})
        table.fill_merged()
        table.sort_rows()
        table.read(early.readings)
        tell(0.6 + 0.2 * share / len(tables))
        day = min(as_of or today(), today())
        families += Maker(table, village.name, day, today()).families()
    tell(0.9)
    find_twice(families, vocabulary)
    doubt(families, vocabulary)
    _gather(found, tables, families)
    tell(1.0)
    return found


def _silent(_: float) -> None:
    pass


def _tables(
    book: Book, found: Understood, vocabulary: Vocabulary, mapping: Mapping[int, str] | None
) -> list[Table]:
    """The sheets that are rosters. Where some have all the columns needed, the others are left."""
    headed = [(sheet, header) for sheet in book.sheets if (header := _header(book, sheet, mapping))]
    whole = [(sheet, header) for sheet, header in headed if not header.missing]
    _tell_skipped(book, found, headed, whole)
    several = len(book.sheets) > 1
    if not whole:
        _tell_missing(book, found, headed, several)
        return []
    tables = [
        Table(book, sheet, header, sheet.name if several else "", vocabulary)
        for sheet, header in whole
    ]
    for table in tables:
        _tell_header(found, table.sheet, table.header, table.told_sheet)
    return tables


def _header(book: Book, sheet: Sheet, mapping: Mapping[int, str] | None) -> Header | None:
    if not sheet.numbers:
        return None
    header = find_header(book, sheet)
    if mapping is None:
        return header
    header = header or guess_header(book, sheet)
    return mapped(header, mapping) if header else None


def _tell_skipped(
    book: Book,
    found: Understood,
    headed: list[tuple[Sheet, Header]],
    whole: list[tuple[Sheet, Header]],
) -> None:
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


def _tell_missing(
    book: Book, found: Understood, headed: list[tuple[Sheet, Header]], several: bool
) -> None:
    """No sheet is a roster: says which columns are needed, and shows what there is to map."""
    if headed:
        sheet, header = max(headed, key=lambda pair: len(pair[1].fields))
        told = problem("roster.columns_missing", columns="、".join(header.missing))
    else:
        sheet = max(book.sheets, key=lambda sheet: len(sheet.numbers), default=Sheet(""))
        guessed = guess_header(book, sheet)
        needed = "、".join(column_of(name).header for name in REQUIRED)
        told = problem("roster.no_header", columns=needed)
        header = guessed or Header(0, 0, [])
    name = sheet.name if several else ""
    row = sheet.numbers[header.first] if len(sheet.numbers) > header.first else 1
    found.problems.append(Finding(row, "", name, "", told))
    _tell_header(found, sheet, header, name)


def _tell_header(found: Understood, sheet: Sheet, header: Header, name: str) -> None:
    if header.heads:
        row = sheet.numbers[header.last]
        found.notices.append(Notice(name, row, problem("roster.header_found", row=row)))
    found.columns += [ReadColumn(name, head.index, head.text, head.field) for head in header.heads]


def _gather(found: Understood, tables: list[Table], families: list[Family]) -> None:
    """Findings in the order of the file; households with a problem are not sound."""
    for table in tables:
        places = {head.text: head.index for head in table.header.heads}

        def order(told: Finding | Fixed, places: dict[str, int] = places) -> tuple[int, int]:
            return told.row, places.get(told.column, -1)

        found.fixed += sorted(table.fixed, key=order)
        found.problems += sorted(table.problems, key=order)
        found.doubts += sorted(table.doubts, key=order)
        found.notices += table.notices
        found.rows += len(table.kept)
    found.tables = tables
    found.households = [family.household for family in families]
    for family in families:
        troubled = family.table.troubled
        family.household.sound = not any(m.row in troubled for m in family.household.members)
    if tables and not found.households and not found.problems:
        row = tables[0].sheet.numbers[tables[0].header.last]
        told = problem("roster.no_rows")
        found.problems.append(Finding(row, "", tables[0].told_sheet, "", told))
    if any(table.capped for table in tables):
        told = problem("roster.too_many_findings", count=MOST_FINDINGS)
        found.notices.append(Notice("", None, told))

"""A large sheet is read in pieces by two processes, and nobody can tell from what comes out."""

import io
import re
import subprocess
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from lianxin.doors.sheets.roster import beside, pieces, receiver, workbook
from lianxin.kernel.problem import Refused
from tests.sheets import books
from tests.sheets.test_refusals import REFUSED, rezipped

pytestmark = pytest.mark.once
HOME = Path(__file__).parents[1] / "data" / "rosters"
PIECE = 4_000


@pytest.fixture
def began(monkeypatch):
    """Every sheet is cut, however small; tells with how many processes each reading began."""
    counts = []

    def said(content, count, *rest):
        counts.append(count)
        return spoken(content, count, *rest)

    spoken = workbook.said
    monkeypatch.setattr(workbook, "said", said)
    monkeypatch.setattr(workbook, "piece_size", lambda _: PIECE)
    monkeypatch.setattr(workbook.os, "cpu_count", lambda: 2)
    return counts


@pytest.fixture
def whole(monkeypatch):
    return lambda: monkeypatch.setattr(workbook, "piece_size", lambda _: 0)


def village(households=40):
    return [
        row
        for number in range(households)
        for row in books.couple(
            house=f"6205991{number:08}", 健康状况="健康", 人均纯收入=9000 + number
        )
    ]


def inline(rows, *, every=1, width=0):
    """As programs write it that keep no shared strings; rows left blank between, one cell far right."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        for number, row in enumerate(books.grid(rows)):
            sheet.write_row(number * every + 2, 1, row)
        if width:
            sheet.write(len(rows) * every + 3, width, "备注：无")
    return out.getvalue()


def rewritten(old, new, count=0):
    """The sheet's XML with a pattern replaced."""

    def change(name, xml):
        sheet = name.startswith("xl/worksheets/sheet")
        return re.sub(old, new, xml, count=count) if sheet else xml

    return rezipped(change, inline(village()))


def two_sheets():
    rows = books.grid(village(15))
    other = [
        [cell.replace("62059910", "62059920") if isinstance(cell, str) else cell for cell in row]
        for row in rows
    ]
    return books.xlsx(rows, other, [["说明"], ["无"]], names=("一社", "二社", "说明"))


def mixed():
    """Dates, times, truths and numbers; merged cells at both ends."""
    book = openpyxl.load_workbook(io.BytesIO(books.xlsx(books.grid(village()))))
    sheet = book.active
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A80:A81")
    kinds = (
        date(2014, 1, 5),
        datetime(2014, 1, 5, 8, 30),
        time(8, 30),
        True,
        0.5,
        1e20,
        12,
        "#N/A",
    )
    for row in range(1, 82):
        sheet.cell(row, 12).value = "备注" if row == 1 else kinds[row % len(kinds)]
    return books.saved(book)


ROSTERS = {
    **{name: (HOME / name).read_bytes() for name in ("headed.xlsx", "broken.xlsx", "titled.xlsx")},
    "inline strings": inline(village()),
    "blank rows between": inline(village(), every=3),
    "wider at its end": inline(village(), width=30),
    "wider than is read": inline(village(), width=400),
    "several sheets": two_sheets(),
    "cells of every kind": mixed(),
}


def opened(content):
    book = workbook.open_book(content, "名单.xlsx", lambda _: None, lambda _book, _sheet: None)
    notices = [(name, notice.code, dict(notice.details)) for name, notice in book.notices]
    return (
        sorted(map(str, book.values)),
        notices,
        [
            (s.name, s.width, s.numbers, [book.values[cell] for cell in s.cells], s.merged)
            for s in book.sheets
        ],
    )


def told(found):
    findings = (*found.problems, *found.doubts, *found.fixed, *found.notices, *found.columns)
    return found.households, [one.as_json() for one in findings], found.rows


@pytest.mark.parametrize("name", ROSTERS)
def test_a_roster_read_in_pieces_is_the_roster_read_whole(read, name, began, whole):
    content = ROSTERS[name]
    in_pieces = opened(content), told(read(content))
    whole()
    assert (opened(content), told(read(content))) == in_pieces
    assert began == [2, 2, 1, 1]


ODD = {
    "a comment": rewritten(b'(<row r="50")', rb"<!-- </row> -->\1"),
    "a section of characters": rewritten(
        b"<t>(\xe6\xb1\x89\xe6\x97\x8f)</t>", rb"<t><![CDATA[\1]]></t>"
    ),
    "an instruction": rewritten(b'(<row r="50")', rb"<?print </row>?>\1"),
    "rows without numbers": rewritten(b'<row r="[0-9]+"', b"<row"),
    "rows out of order": rewritten(b'r="([B-J]?)9([0-9]?)"', rb'r="\g<1>109\2"'),
    "names with a prefix": rewritten(b"<(/?)(?=[a-z])", rb"<\1x:"),
    "blanks in a tag": rewritten(b"<sheetData>", b"<sheetData >"),
}


@pytest.mark.parametrize("name", ODD)
def test_a_sheet_written_oddly_is_read_whole_after_all(read, name, began, whole):
    content = ODD[name]
    found = told(read(content))
    assert began == [2, 1]
    whole()
    assert told(read(content)) == found


@pytest.mark.parametrize("name", [name for name, (file, _) in REFUSED.items() if file[:2] == b"PK"])
def test_a_wrong_workbook_is_refused_in_the_same_words(read, name, began):
    content, code = REFUSED[name]
    with pytest.raises(Refused) as refusal:
        read(content)
    assert [p.code for p in refusal.value.problems] == [code]


def test_a_sheet_damaged_in_its_middle_is_refused(read, began):
    content = bytearray(inline(village(400)))
    content[len(content) // 2] ^= 0xFF
    with pytest.raises(Refused) as refusal:
        read(bytes(content))
    assert refusal.value.problems[0].code == "roster.damaged"
    assert began == [2, 1]


@pytest.mark.parametrize("name", ["inline strings", "rows out of order"])
def test_no_process_is_left_behind(read, name, began, monkeypatch):
    started = []

    class Watched(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(beside.subprocess, "Popen", Watched)
    read({**ROSTERS, **ODD}[name])
    assert len(started) == sum(began)
    assert all(process.returncode is not None for process in started)


def test_more_rows_in_all_than_a_roster_has_are_refused(read, began, monkeypatch):
    monkeypatch.setattr(receiver, "MAX_ROWS", 60)
    with pytest.raises(Refused) as refusal:
        read(ROSTERS["inline strings"])
    assert refusal.value.problems[0].code == "roster.too_many_rows"


def test_only_a_large_sheet_is_cut_and_only_where_little_stands_beside_it(monkeypatch):
    assert pieces.piece_size(inline(village(400))) == 0
    monkeypatch.setattr(pieces, "LEAST", 2_000)
    monkeypatch.setattr(pieces, "PIECE", 1_000)
    few, many = pieces.piece_size(inline(village(400))), pieces.piece_size(inline(village()))
    assert (few > 1_000, many) == (True, 0)
    assert pieces.piece_size(books.xls(books.grid(village()))) == 0


def test_on_one_core_one_process_reads(read, began, monkeypatch):
    monkeypatch.setattr(workbook.os, "cpu_count", lambda: 1)
    read(ROSTERS["inline strings"])
    assert began == [1]

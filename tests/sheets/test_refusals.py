"""Wrong files of every kind are refused in plain words, and only refused."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from lianxin.kernel.problem import Refused
from tests.sheets import books

pytestmark = pytest.mark.once
GOOD = books.xlsx(books.grid(books.couple()))


def rezipped(change, content: bytes = GOOD) -> bytes:
    """The workbook with its members changed by ``change(name, bytes) -> bytes``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, change(member.filename, old.read(member)))
    return out.getvalue()


def added(name: str, body: bytes) -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def sheet_xml(rows: str) -> bytes:
    head = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f"{head}<sheetData>{rows}</sheetData></worksheet>".encode()


def with_sheet(rows: str) -> bytes:
    body = sheet_xml(rows)
    return rezipped(lambda name, old: body if name.startswith("xl/worksheets/sheet") else old)


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
WRONG = {
    "empty": (b"", "roster.empty"),
    "only blanks": (b"  \r\n\r\n ", "roster.empty"),
    "31 MB": (b"a" * (31 * 1024 * 1024), "roster.too_large"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, "roster.picture"),
    "photo": (b"\xff\xd8\xff\xe0" + b"\x00" * 90, "roster.picture"),
    "bitmap": (b"BM\x36\x00\x00\x00" + b"\x00" * 90, "roster.picture"),
    "phone photo": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 90, "roster.picture"),
    "pdf": (b"%PDF-1.7\n", "roster.pdf"),
    "rar": (b"Rar!\x1a\x07\x00", "roster.archive"),
    "web page": (b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table>", "roster.web_page"),
    "program": (b"MZ\x90\x00\x03\x00\x00\x00", "roster.unknown_file"),
    "macros": (added("xl/vbaProject.bin", b"x"), "roster.macros"),
    "bomb": (added("xl/media/big.bin", b"\x00" * (60 * 1024 * 1024)), "roster.zip_bomb"),
    "cells a world apart": (with_sheet(FAR), "roster.too_large_inside"),
    "broken xml": (with_sheet("<row r='1'><c r='A1'></row>"), "roster.damaged"),
    "half a workbook": (GOOD[: len(GOOD) // 2], "roster.damaged"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "roster.encrypted"),
    "old document": (OLE + "WordDocument".encode("utf-16-le"), "roster.unknown_file"),
    "old macros": (OLE + "Workbook_VBA_PROJECT".encode("utf-16-le"), "roster.macros"),
    "old and damaged": (OLE + "Workbook".encode("utf-16-le"), "roster.damaged"),
    "no text": (b"\xff\xfe\x00\xd8", "roster.unknown_text"),
    "no known text": (b"name,\x81\x20\xff\xff\xff", "roster.unknown_text"),
}
REFUSED = WRONG


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_file_is_refused_by_its_kind(read, name):
    content, code = REFUSED[name]
    with pytest.raises(Refused) as refusal:
        read(content, "名单.xlsx")
    assert [p.code for p in refusal.value.problems] == [code]


@pytest.mark.parametrize("code", sorted({code for _, code in REFUSED.values()}))
def test_every_refusal_says_what_to_do(code):
    from lianxin.kernel.problem import problem

    message = problem(code, limit=30, rows="1").message("zh")
    assert "请" in message
    assert "{" not in message


def test_a_macro_book_without_macros_inside_is_refused_too(read):
    def change(name, old):
        if name != "[Content_Types].xml":
            return old
        plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        return old.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")

    with pytest.raises(Refused) as refusal:
        read(rezipped(change), "名单.xlsm")
    assert refusal.value.problems[0].code == "roster.macros"


def test_a_letter_is_not_read_as_a_roster(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(Refused) as refusal:
        read(out.getvalue(), "名单.xlsx")
    assert refusal.value.problems[0].code == "roster.other_document"


def test_a_long_string_repeated_without_end_does_not_fill_the_memory(read):
    """One shared string of 30,000 characters, named by 120,000 cells: 10 GB once copied."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, "长" * 30_000)
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"

    def change(name, old):
        return sheet_xml(row * 1_200) if name.startswith("xl/worksheets/sheet") else old

    with pytest.raises(Refused) as refusal:
        read(rezipped(change, out.getvalue()), "名单.xlsx")
    assert refusal.value.problems[0].code == "roster.too_large_inside"


def test_more_rows_than_a_county_are_refused(read):
    content = b"\xe5\xa7\x93\xe5\x90\x8d\n" + b"1\n" * 200_001
    with pytest.raises(Refused) as refusal:
        read(content, "名单.csv")
    assert refusal.value.problems[0].code == "roster.too_many_rows"


def test_a_sheet_formatted_to_its_very_end_is_read_at_once(read):
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    sheet = book.active
    sheet.cell(1_048_576, 2).number_format = "@"
    found = read(books.saved(book))
    assert found.members == 2


def test_a_table_without_a_header_names_the_columns_needed(read):
    found = read(books.xlsx([["1", "2", "3"], ["a", "b", "c"]]))
    (problem,) = found.problems
    assert problem.code == "roster.no_header"
    assert "姓名、证件号码、与户主关系" in problem.message
    assert found.households == []


def test_a_header_without_relations_says_which_column_is_missing(read):
    rows = [{k: v for k, v in row.items() if k != "与户主关系"} for row in books.couple()]
    (problem,) = read(books.xlsx(books.grid(rows))).problems
    assert problem.code == "roster.columns_missing"
    assert "与户主关系" in problem.message
    assert "姓名" not in problem.message.partition("：")[2].partition("。")[0]

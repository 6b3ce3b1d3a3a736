"""The sample workbook is read back whole; rows with problems come back as a workbook with notes."""

import io

import openpyxl
import pytest

from lianxin.doors.sheets.roster import error_note, sample_workbook
from lianxin.doors.sheets.roster.sample import roster_workbook, sample_columns
from tests.sheets.books import couple, grid, person, xlsx

pytestmark = pytest.mark.once


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_sample_is_understood_without_a_problem_a_doubt_or_a_repair(read, vocabulary):
    found = read(sample_workbook(vocabulary, "阳坡村"))
    assert [f.as_json() for f in (*found.problems, *found.doubts, *found.fixed)] == []
    assert [[m.name for m in h.members] for h in found.households] == [
        ["康示例", "田示例", "康小例"]
    ]
    assert found.unmapped == []


def test_every_column_of_the_sample_is_read_as_the_field_it_was_written_for(read, vocabulary):
    found = read(sample_workbook(vocabulary, "阳坡村"))
    read_as = {c.header: c.field for c in found.columns}
    expected = {c.header: c.field for c in sample_columns()}
    assert read_as == expected


def test_the_sample_offers_lists_and_keeps_numbers_as_text(vocabulary):
    book = opened(sample_workbook(vocabulary, "阳坡村"))
    sheet = book.worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    number = sheet.cell(2, headers.index("证件号码") + 1)
    assert number.number_format == "@"
    assert isinstance(number.value, str)
    assert len(sheet.data_validations.dataValidation) >= 10
    assert [s.sheet_state for s in book.worksheets] == ["visible", "visible", "hidden"]


def test_nothing_that_looks_like_a_formula_becomes_one(vocabulary):
    rows = [{"姓名": "=1+1|cmd", "证件号码": "=HYPERLINK(1)", "自然村": "+1", "备注": "@x"}]
    sheet = opened(roster_workbook(rows, vocabulary)).worksheets[0]
    assert {cell.data_type for cell in sheet[2] if cell.value is not None} == {"s"}


def test_wrong_rows_come_back_with_a_note_in_each_wrong_cell(read):
    rows = [*couple(), person("王五", "邻居", house="2", order=8, 民族="汗族")]
    found = read(xlsx(grid(rows)))
    sheet = opened(error_note(found)).worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    notes = {headers[c.column - 1]: c.comment.text for c in sheet[2] if c.comment}
    assert set(notes) == {"与户主关系", "民族"}
    assert "汗族" in notes["民族"]
    assert sheet.max_row == 2
    assert sheet.cell(2, headers.index("原表行号") + 1).value == "4"


def test_corrected_rows_can_be_sent_again(read):
    rows = [person("王五", house="2", order=8, 民族="汗族")]
    book = opened(error_note(read(xlsx(grid(rows)))))
    sheet = book.worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("民族") + 1).value = "汉族"
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert found.problems == []
    assert found.households[0].members[0].id_number == rows[0]["证件号码"]


def test_an_error_note_of_a_file_without_a_table_is_an_empty_workbook(read):
    assert opened(error_note(read(xlsx([["a", "b", "c"]])))).worksheets

"""Sheets that leave the house: whatever people are called, no cell is a formula and nothing is lost."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lianxin.doors.sheets.book import ODD, letters
from lianxin.doors.sheets.guarding import TRIGGERS, bared, guarded
from lianxin.doors.sheets.ledger import as_csv, as_parquet, as_xlsx, definition, write_ledger
from lianxin.doors.sheets.printed import LYING, pages_across, width_of
from lianxin.records.diary.models import Entry
from lianxin.results.actions import Export, shown_of
from lianxin.results.columns import Column

pytestmark = pytest.mark.once
NASTY = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\ufeff="]
    ).flatmap(lambda start: st.text(max_size=12).map(lambda rest: start + rest)),
    st.sampled_from(
        [
            "=1+1|cmd",
            '=HYPERLINK("x")',
            "@SUM(A1)",
            "http://a.b",
            "_x0041_",
            "&<>'\"",
            "\x00=1",
            "]]>",
            "\ud800",
        ]
    ),
)
ROW = st.tuples(
    NASTY,
    NASTY,
    st.one_of(st.none(), st.integers(-(10**12), 10**12)),
    st.one_of(st.none(), st.integers(-(10**11), 10**11)),
    st.one_of(st.none(), st.dates(date(1900, 3, 1), date(2099, 12, 31))),
)
COLUMNS = [
    Column("name", "姓名", lambda row: row[0], mask="name"),
    Column("text", "记了什么", lambda row: row[1], mask="hide"),
    Column("number", "人口", lambda row: row[2], "number", adds=True),
    Column("money", "金额", lambda row: row[3], "money", adds=True),
    Column("day", "日期", lambda row: row[4], "day", mask="born"),
]


def export(rows, **more) -> Export:
    told = Export(
        "=台账[1]:联系户台账?",
        "没有结对",
        "收入下降",
        "阳坡村",
        date(2026, 6, 1),
        datetime(2026, 6, 2, 9, 30, tzinfo=UTC),
        "何晓燕",
        shown_of(COLUMNS, masked=more.get("masked", False)),
        iter(rows),
        **more,
    )
    return replace(told, total=lambda: len(rows))


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def plain(text):
    """As a sheet can hold it: characters that exist nowhere become the one that says so."""
    return "".join("\ufffd" if ODD.fullmatch(c) and ord(c) > 0xD7FF else c for c in text)


@settings(max_examples=80, deadline=None)
@given(st.lists(ROW, max_size=4))
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(rows):
    content = as_xlsx(export(rows))
    sheet = book(content).worksheets[0]
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert b"<f>" not in content


@settings(max_examples=80, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=4))
def test_what_is_written_is_what_is_read(rows):
    content = as_xlsx(export(rows, sums=False))
    told = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    read = told.to_python(skip_empty_area=False)[1:]
    assert len(read) <= len(rows)
    for line, row in zip(read, rows, strict=False):
        for place in (0, 1):
            if not any(ord(c) < 32 or "_x" in row[place] for c in row[place]):
                assert line[place] == plain(row[place])
        assert line[2] == ("" if row[2] is None else row[2])
        assert line[3] == pytest.approx((row[3] or 0) / 100) or row[3] is None
        assert line[4] == (row[4] or "")


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, max_size=4))
def test_no_cell_of_a_csv_begins_as_a_formula_does(rows):
    text = as_csv(export(rows)).decode()
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert len(read) == len(rows) + 1
    for line in read[1:]:
        assert not any(cell.lstrip(" \u3000").startswith(TRIGGERS) for cell in line[:2])


@given(NASTY)
def test_a_guarded_cell_says_the_same_behind_its_guard(text):
    assert bared(guarded(text)) == text.replace("\0", "")


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, max_size=4))
def test_another_engine_reads_the_parquet_file(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("out") / "a.parquet"
    path.write_bytes(as_parquet(export(rows)))
    read = duckdb.read_parquet(str(path)).fetchall()
    assert len(read) == len(rows)
    for line, row in zip(read, rows, strict=True):
        text = row[0].encode("utf-8", "replace").decode()
        assert (line[0] or "", line[2], line[4]) == (text, row[2], row[4])
        assert line[3] == (None if row[3] is None else row[3] / 100)


def test_the_sheet_is_ready_to_be_read_and_printed():
    rows = [("康润生", "问了春播", 4, 345_050, date(2026, 2, 3)), ("李存义", "", 3, None, None)]
    wb = book(as_xlsx(export(rows)))
    sheet = wb.worksheets[0]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:E5"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages down as it takes, one across
    assert sheet.page_setup.orientation == "portrait"  # five narrow columns
    assert sheet.print_options.gridLines
    assert [c.value for c in sheet[6]] == ["合计 2 行", None, 7, 3450.5, None]
    assert sheet["D4"].number_format == "#,##0.00"
    said = dict(line[:2] for line in wb.worksheets[1].iter_rows(values_only=True))
    assert (said["视图"], said["条件"], said["哪天的"]) == ("没有结对", "收入下降", "2026-06-01")
    assert said["谁导出"] == "何晓燕"
    assert "金额单位：元" in sheet["A2"].value
    assert "单位：元" in said["金额"]


def test_a_whole_number_is_shown_without_a_point_behind_it():
    rows = [("", "", None, fen, None) for fen in (70_200, 79_920)]
    sheet = book(as_xlsx(export(rows))).worksheets[0]
    assert [sheet[f"D{n}"].number_format for n in (4, 5, 6)] == ["#,##0", "#,##0.00", "#,##0.00"]


WIDE_COLUMNS = st.lists(
    st.builds(
        lambda title, width: Column("c", title, lambda row: row, width=width),
        st.text("户主人均收入", min_size=1, max_size=20),
        st.integers(6, 72),
    ),
    min_size=3,
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(WIDE_COLUMNS)
def test_no_page_of_a_printed_sheet_is_too_wide_to_be_read(columns):
    widths = [width_of(one) for one in columns]
    across = pages_across(widths)
    assert sum(widths) + (across - 1) * sum(widths[:2]) <= across * LYING
    told = replace(export([]), columns=columns)
    sheet = book(as_xlsx(told)).worksheets[0]
    assert sheet.page_setup.fitToWidth in (None, across)
    if across > 1:
        assert sheet.print_title_cols == "$A:$B"


def test_a_sheet_for_programs_begins_with_its_headings_and_still_names_itself_on_paper():
    sheet = book(as_xlsx(export([("康润生", "", 1, 1, None)]), titled=False)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["姓名", "记了什么"]
    head = sheet.oddHeader.center.text
    assert "阳坡村" in head
    assert "2026-06-01" in head


def test_a_long_sentence_goes_on_below_itself_and_its_row_is_as_high():
    words = Column("text", "记了什么", lambda row: row, width=40)
    told = replace(export(["牛棚砖墙砌好了。" * 12, "短"]), columns=[words])
    sheet = book(as_xlsx(told)).worksheets[0]
    assert sheet["A4"].alignment.wrap_text
    assert sheet.row_dimensions[4].height > 4 * 15
    assert sheet.row_dimensions[5].height is None


def test_each_column_says_which_records_it_is_read_from():
    of_act = Column("day", "日期", lambda row: row, "day", of="row")
    of_home = Column("number", "户号", lambda row: row)
    absent = Column("abroad", "是否国外务工", lambda row: row, about="空着", of="")
    told = [definition(one, Entry) for one in (of_act, of_home, absent)]
    assert told == ["单位：年-月-日；从“日记”里来", "从“户”里来", "空着"]


def test_a_sheet_that_asks_for_serial_numbers_counts_its_rows():
    serial = Column("serial", "序号", lambda row: "", "serial")
    told = replace(export(["a", "b"]), columns=[serial])
    assert as_csv(told).decode().splitlines() == ["\ufeff序号", "1", "2"]


def test_a_masked_sheet_names_nobody():
    rows = [("康润生", "病了", 4, 1, date(1968, 3, 14))]
    for content in (as_csv(export(rows, masked=True)),):
        text = content.decode()
        assert "康润生" not in text
        assert "病了" not in text
        assert "康＊＊" in text
        assert "1968-03" not in text
    sheet = book(as_xlsx(export(rows, masked=True))).worksheets[0]
    assert [c.value for c in sheet[4]] == ["康＊＊", 4, 0.01, "1968"]
    as_parquet(export(rows, masked=True))


def test_a_long_sheet_tells_how_far_it_has_come_and_is_never_held_whole():
    told: list[int] = []
    held = []

    class Out(io.RawIOBase):
        def write(self, data):
            held.append(len(data))
            return len(data)

    rows = [(f"户{n}", "x" * 50, n, n, None) for n in range(3000)]
    for form in ("xlsx", "csv", "parquet"):
        told.clear()
        assert write_ledger(Out(), export(rows), form, told=told.append) == 3000
        assert told
        assert told == sorted(told)
    assert max(held) < 2_000_000


def test_columns_are_lettered_as_spreadsheets_do():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == "A Z AA AZ BA ZZ AAA".split()

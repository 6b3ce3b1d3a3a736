"""Workbooks mutated in their bytes, members, XML and cells: none crashes, none is read wrongly.

Only ``Refused`` may come out; and whatever is called sound is whole: a head, names, checked numbers.
"""

import io
import re
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.doors.sheets.roster import error_note, understand
from lianxin.kernel.problem import Refused
from lianxin.register.identity import check_id
from tests.sheets import books
from tests.sheets.conftest import DAY, VILLAGE, packaged

pytestmark = pytest.mark.once
WORDS = packaged()
ROWS = [
    *books.couple(人数="2", 人均纯收入="9395", 首次识别时间="201401", 自然村="一社"),
    books.person("王五", house="2", order=8, born=date(1990, 1, 1), 人均纯收入=8000, 自然村="二社"),
]
XLSX = books.xlsx(books.grid(ROWS))
XLS = books.xls(books.grid(ROWS))
TEXT = books.text(books.grid(ROWS), "gb18030")

junk = st.one_of(
    st.text(max_size=12),
    st.floats(),
    st.integers(-(10**19), 10**19),
    st.dates(),
    st.booleans(),
    st.sampled_from(
        [
            "户主",
            "姓名",
            "合计",
            "=1/0",
            "6.2E+17",
            "\u200b",
            "'",
            "1e400",
            "NaN",
            "٣",
            "²",
            "一百",
            "十十",
        ]
    ),
)


@st.composite
def bytes_changed(draw):
    content = bytearray(draw(st.sampled_from([XLSX, XLS, TEXT])))
    for _ in range(draw(st.integers(1, 12))):
        if not content:
            break
        place = draw(st.integers(0, len(content) - 1))
        kind = draw(st.sampled_from(["set", "cut", "insert", "drop"]))
        if kind == "set":
            content[place] = draw(st.integers(0, 255))
        elif kind == "insert":
            content[place:place] = draw(st.binary(min_size=1, max_size=20))
        elif kind == "drop":
            del content[place : place + draw(st.integers(1, 60))]
        else:
            del content[max(1, place) :]
    return bytes(content)


@st.composite
def members_changed(draw):
    """Members left out, doubled, emptied, renamed, or filled with something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            kind = draw(st.sampled_from(["keep"] * 6 + ["drop", "empty", "junk", "rename", "swap"]))
            body = old.read(member)
            if kind == "drop":
                continue
            if kind == "swap":
                body = old.read(draw(st.sampled_from(old.namelist())))
            body = {"empty": b"", "junk": draw(st.binary(max_size=80))}.get(kind, body)
            name = member.filename + "x" if kind == "rename" else member.filename
            new.writestr(name, body)
    return out.getvalue()


@st.composite
def xml_changed(draw):
    """Attributes, tags and numbers inside the members are changed, the archive stays whole."""
    target = draw(
        st.sampled_from(["sheet1.xml", "workbook.xml", "styles.xml", "workbook.xml.rels"])
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            body = old.read(member)
            if member.filename.endswith(target):
                body = _mangled(draw, body.decode()).encode("utf-8", "replace")
            new.writestr(member.filename, body)
    return out.getvalue()


def _mangled(draw, xml):
    for _ in range(draw(st.integers(1, 6))):
        spans = [m.span() for m in re.finditer(r'"[^"]*"|<[^>]*>|\d+', xml)]
        if not spans:
            return xml
        start, end = spans[draw(st.integers(0, len(spans) - 1))]
        new = draw(
            st.one_of(
                st.sampled_from(
                    [
                        '"A1048576"',
                        '"XFD1"',
                        '"ZZZZ99"',
                        '"-1"',
                        '"4294967296"',
                        '"s"',
                        '"e"',
                        "",
                        '"inlineStr"',
                        "<row>",
                        "</c>",
                        "<v>",
                        "99999999999",
                        "&#0;",
                        "&x;",
                        '"d"',
                    ]
                ),
                st.text(max_size=6),
            )
        )
        xml = xml[:start] + new + xml[end:]
    return xml


@st.composite
def cells_changed(draw):
    rows = [list(row) for row in books.grid(ROWS)]
    for _ in range(draw(st.integers(1, 10))):
        row = draw(st.integers(0, len(rows) - 1))
        kind = draw(st.sampled_from(["cell", "cell", "cell", "double", "drop", "blank", "column"]))
        if kind == "cell" and rows[row]:
            rows[row][draw(st.integers(0, len(rows[row]) - 1))] = draw(junk)
        elif kind == "double":
            rows.insert(row, list(rows[row]))
        elif kind == "drop" and len(rows) > 1:
            del rows[row]
        elif kind == "blank":
            rows[row] = [""] * len(rows[row])
        elif kind == "column":
            rows = [[*r[1:], *r[:1]] for r in rows]
    return (
        books.text([[str(cell) for cell in row] for row in rows], "gb18030")
        if draw(st.booleans())
        else _written(rows)
    )


def _written(rows):
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    if cell.year >= 1900:
                        sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write(number, column, cell)
    return out.getvalue()


any_workbook = st.one_of(bytes_changed(), members_changed(), xml_changed(), cells_changed())
any_mapping = st.one_of(
    st.none(),
    st.dictionaries(
        st.integers(0, 12),
        st.sampled_from(["", "name", "id_number", "relation", "head_name", "per_head", "cause"]),
        max_size=4,
    ),
)


def outcome(content, mapping):
    """What was understood, or the problems of the refusal; any other exception is a crash."""
    try:
        return understand(
            content, "名单.xlsx", village=VILLAGE, vocabulary=WORDS, as_of=DAY, mapping=mapping
        )
    except Refused as refusal:
        return refusal.problems


def holds(content, mapping):
    found = outcome(content, mapping)
    if isinstance(found, tuple):
        assert found
        assert all(p.message("zh") and p.message("en") for p in found)
        return
    numbers = set()
    for household in found.sound:
        assert sum(m.is_head for m in household.members) == 1
        for member in household.members:
            assert member.name
            assert member.id_number or member.no_id_reason
            if member.id_number and member.id_kind == "居民身份证":
                assert check_id(member.id_number).number == member.id_number
            assert member.id_number not in numbers
            numbers |= {member.id_number} - {""}
    for finding in (*found.fixed, *found.problems, *found.doubts, *found.notices):
        told = str(finding.as_json())
        assert not [n for n in numbers if n in told and len(n) == 18]
    for finding in found.problems:
        found.preview_rows(finding.row, finding.sheet)
    error_note(found)


quick = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
thorough = settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(any_workbook, any_mapping)
def test_a_mutated_workbook_is_refused_or_understood_and_never_wrong(content, mapping):
    holds(content, mapping)


@pytest.mark.slow
@thorough
@given(any_workbook, any_mapping)
def test_two_thousand_mutated_workbooks(content, mapping):
    holds(content, mapping)

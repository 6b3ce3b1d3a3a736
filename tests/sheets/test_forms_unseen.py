"""何晓燕 gets a card, a village's wide list and a Word paper from other offices, and has them filled."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from lianxin.doors.sheets.forms.filling import look, read
from lianxin.doors.sheets.forms.heads import proposed
from lianxin.doors.sheets.forms.package import opened
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.records.file.models import Condition, Living, Standing
from lianxin.register.models import Person
from tests.cast import SINCE, code

from .forms import THIN, drawn, saved
from .test_forms import Desk, sheet_of
from .unseen import CARD, PAPER, WIDE, card_form, paper_form, wide_form

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def desk(cast) -> Desk:
    desk = Desk(cast)
    Living.objects.create(household=desk.kang, dangerous_house=False, safe_water=True, **desk.told)
    return desk


def on(name: str, told: dict[str, str]) -> dict[str, str]:
    return {f"{name}!{cell}": slot for cell, slot in told.items()}


def in_words() -> str:
    return f"{today().year}年{today().month}月{today().day}日"


def looks(sheet, but: set[str]) -> dict[str, tuple]:
    """What each cell holds and how it is drawn, without those that are filled."""
    return {
        cell.coordinate: (
            cell.value,
            *map(repr, (cell.font, cell.border, cell.alignment, cell.number_format)),
        )
        for line in sheet.iter_rows()
        for cell in line
        if cell.coordinate not in but
    }


def test_a_card_with_merged_labels_is_filled_and_nothing_else_of_it_changes(desk):
    row = desk.keep(card_form(), "明白卡.xlsx", **on("明白卡", CARD))
    sheet, empty = sheet_of(desk.fill(row, desk.kang).content), sheet_of(card_form())
    assert (sheet["C3"].value, sheet["E6"].value, sheet["F4"].value) == ("康润生", 8.4, 4)
    assert sheet["E5"].value == "□是  ☑否"
    assert sheet["I5"].value == "☑是  □否"
    assert sheet["A18"].value == "帮扶责任人（签字）：田立新"
    assert [sheet[f"B{n}"].value for n in range(9, 15)] == [
        *("康润生", "李秀英", "康小军", "康小梅"),
        None,
        "小计",
    ]
    filled = {f"{cell}{n}" for cell in "BCDEFGHI" for n in range(9, 13)}
    assert looks(sheet, filled | set(CARD)) == looks(empty, filled | set(CARD))
    assert sheet.merged_cells == empty.merged_cells
    assert sheet.print_area == empty.print_area


def test_a_family_larger_than_the_cards_table_lengthens_it(desk):
    for name in ("康小兰", "康小菊", "康小竹"):
        desk.cast.member(desk.kang, name, "之女")
    row = desk.keep(card_form(), "明白卡.xlsx", **on("明白卡", CARD))
    sheet = sheet_of(desk.fill(row, desk.kang).content)
    assert [sheet[f"B{n}"].value for n in (9, 15, 16)] == ["康润生", "康小竹", "小计"]
    assert sheet["I16"].value == "=SUM(I9:I15)"
    assert "A7:A16" in {str(one) for one in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[15].height == 22


def test_the_blank_of_a_day_gets_the_day_and_keeps_its_label(desk):
    row = desk.keep(card_form(), "明白卡.xlsx", **on("明白卡", CARD))
    assert sheet_of(desk.fill(row, desk.kang).content)["F2"].value == f"填表日期：{in_words()}"


def test_a_day_that_nobody_stated_leaves_its_blank_as_it_was(desk):
    row = desk.keep(card_form(), "明白卡.xlsx", **{"明白卡!F2": "home:visits.last"})
    assert sheet_of(desk.fill(row, desk.kang).content)["F2"].value == "填表日期：    年    月    日"


def test_a_wide_list_is_as_long_as_the_village_and_ends_with_its_sums(desk):
    homes = [desk.cast.household(f"裴双{n}", number=f"2-00{n}") for n in range(1, 6)]
    row = desk.keep(wide_form(), "花名册.xlsx", **on("花名册", WIDE))
    sheet = sheet_of(desk.fill(row, desk.kang, desk.bai, *homes).content)
    assert sheet["A1"].value == "阳坡村2026年农户基本情况花名册"
    assert sheet["T2"].value == f"填报日期：{in_words()}"
    assert [sheet[f"A{n}"].value for n in range(5, 14)] == [
        *range(1, 8),
        "合计",
        "填报人：            审核人：            联系电话：",
    ]
    assert sheet["J12"].value == "=SUM(J5:J11)"
    assert sheet["X5"].value.date() == SINCE
    assert [sheet[f"D{n}"].border.bottom.style for n in (5, 10, 11)] == ["thin", "thin", "medium"]
    assert "A12:D12" in {str(one) for one in sheet.merged_cells.ranges}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_list_that_needs_fewer_rows_than_drawn_keeps_them(desk, count):
    homes = [desk.kang, desk.bai, desk.cast.household("裴双喜", number="2-001")][:count]
    row = desk.keep(wide_form(), "花名册.xlsx", **on("花名册", WIDE))
    sheet = sheet_of(desk.fill(row, *homes).content)
    assert [sheet[f"D{n}"].value is not None for n in (5, 6, 7)] == [n < count for n in range(3)]
    assert (sheet["A8"].value, sheet["J8"].value) == ("合计", "=SUM(J5:J7)")


def test_rows_that_the_form_numbers_itself_are_numbered_on(desk):
    told = {cell: slot for cell, slot in WIDE.items() if cell != "A5"}
    homes = [desk.cast.household(f"裴双{n}", number=f"2-00{n}") for n in range(1, 4)]
    row = desk.keep(wide_form(), "花名册.xlsx", **on("花名册", told))
    sheet = sheet_of(desk.fill(row, desk.kang, desk.bai, *homes).content)
    assert [sheet[f"A{n}"].value for n in range(5, 11)] == [1, 2, 3, 4, 5, "合计"]


def test_nobody_is_written_into_the_row_of_sums_whose_word_stands_elsewhere(desk):
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    for column, head in enumerate(("村", "户主", "备注"), 1):
        sheet.cell(1, column, head)
    sheet["A3"] = "合计"
    drawn(sheet, "A1:C3")
    row = desk.keep(saved(book), **on("表", {"B2": "each:head"}))
    sheet = sheet_of(desk.fill(row, desk.kang, desk.bai).content)
    assert [[sheet.cell(n, c).value for c in (1, 2)] for n in (2, 3, 4)] == [
        [None, "康润生"],
        [None, "白晓明"],
        ["合计", None],
    ]


def test_empty_lines_below_a_list_that_are_not_drawn_stay_empty(desk):
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet["A1"], sheet["A4"] = "户主", "完"
    drawn(sheet, "A1:A2")
    sheet["A3"].border = Border(bottom=Side(style=None))
    sheet["A3"].number_format = "0.00"
    row = desk.keep(saved(book), **on("表", {"A2": "each:head"}))
    sheet = sheet_of(desk.fill(row, desk.kang, desk.bai).content)
    assert [sheet[f"A{n}"].value for n in range(1, 6)] == ["户主", "康润生", "白晓明", None, "完"]


def paper_of(desk: Desk, content: bytes, told: dict[str, str], blank: str = ""):
    from lianxin.results.forms.actions import form_change

    row = desk.keep(content, "登记表.docx", **told)
    if blank:
        row = form_change(actor=desk.actor, row=row, marks={blank: ""})
    return Document(io.BytesIO(desk.fill(row, desk.kang).content))


def test_a_word_paper_is_filled_beside_and_below_its_labels(desk):
    paper = paper_of(desk, paper_form(), PAPER, "村主任意见")
    said = [one.text for one in paper.paragraphs]
    assert said[0] == "农户入户走访登记表"
    assert said[-3].startswith("兹有我村村民康润生一家，由市自然资源执法支队田立新联系")
    assert said[-1].endswith(in_words())
    lines = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert lines[0][:2] == ["户主姓名", "康润生"]
    assert lines[0][3] in {"☑男 □女", "□男 ☑女"}
    assert lines[0][4] == "照片"
    assert lines[4][1] == "4"
    assert lines[4][3:5] == ["□是 ☑否", "☑是 □否"]
    assert [line[0] for line in lines[7:12]] == ["康润生", "李秀英", "康小军", "康小梅", "走访情况"]
    assert lines[-1][0] == f"填表日期：{in_words()}"


def test_a_paper_names_the_marks_that_nobody_understands(desk):
    row = desk.keep(paper_form(), "登记表.docx", **PAPER)
    assert row.open_marks == ["村主任意见"]
    with pytest.raises(Refused, match=r"form\.open_marks"):
        desk.fill(row, desk.kang)


def test_the_row_of_sums_of_a_word_table_takes_nobody_and_its_numbers_go_on(desk):
    paper = Document()
    table = paper.add_table(rows=4, cols=3)
    for line, words in zip(
        table.rows,
        (("序号", "姓名", "备注"), ("1", "", ""), ("2", "", ""), ("合计", "", "")),
        strict=True,
    ):
        for cell, word in zip(line.cells, words, strict=True):
            cell.text = word
    paper = paper_of(desk, saved(paper), {"T1.R2.C2": "member:name"})
    assert [[cell.text for cell in row.cells][:2] for row in paper.tables[0].rows] == [
        ["序号", "姓名"],
        ["1", "康润生"],
        ["2", "李秀英"],
        ["3", "康小军"],
        ["4", "康小梅"],
        ["合计", ""],
    ]


def test_of_a_word_cell_with_several_lines_only_the_one_with_the_blank_is_written(desk):
    paper = Document()
    cell = paper.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "村委会意见：情况属实"
    cell.add_paragraph("（盖章）")
    cell.add_paragraph("    年  月  日")
    cell = paper_of(desk, saved(paper), {"T1.R1.C1": "home:today"}).tables[0].cell(0, 0)
    assert [one.text for one in cell.paragraphs] == [
        "村委会意见：情况属实",
        "（盖章）",
        in_words(),
    ]


def hidden() -> bytes:
    book = Workbook()
    book.active["A1"] = "户主"
    book.create_sheet("空页")
    book.active.sheet_state = "hidden"
    return saved(book)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("空.xlsx", saved(Workbook()), "form.blank"),
        ("空.docx", saved(Document()), "form.blank"),
        ("藏.xlsx", hidden(), "form.blank"),
        ("表.wps", OLE + "WordDocument".encode("utf-16-le"), "form.old_word"),
        ("改了名.docx", OLE + "WordDocument".encode("utf-16-le"), "form.old_word"),
        ("改了名.doc", OLE + "Workbook".encode("utf-16-le"), "form.old_excel"),
        ("表.et", OLE + "Workbook".encode("utf-16-le"), "form.old_excel"),
        ("网页.xls", b"<html><table></table></html>", "form.old_excel"),
    ],
)
def test_a_file_that_is_empty_or_old_is_refused_with_what_to_do(name, content, problem):
    with pytest.raises(Refused, match=problem.replace(".", r"\.")):
        look(content, name)


def heads_of(content: bytes, name: str) -> dict[str, str]:
    return proposed(read(opened(content, name)).blocks())


@pytest.mark.parametrize(
    ("name", "content", "told", "left"),
    [
        ("明白卡.xlsx", card_form(), on("明白卡", CARD), {"明白卡!C4", "明白卡!A18"}),
        ("花名册.xlsx", wide_form(), on("花名册", WIDE), set()),
        ("登记表.docx", paper_form(), PAPER, {"T1.R10.C2"}),
    ],
)
def test_what_the_headings_say_is_proposed_and_nothing_wrong_with_it(
    cast, name, content, told, left
):
    found = heads_of(content, name)
    assert found == {cell: slot for cell, slot in told.items() if cell not in left}


def test_a_phone_under_the_officer_is_not_taken_for_the_households(cast):
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    for column, head in enumerate(("序号", "户主", "人口", "村民小组", "姓名", "电话"), 1):
        sheet.cell(2, column, head)
        sheet.cell(3, column).border = THIN
    sheet["A1"], sheet["E1"] = "户", "帮扶干部"
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("E1:F1")
    found = heads_of(saved(book), "表.xlsx")
    assert found["表!B3"] == "each:head"
    assert found["表!E3"] == "each:officer"
    assert found["表!F3"] == "each:officer.phone"


def test_headings_for_whole_id_numbers_propose_nothing(cast):
    paper = Document()
    table = paper.add_table(rows=1, cols=4)
    for cell, word in zip(table.rows[0].cells, ("户主", "", "身份证号", ""), strict=True):
        cell.text = word
    assert heads_of(saved(paper), "表.docx") == {"T1.R1.C2": "home:head"}


def test_a_long_text_makes_its_row_higher_and_a_short_one_leaves_it(desk):
    desk.hear(desk.bai, "水管冻裂了，院里的水窖去年也漏，入冬以前要修好，不然牛羊没有水喝")
    row = desk.keep(wide_form(), "花名册.xlsx", **on("花名册", WIDE))
    sheet = sheet_of(desk.fill(row, desk.kang, desk.bai).content)
    assert sheet.row_dimensions[5].height == 24
    assert sheet.row_dimensions[6].height > 80
    desk.hear(desk.kang, "路" * 90)
    row = desk.keep(card_form(), "明白卡.xlsx", **on("明白卡", CARD))
    sheet = sheet_of(desk.fill(row, desk.kang).content)
    assert sheet.row_dimensions[15].height > 40
    assert sheet.row_dimensions[16].height is None


def test_a_published_form_tells_no_cause_of_poverty_and_no_ability_to_work(desk):
    cause, labour = code("cause", "因病"), code("labour", "丧失劳动力")
    Standing.objects.create(household=desk.kang, cause=cause, **desk.told)
    Condition.objects.create(
        person=Person.objects.visible_to(SYSTEM).get(name="康润生"), labour=labour, **desk.told
    )
    told = {"Q5": "each:cause", "R5": "each:standing.causes", "S5": "each:head.labour"}
    told |= {"T5": "each:labour", "D5": "each:head"}
    row = desk.keep(wide_form(), "花名册.xlsx", **on("花名册", told))
    sheet = sheet_of(desk.fill(row, desk.kang).content)
    assert [sheet[cell].value for cell in ("Q5", "S5", "D5")] == ["因病", "丧失劳动力", "康润生"]
    sheet = sheet_of(desk.fill(row, desk.kang, masked=True).content)
    assert [sheet[f"{cell}5"].value for cell in "QRST"] == [None] * 4
    assert sheet["D5"].value == "康＊＊"


def test_a_pupil_lacks_no_education_and_a_household_never_poor_no_cause(desk):
    Standing.objects.create(household=desk.kang, category=code("category", "一般农户"), **desk.told)
    daughter = Person.objects.visible_to(SYSTEM).get(name="康小梅")
    Condition.objects.create(person=daughter, schooling=code("schooling", "小学"), **desk.told)
    told = {"G9": "member:education", "C4": "home:cause"}
    filled = desk.fill(desk.keep(card_form(), "明白卡.xlsx", **on("明白卡", told)), desk.kang)
    assert filled.missing == 3  # the three who are out of school

"""何晓燕 is sent forms that nobody has seen before; they are filled without a line of code."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation

from lianxin.doors.sheets.forms.filling import fill, look
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.records.file.models import Condition, Land, Living
from lianxin.records.needs.actions import need_open
from lianxin.register.models import Household, Person
from lianxin.results.forms.actions import form_change, form_drop, form_fill, form_keep
from lianxin.results.forms.models import FormTemplate
from lianxin.results.forms.queries import Chosen
from tests.cast import SINCE, Cast, code, id_number

from .forms import LISTED, home_form, list_form, saved, word_form

DAY = date(2026, 6, 1)


class Desk:
    """何晓燕 at her desk, with two households of 田立新 and 刘志强."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.actor = cast, cast.actor(cast.office)
        self.kang = cast.household("康润生", officer=cast.tian)
        for name, relation in (("李秀英", "配偶"), ("康小军", "之子"), ("康小梅", "之女")):
            cast.member(self.kang, name, relation)
        self.bai = cast.household("白晓明", number="1-002", officer=cast.liu)
        told = {
            "from_day": SINCE,
            "source": "office",
            "written_at": datetime(2026, 1, 2).astimezone(),
        }
        self.told = told
        Land.objects.create(household=self.kang, arable=840, **told)
        son = Person.objects.visible_to(SYSTEM).get(name="康小军")
        Condition.objects.create(person=son, work_months=9, health=code("health", "健康"), **told)
        self.cast.tian.phone = "19900005566"
        self.cast.tian.save()

    def keep(self, content: bytes, file_name: str = "表.xlsx", **cells: str) -> FormTemplate:
        kind, marks = look(content, file_name)
        row = form_keep(
            actor=self.actor,
            unit=self.cast.unit,
            name=f"表{FormTemplate.objects.visible_to(SYSTEM).count()}",
            kind=kind,
            file_name=file_name,
            content=content,
            marks=marks,
        )
        return form_change(actor=self.actor, row=row, cells=cells) if cells else row

    def hear(self, home: Household, text: str) -> None:
        """A need of the household that is still open."""
        need_open(
            actor=SYSTEM,
            village=self.cast.village,
            household=home,
            kind=code("need", "饮水"),
            text=text,
            day=DAY,
        )

    def fill(self, row: FormTemplate, *homes: Household, actor=None, together=None, masked=False):
        actor = actor or self.actor
        chosen = Chosen(tuple(home.pk for home in homes))
        filling = form_fill(
            actor=actor, row=row, chosen=chosen, purpose="报镇里", day=DAY, masked=masked
        )
        together = row.listing if together is None else together
        return fill(actor=actor, row=row, filling=filling, together=together, masked=masked)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}"'
CLICKED = f"""<w:sdt {NS} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox>
  <w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"""


@pytest.fixture
def desk(cast) -> Desk:
    return Desk(cast)


def sheet_of(content: bytes):
    return load_workbook(io.BytesIO(content)).active


def test_a_merged_form_is_filled_for_one_household_and_keeps_its_looks(desk):
    filled = desk.fill(desk.keep(home_form()), desk.kang)
    sheet = sheet_of(filled.content)
    assert filled.kind == "xlsx"
    assert sheet["A1"].value == "阳坡村帮扶户信息表（2026年）"
    assert sheet["B2"].value == "康润生"
    assert sheet["B3"].value == 8.4
    assert sheet["E3"].value.date() == today()
    assert [sheet[f"B{row}"].value for row in range(5, 9)] == [
        "康润生",
        "李秀英",
        "康小军",
        "康小梅",
    ]
    assert [sheet[f"C{row}"].value for row in (5, 6)] == ["户主", "配偶"]
    assert sheet["F7"].value == 9
    assert sheet["A10"].value == "联系干部：田立新（电话19900005566）"
    assert (sheet["A1"].font.size, sheet["A10"].fill.fgColor.rgb) == (18, "00FFEEDD")
    assert sheet.row_dimensions[1].height == 40
    assert sheet.row_dimensions[8].height == 27
    assert sheet.column_dimensions["C"].width == 31
    assert sheet.page_setup.orientation == "landscape"
    assert {"A4:A8", "C8:E8", "C7:E7", "A10:F10", "A1:F1"} <= {
        str(m) for m in sheet.merged_cells.ranges
    }
    assert sheet["F8"].border.bottom.style == "thin"
    assert sheet["F9"].value == "=SUM(F5:F8)"
    assert sheet.print_area == "'户表'!$A$1:$F$10"


def test_a_family_that_needs_fewer_rows_leaves_the_drawn_ones_blank(desk):
    sheet = sheet_of(desk.fill(desk.keep(home_form()), desk.bai).content)
    assert (sheet["B5"].value, sheet["B6"].value, sheet["F7"].value) == (
        "白晓明",
        None,
        "=SUM(F5:F6)",
    )


def test_a_list_without_marks_is_filled_by_the_cells_that_were_picked(desk):
    desk.cast.household("李存义", number="1-003")
    desk.hear(desk.bai, "水管冻裂了")
    row = desk.keep(list_form(), **LISTED)
    third = Household.objects.visible_to(SYSTEM).get(number="1-003")
    filled = desk.fill(row, desk.kang, desk.bai, third)
    sheet = sheet_of(filled.content)
    assert sheet["A2"].value == "填报单位：市自然资源执法支队"
    assert [sheet.cell(r, 1).value for r in range(4, 8)] == [1, 2, 3, "说明：本表一式两份。"]
    assert [sheet.cell(r, 2).value for r in range(4, 7)] == ["康润生", "白晓明", "李存义"]
    assert sheet["C4"].value == 4
    assert sheet["D6"].number_format == "#,##0.00"
    assert sheet["F5"].value.date() == SINCE
    assert sheet["G5"].value == "水管冻裂了"
    assert sheet["H6"].border.left.style == "thin"
    # three incomes nobody stated, one household without an officer; no need is no gap
    assert filled.missing == 4


def test_a_list_of_people_has_a_row_each_with_the_facts_of_their_household(desk):
    told = {"一览表!A4": "each:place", "一览表!B4": "each:number", "一览表!C4": "member:name"}
    sheet = sheet_of(desk.fill(desk.keep(list_form(), **told), desk.kang, desk.bai).content)
    rows = [[sheet.cell(r, c).value for c in (1, 2, 3)] for r in range(4, 9)]
    assert rows[0] == [1, "1-001", "康润生"]
    assert rows[4] == [5, "1-002", "白晓明"]


def test_formulas_names_and_rules_move_along_when_rows_come_in(desk):
    book = load_workbook(io.BytesIO(list_form()))
    sheet = book.active
    sheet["H4"] = "=C4*$C$6"
    sheet["A6"], sheet["C6"], sheet["D6"] = "合计", "=SUM(C4:C4)", '=IF(C4>0,"C4 有人","")'
    sheet.conditional_formatting.add("C4:C4", CellIsRule(operator="greaterThan", formula=["$C$6"]))
    sheet.add_data_validation(DataValidation(type="whole", sqref="C4"))
    book.create_sheet("汇总")["A1"] = "=一览表!C6"
    out = io.BytesIO()
    book.save(out)
    filled = desk.fill(desk.keep(out.getvalue(), **LISTED), desk.kang, desk.bai)
    book = load_workbook(io.BytesIO(filled.content))
    sheet = book["一览表"]
    assert [sheet[f"H{row}"].value for row in (4, 5)] == ["=C4*$C$7", "=C5*$C$7"]
    assert sheet["C7"].value == "=SUM(C4:C5)"
    assert sheet["D7"].value == '=IF(C4>0,"C4 有人","")'
    assert book["汇总"]["A1"].value == "=一览表!C7"
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["C4:C5"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C4:C5"


def test_a_word_form_repeats_its_row_and_finds_marks_in_pieces(desk):
    filled = desk.fill(desk.keep(word_form(), "表.docx"), desk.kang)
    paper = Document(io.BytesIO(filled.content))
    said = next(p for p in paper.paragraphs if p.text.startswith("户主"))
    assert said.text == "户主：康润生，家住阳坡村一社。"
    assert said.runs[2].font.size.pt == 20
    assert paper.sections[0].header.paragraphs[0].text == "市自然资源执法支队"
    table = paper.tables[0]
    assert [row.cells[0].text for row in table.rows] == [
        "姓名",
        "康润生",
        "李秀英",
        "康小军",
        "康小梅",
    ]
    assert [cell.text for cell in table.rows[3].cells][1::2] == ["之子", "健康"]
    assert table.style.name == "Table Grid"


def test_a_word_table_without_marks_is_filled_by_the_cells_that_were_picked(desk):
    paper = Document()
    table = paper.add_table(rows=4, cols=2)
    table.rows[0].cells[0].text, table.rows[1].cells[0].text = "户主：", "成员"
    out = io.BytesIO()
    paper.save(out)
    told = {"T1.R1.C1": "home:head", "T1.R2.C1": "member:name", "T1.R2.C2": "member2:relation"}
    told["T1.R3.C2"] = "home:village"
    row = desk.keep(out.getvalue(), "表.docx", **told)
    table = Document(io.BytesIO(desk.fill(row, desk.bai).content)).tables[0]
    assert table.rows[0].cells[0].text == "户主：白晓明"
    assert table.rows[1].cells[0].text == "白晓明"
    assert table.rows[2].cells[1].text == "阳坡村"


def test_boxes_are_ticked_where_the_word_stands_and_a_word_without_box_is_told(desk):
    Living.objects.create(household=desk.kang, dangerous_house=False, safe_water=True, **desk.told)
    paper = Document()
    for said in (
        "危房：{{是否危房}}□是 □否；饮水{{安全饮水}} ☐有 ☐无",
        "性别{{户主性别}}□男 □女",
        "{{户主文化程度}}□小学 □初中",
        "户主{{与户主关系}}□甲 □乙",
    ):
        paper.add_paragraph(said)
    paper.add_table(rows=1, cols=1).rows[0].cells[0].text = "危房 □是 □否（打勾）"
    row = desk.keep(saved(paper), "表.docx", **{"T1.R1.C1": "home:living.dangerous_house"})
    row = form_change(actor=desk.actor, row=row, marks={"与户主关系": "home:number"})
    filled = desk.fill(row, desk.kang)
    paper = Document(io.BytesIO(filled.content))
    assert paper.paragraphs[0].text == "危房：□是 ☑否；饮水 ☑有 ☐无"
    assert paper.paragraphs[1].text in {"性别☑男 □女", "性别□男 ☑女"}
    assert paper.paragraphs[2].text == "□小学 □初中"
    assert paper.paragraphs[3].text == "户主□甲 □乙"
    assert paper.tables[0].rows[0].cells[0].text == "危房 □是 ☑否（打勾）"
    reasons = {v.missing for one in filled.ones for v in values_of(one)}
    assert {"unboxed", "empty"} <= reasons


def test_boxes_of_a_symbol_font_and_boxes_to_click_are_ticked_too(desk):
    Living.objects.create(household=desk.kang, dangerous_house=True, safe_water=False, **desk.told)
    paper = Document()
    drawn = paper.add_paragraph("{{是否危房}}")
    typed = paper.add_paragraph("{{安全饮水}}")
    for word in ("是", "否"):
        drawn.add_run()._r.append(parse_xml(f'<w:sym {NS} w:font="Wingdings" w:char="F0A8"/>'))
        drawn.add_run(f"{word} ")
        typed.add_run("\uf06f").font.name = "Wingdings"
        typed.add_run(f"{word} ")
    clicked = paper.add_paragraph("危房")
    for word in ("是", "否"):
        clicked._p.append(parse_xml(CLICKED))
        clicked.add_run(f"{word} ")
    paper.add_paragraph("另")._p.append(parse_xml(CLICKED))
    cell = paper.add_table(rows=1, cols=1).rows[0].cells[0].paragraphs[0]
    cell._p.append(parse_xml(CLICKED))
    cell.add_run("是 □否")
    told = {"T1.R1.C1": "home:living.dangerous_house"}
    filled = desk.fill(desk.keep(saved(paper), "表.docx", **told), desk.kang)
    paper = Document(io.BytesIO(filled.content))
    assert [one.text.strip() for one in paper.paragraphs[:2]] == ["☑是 ☐否", "☐是 ☑否"]
    xml = paper.element.xml
    assert xml.count("<w14:checkbox>") == 3
    assert "☑是 □否" in "".join(cell.text for cell in paper.tables[0].rows[0].cells)
    assert "Wingdings" not in xml


def values_of(one):
    parts = [part for block in one.blocks for part in getattr(block, "parts", ())]
    return [part.value for part in parts if part.value]


def test_boxes_in_a_sheet_are_ticked_by_mark_and_by_a_picked_cell(desk):
    Living.objects.create(household=desk.kang, dangerous_house=True, **desk.told)
    book = Workbook()
    book.active["A1"], book.active["A2"] = "{{是否危房}}□是□否", "□是 □否"
    row = desk.keep(saved(book), **{"Sheet!A2": "home:living.dangerous_house"})
    sheet = sheet_of(desk.fill(row, desk.kang).content)
    assert (sheet["A1"].value, sheet["A2"].value) == ("☑是□否", "☑是 □否")


def test_many_households_get_a_file_each_in_one_zip(desk):
    filled = desk.fill(desk.keep(home_form()), desk.kang, desk.bai)
    with zipfile.ZipFile(io.BytesIO(filled.content)) as book:
        assert sorted(book.namelist()) == [
            "表0-阳坡村 1-001 康润生.xlsx",
            "表0-阳坡村 1-002 白晓明.xlsx",
        ]
        assert sheet_of(book.read("表0-阳坡村 1-002 白晓明.xlsx"))["B2"].value == "白晓明"


def test_unknown_marks_are_named_with_what_could_be_meant_and_hold_the_form_back(desk):
    from lianxin.results.forms.words import near, understood

    assert understood("户主姓名") == understood(" 户主 ") == "home:head"
    assert understood("成员·联系电话") == "member:phone"
    assert understood("成员2.姓名") == "member2:name"
    assert understood("户.户主") == "each:head"
    assert understood("务农收人") is None
    assert "home:head.ethnic" in near("户主民簇")
    content = home_form()
    book = load_workbook(io.BytesIO(content))
    book.active["A9"] = "{{户主民簇}}"
    out = io.BytesIO()
    book.save(out)
    row = desk.keep(out.getvalue())
    assert row.open_marks == ["户主民簇"]
    with pytest.raises(Refused, match=r"form\.open_marks"):
        desk.fill(row, desk.kang)
    row = form_change(actor=desk.actor, row=row, marks={"户主民簇": ""})
    assert sheet_of(desk.fill(row, desk.kang).content)["A11"].value is None


@pytest.mark.parametrize(
    ("heading", "slot"),
    [
        ("与村主干路距离", "home:dwelling.road_km"),
        ("与村主干路距离（公里）", "home:dwelling.road_km"),
        ("与村主干路距离(km)", "home:dwelling.road_km"),
        ("与村主干路距离（米）", "home:dwelling.road_metres"),
        ("耕地面积（亩）", "home:land.arable"),
        ("耕地面积（单位：亩）", "home:land.arable"),
        ("耕地面积（公顷）", None),
        ("人均纯收入（元）", "home:income"),
        ("人均纯收入（万元）", None),
        ("成员.公益性岗位（月数）", "member:public_post_months"),
        ("成员.是否享受农村居民最低生活保障", "member:minimum"),
        ("成员.是否特困供养人员", "member:supported"),
        ("成员.残疾证办证年度", "member:disability_year"),
        ("是否加入农民专业合作组织", "home:production.cooperative"),
        ("到户产业帮扶类型", "home:production.business_help"),
    ],
)
def test_a_heading_with_its_unit_is_filled_in_that_unit_or_not_at_all(desk, heading, slot):
    from lianxin.results.forms.words import understood

    assert understood(heading) == slot


def test_whole_numbers_are_never_understood_and_never_in_a_file(desk):
    from lianxin.results.forms.words import near, understood

    assert understood("身份证号") is None
    assert near("身份证号") == ["home:head.id_tail"]
    assert near("成员.身份证号码") == ["member:id_tail"]
    number = id_number(order=1)
    for row in (desk.keep(home_form()), desk.keep(word_form(), "表.docx")):
        with zipfile.ZipFile(io.BytesIO(desk.fill(row, desk.kang).content)) as book:
            assert not any(number.encode() in book.read(name) for name in book.namelist())


def test_a_name_like_a_formula_stays_text(desk):
    Person.objects.visible_to(SYSTEM).filter(name="康润生").update(name='=HYPERLINK("http://x")')
    sheet = sheet_of(desk.fill(desk.keep(home_form()), desk.kang).content)
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value == '=HYPERLINK("http://x")'


def test_a_name_that_looks_like_a_mark_is_not_read_again(desk):
    Person.objects.visible_to(SYSTEM).filter(name="李秀英").update(name="{{户主}}")
    paper = Document(io.BytesIO(desk.fill(desk.keep(word_form(), "表.docx"), desk.kang).content))
    assert paper.tables[0].rows[2].cells[0].text == "{{户主}}"


def test_a_published_form_shows_names_in_part_and_no_health(desk):
    filled = desk.fill(desk.keep(word_form(), "表.docx"), desk.kang, masked=True)
    table = Document(io.BytesIO(filled.content)).tables[0]
    assert [cell.text for cell in table.rows[3].cells] == ["康＊＊", "之子", "", ""]


def test_a_published_form_shows_no_end_of_an_id_number(desk):
    filled = desk.fill(desk.keep(home_form()), desk.kang, masked=True)
    assert sheet_of(filled.content)["E2"].value is None


def test_the_files_of_a_published_form_bear_no_whole_name_either(desk):
    filled = desk.fill(desk.keep(home_form()), desk.kang, desk.bai, masked=True)
    assert "康润生" not in filled.name + "".join(one.title for one in filled.ones)
    with zipfile.ZipFile(io.BytesIO(filled.content)) as book:
        assert book.namelist()[0] == "表0-阳坡村 1-001 康＊＊.xlsx"


def test_a_published_list_shows_no_words_of_needs(desk):
    desk.hear(desk.kang, "水管冻裂了")
    row = desk.keep(list_form(), **LISTED)
    sheet = sheet_of(desk.fill(row, desk.kang, masked=True).content)
    assert (sheet["B4"].value, sheet["G4"].value) == ("康＊＊", None)


def test_filling_leaves_a_trace_of_who_for_whom_and_what_for(desk):
    desk.fill(desk.keep(home_form()), desk.kang)
    last = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert last.action == "form.fill"
    assert last.details["purpose"] == "报镇里"
    assert last.details["household"] == ["阳坡村 1-001"]


def test_an_officer_fills_for_their_own_households_only(desk):
    row = desk.keep(home_form())
    officer = desk.cast.actor(desk.cast.officer)
    desk.fill(row, desk.kang, actor=officer)
    with pytest.raises(Refused, match=r"form\.no_households"):
        desk.fill(row, desk.bai, actor=officer)
    with pytest.raises(Refused, match=r"action\.not_allowed"):
        form_change(actor=officer, row=row, name="别的名字")


def test_another_units_office_neither_sees_nor_fills_nor_changes_it(desk):
    row = desk.keep(home_form())
    other = desk.cast.actor(desk.cast.other_office)
    assert not FormTemplate.objects.visible_to(other).exists()
    with pytest.raises(Refused, match=r"action\.not_allowed"):
        desk.fill(row, desk.kang, actor=other)
    with pytest.raises(Refused, match=r"action\.not_allowed"):
        form_drop(actor=other, row=row)
    assert FormTemplate.objects.visible_to(desk.actor).filter(dropped_at=None).exists()


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(list_form())) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return out.getvalue()


LINKS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="http://x/attachedTemplate" Target="file:///c" TargetMode="External"/>'
    b"</Relationships>"
)


INSIDE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="http://x/relationships/oleObject" Target="a.bin"/></Relationships>'
)


def _formula(text: str) -> bytes:
    return f"<worksheet><f>{text}</f></worksheet>".encode()


def _fields(*pieces: str) -> bytes:
    told = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in pieces)
    return f'<w:p xmlns:w="x">{told}</w:p>'.encode()


def _bent(content: bytes) -> bytes:
    """A byte of what is packed turned over, as a bad stick does it."""
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    return content[:at] + bytes(255 - one for one in content[at : at + 40]) + content[at + 40 :]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.xlsm", list_form(), "form.macros"),
        ("a.xlsx", _zipped(**{"xl__vbaProject.bin": b"x"}), "form.macros"),
        ("a.xlsx", _zipped(**{"xl__embeddings__oleObject1.bin": b"x"}), "form.embedded"),
        ("a.xlsx", _zipped(**{"xl__externalLinks__externalLink1.xml": b"<x/>"}), "form.outside"),
        ("a.xlsx", _zipped(**{"word___rels__settings.xml.rels": LINKS}), "form.outside"),
        ("a.xlsx", _zipped(**{"xl__big.xml": b" " * 40_000_000}), "form.unpacks_too_large"),
        ("a.xlsx", _zipped(**{"xl__a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "form.damaged"),
        ("a.xlsx", _zipped(**{"xl__a.xml": _formula("_xlfn.WEBSERVICE(A1)")}), "form.reaching"),
        ("a.xlsx", _zipped(**{"word__a.xml": _fields("DD", "EAUTO c")}), "form.reaching"),
        ("a.xlsx", _zipped(**{"xl___rels__a.xml.rels": INSIDE}), "form.embedded"),
        ("a.xlsx", _zipped(**{"xl__a.xml": b"<a>" + b"<b/>" * 900_000 + b"</a>"}), "unpacks_too"),
        ("a.xlsx", _zipped(**{"xl__workbook.xml": b"<workbook/>"}), "form.damaged"),
        ("a.xlsx", _bent(list_form()), "form.damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "form.old_excel"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "form.old_word"),
        ("a.xlsx", b"\x89PNG\r\n", "form.other"),
        ("a.xlsx", list_form()[:900], "form.damaged"),
        ("a.docx", b"x" * 3_000_000, "form.too_large"),
    ],
)
def test_a_file_that_could_do_harm_or_cannot_be_read_is_refused_with_the_way_out(
    name, content, problem
):
    with pytest.raises(Refused, match=problem):
        look(content, name)

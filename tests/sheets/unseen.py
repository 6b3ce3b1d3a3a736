"""Three more forms as offices send them, without marks but for a few: a card, a village's wide list, a paper."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from .forms import THIN, saved

MEDIUM = Side(style="medium")
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _put(sheet: Any, cells: str, text: str | None = None) -> None:
    first, _, last = cells.partition(":")
    if last:
        sheet.merge_cells(cells)
    if text is not None:
        sheet[first] = text


def _ruled(sheet: Any, cells: str, size: int = 11) -> None:
    for line in sheet[cells]:
        for cell in line:
            cell.border, cell.alignment = THIN, MIDDLE
            cell.font = Font(name="仿宋", size=size)


def card_form() -> bytes:
    """一户一卡: labels in merged cells, boxes, a table of five members under a head of two rows, 备注, 签字."""
    book = Workbook()
    sheet = book.active
    sheet.title = "明白卡"
    for column, width in zip("ABCDEFGHIJ", (6, 11, 9, 6, 13, 10, 10, 10, 10, 12), strict=True):
        sheet.column_dimensions[column].width = width
    _ruled(sheet, "A3:J19")
    _put(sheet, "A1:J1", "农户家庭情况明白卡")
    sheet["A1"].font, sheet["A1"].alignment = Font(name="黑体", size=20), MIDDLE
    sheet.row_dimensions[1].height = 36
    _put(sheet, "A2:E2", "填报单位：")
    _put(sheet, "F2:J2", "填表日期：    年    月    日")
    _put(sheet, "A3:B3", "户主姓名")
    _put(sheet, "C3:D3")
    _put(sheet, "E3", "性别")
    _put(sheet, "F3:G3", "□男  □女")
    _put(sheet, "H3", "联系电话")
    _put(sheet, "I3:J3")
    _put(sheet, "A4:B4", "家庭住址")
    _put(sheet, "C4:D4")
    _put(sheet, "E4", "家庭人口")
    _put(sheet, "F4", None)
    _put(sheet, "G4", "劳动力")
    _put(sheet, "I4", "户类别")
    _put(sheet, "A5:B6", "住房饮水")
    _put(sheet, "C5:D5", "是否危房")
    _put(sheet, "E5:F5", "□是  □否")
    _put(sheet, "G5:H5", "饮水是否安全")
    _put(sheet, "I5:J5", "□是  □否")
    _put(sheet, "C6:D6", "耕地面积（亩）")
    _put(sheet, "E6:F6")
    _put(sheet, "G6:H6", "人均纯收入（元）")
    _put(sheet, "I6:J6")
    sheet["E6"].number_format, sheet["I6"].number_format = "0.00", "#,##0.00"
    _put(sheet, "A7:A14", "家庭成员")
    for cells, head in (
        ("B7:B8", "姓名"),
        ("C7:D7", "身份"),
        ("C8", "关系"),
        ("D8", "性别"),
        ("E7:E8", "出生年月"),
        ("F7:G7", "能力"),
        ("F8", "健康状况"),
        ("G8", "文化程度"),
        ("H7:I7", "就业"),
        ("H8", "务工地"),
        ("I8", "务工月数"),
        ("J7:J8", "备注"),
    ):
        _put(sheet, cells, head)
    for row in range(9, 14):
        sheet.row_dimensions[row].height = 22
        sheet[f"E{row}"].number_format = "yyyy-mm"
    sheet["B14"], sheet["I14"] = "小计", "=SUM(I9:I13)"
    _put(sheet, "A15:B15", "主要需求")
    _put(sheet, "C15:J15")
    _put(sheet, "A16:B16", "帮扶措施")
    _put(sheet, "C16:J16")
    _put(sheet, "A17:B17", "备注")
    _put(sheet, "C17:J17", "本卡一式两份，农户、村委会各存一份。")
    _put(sheet, "A18:E18", "帮扶责任人（签字）：")
    _put(sheet, "F18:J18", "农户（签字）：")
    _put(sheet, "A19:J19", "县乡村振兴局监制")
    sheet.print_area = "A1:J19"
    return saved(book)


CARD = {
    "A2": "home:unit",
    "F2": "home:today",
    "C3": "home:head",
    "F3": "home:head.sex",
    "I3": "home:phone",
    "C4": "home:village",
    "F4": "home:members",
    "H4": "home:labour",
    "J4": "home:category",
    "E5": "home:living.dangerous_house",
    "I5": "home:living.safe_water",
    "E6": "home:land.arable",
    "I6": "home:income",
    "B9": "member:name",
    "C9": "member:relation",
    "D9": "member:sex",
    "E9": "member:born",
    "F9": "member:health",
    "G9": "member:education",
    "H9": "member:work_region",
    "I9": "member:work_months",
    "C15": "home:needs",
    "C16": "home:measures",
    "A18": "home:officer",
}
ASKED = (
    ("村民小组", "group"),
    ("户号", "number"),
    ("户主姓名", "head"),
    ("性别", "head.sex"),
    ("年龄", "head.age"),
    ("民族", "head.ethnic"),
    ("文化程度", "head.education"),
    ("健康状况", "head.health"),
    ("家庭人口", "members"),
    ("劳动力", "labour"),
    ("联系电话", "phone"),
    ("户类别", "category"),
    ("耕地面积", "land.arable"),
    ("林地面积", "land.forest"),
    ("是否危房", "living.dangerous_house"),
    ("饮水是否安全", "living.safe_water"),
    ("人均纯收入", "income"),
    ("家庭纯收入", "income.net"),
    ("致贫原因", "cause"),
    ("帮扶责任人", "officer"),
    ("职务", "officer.post"),
    ("电话", "officer.phone"),
    ("结对时间", "since"),
    ("入户次数", "visits"),
    ("主要需求", "needs"),
)


def wide_form() -> bytes:
    """全村一览表: twenty-seven columns under a head of two rows, three rows numbered beforehand, 合计 below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册"
    _ruled(sheet, "A3:AA8", 9)
    _put(sheet, "A1:AA1", "{{村}}{{年度}}年农户基本情况花名册")
    sheet["A1"].font, sheet["A1"].alignment = Font(name="黑体", size=18), MIDDLE
    _put(sheet, "A2:J2", "填报单位（盖章）：")
    _put(sheet, "T2:AA2", "填报日期：    年  月  日")
    _put(sheet, "A3:A4", "序号")
    for cells, head in (("B3:I3", "户主情况"), ("J3:M3", "家庭情况"), ("N3:Q3", "生产生活")):
        _put(sheet, cells, head)
    _put(sheet, "R3:T3", "收入及原因")
    _put(sheet, "U3:Y3", "帮扶情况")
    for column, (head, _slot) in enumerate(ASKED, 2):
        if column == 26:
            _put(sheet, "Z3:Z4", head)
        else:
            sheet.cell(4, column, head)
    _put(sheet, "AA3:AA4", "备注")
    for row in (5, 6, 7):
        sheet.cell(row, 1, row - 4)
        sheet.row_dimensions[row].height = 24
        sheet[f"R{row}"].number_format = "#,##0.00"
        sheet[f"X{row}"].number_format = 'yyyy"年"m"月"'
    for column in range(1, 28):  # the box around it is drawn stronger below the last row
        cell = sheet.cell(7, column)
        cell.border = Border(*(Side(style="thin"),) * 3, MEDIUM)
    _put(sheet, "A8:D8", "合计")
    for column in (10, 11, 14, 15, 19, 25):
        name = get_column_letter(column)
        sheet[f"{name}8"] = f"=SUM({name}5:{name}7)"
    _put(sheet, "A9:AA9", "填报人：            审核人：            联系电话：")
    sheet.freeze_panes = "E5"
    sheet.print_title_rows = "3:4"
    return saved(book)


WIDE = {
    "A2": "home:unit",
    "T2": "home:today",
    "A5": "each:place",
    **{f"{get_column_letter(n)}5": f"each:{slot}" for n, (_head, slot) in enumerate(ASKED, 2)},
}


def paper_form() -> bytes:
    """登记表: a Word table with labels beside and above, boxes, a place for a photograph, two rows of members."""
    paper = Document()
    title = paper.add_paragraph()
    title.alignment = 1
    run = title.add_run("农户入户走访登记表")
    run.bold, run.font.size = True, Pt(18)
    paper.add_paragraph("县（区）：{{县}}    乡镇：{{乡镇}}    村：{{村}}")
    table = paper.add_table(rows=12, cols=6, style="Table Grid")

    def put(row: int, column: int, text: str, until: tuple[int, int] | None = None) -> None:
        cell = table.cell(row, column)
        if until:
            cell = cell.merge(table.cell(*until))
        cell.text = text

    put(0, 0, "户主姓名")
    put(0, 2, "性别")
    put(0, 3, "□男 □女")
    put(0, 4, "照片", (2, 5))
    put(1, 0, "民族")
    put(1, 2, "政治面貌")
    put(2, 0, "联系电话")
    put(2, 1, "", (2, 3))
    put(3, 0, "人均纯收入（元）")
    put(3, 1, "家庭人口")
    put(3, 2, "劳动力")
    put(3, 3, "是否危房")
    put(3, 4, "饮水是否安全", (3, 5))
    put(4, 3, "□是 □否")
    put(4, 4, "□是 □否", (4, 5))
    put(5, 0, "家庭成员情况", (5, 5))
    for column, head in enumerate(("姓名", "与户主关系", "性别", "年龄", "健康状况", "务工月数")):
        put(6, column, head)
    put(9, 0, "走访情况")
    put(9, 1, "", (9, 5))
    put(10, 0, "存在困难")
    put(10, 1, "", (10, 5))
    put(11, 0, "填表日期：    年  月  日", (11, 5))
    for line in table.rows:
        line.height = Cm(0.9)
    for cell in table._cells:
        for one in cell.paragraphs:
            one.alignment = 1
    paper.add_paragraph("兹有我村村民{{户主}}一家，由{{单位}}{{帮扶责任人}}联系帮扶，特此登记。")
    paper.add_paragraph("审核意见（{{村主任意见}}）：")
    signed = paper.add_paragraph("村民委员会（盖章）        {{年}}年{{月}}月{{日}}日")
    signed.alignment = 2
    return saved(paper)


PAPER = {
    "T1.R1.C2": "home:head",
    "T1.R1.C4": "home:head.sex",
    "T1.R2.C2": "home:head.ethnic",
    "T1.R2.C4": "home:head.party",
    "T1.R3.C2": "home:phone",
    "T1.R5.C1": "home:income",
    "T1.R5.C2": "home:members",
    "T1.R5.C3": "home:labour",
    "T1.R5.C4": "home:living.dangerous_house",
    "T1.R5.C5": "home:living.safe_water",
    "T1.R8.C1": "member:name",
    "T1.R8.C2": "member:relation",
    "T1.R8.C3": "member:sex",
    "T1.R8.C4": "member:age",
    "T1.R8.C5": "member:health",
    "T1.R8.C6": "member:work_months",
    "T1.R10.C2": "home:visits.last",
    "T1.R11.C2": "home:needs",
    "T1.R12.C1": "home:today",
}

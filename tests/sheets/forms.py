"""Forms as counties send them, made by code; nobody has seen them before."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

THIN = Border(*(Side(style="thin"),) * 4)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def drawn(sheet: Any, cells: str) -> None:
    for line in sheet[cells]:
        for cell in line:
            cell.border = THIN
            cell.alignment = Alignment(horizontal="center")


def home_form() -> bytes:
    """一户一表: a merged title, facts in merged cells, two rows drawn for members, a sum below them."""
    book = Workbook()
    sheet = book.active
    sheet.title = "户表"
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "{{村}}帮扶户信息表（{{年度}}年）"
    sheet["A1"].font = Font(size=18, bold=True)
    sheet.row_dimensions[1].height = 40
    sheet["A2"], sheet["B2"], sheet["D2"], sheet["E2"] = (
        "户主",
        "{{户主}}",
        "证件后四位",
        "{{身份证后四位}}",
    )
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("E2:F2")
    sheet["A3"], sheet["B3"], sheet["D3"], sheet["E3"] = (
        "耕地（亩）",
        "{{耕地面积}}",
        "填表日期",
        "{{填表日期}}",
    )
    sheet.merge_cells("B3:C3")
    sheet["E3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["B3"].number_format = "0.0"
    sheet["A4"], sheet["B4"], sheet["C4"], sheet["F4"] = "家庭成员", "姓名", "关系", "务工月数"
    sheet.merge_cells("C4:E4")
    sheet.merge_cells("A4:A6")
    sheet["B5"], sheet["C5"], sheet["F5"] = (
        "{{成员.姓名}}",
        "{{成员.与户主关系}}",
        "{{成员.务工月数}}",
    )
    sheet.row_dimensions[5].height = 27
    for row in (5, 6):
        sheet.merge_cells(f"C{row}:E{row}")
    drawn(sheet, "A4:F7")
    sheet["A7"], sheet["F7"] = "合计", "=SUM(F5:F6)"
    sheet["A8"] = "联系干部：{{帮扶责任人}}（电话{{帮扶责任人电话}}）"
    sheet["A8"].fill = PatternFill("solid", fgColor="FFEEDD")
    sheet.merge_cells("A8:F8")
    sheet.print_area = "A1:F8"
    sheet.page_setup.orientation = "landscape"
    sheet.column_dimensions["C"].width = 31
    return saved(book)


def list_form() -> bytes:
    """一览表: two rows of headings, one row drawn, no marks at all."""
    book = Workbook()
    sheet = book.active
    sheet.title = "一览表"
    sheet.merge_cells("A1:H1")
    sheet["A1"] = "帮扶户一览表"
    sheet["A2"] = "填报单位："
    heads = ("序号", "户主姓名", "人口", "人均纯收入", "联系电话", "结对日期", "主要需求", "备注")
    for column, head in enumerate(heads, 1):
        sheet.cell(3, column, head)
    sheet["D4"].number_format = "#,##0.00"
    sheet["F4"].number_format = "yyyy/m/d"
    drawn(sheet, "A3:H4")
    sheet["A5"] = "说明：本表一式两份。"
    return saved(book)


LISTED = {
    "一览表!A2": "home:unit",
    "一览表!A4": "each:place",
    "一览表!B4": "each:head",
    "一览表!C4": "each:members",
    "一览表!D4": "each:income",
    "一览表!E4": "each:phone",
    "一览表!F4": "each:since",
    "一览表!G4": "each:needs",
}


def word_form() -> bytes:
    """Word: a mark split over runs of different looks, a table whose last row repeats, a header."""
    paper = Document()
    paper.sections[0].header.paragraphs[0].text = "{{填报单位}}"
    said = paper.add_paragraph()
    said.add_run("户主：{")
    bold = said.add_run("{户")
    bold.bold = True
    said.add_run("主}").font.size = Pt(20)
    said.add_run("}，家住{{所在村}}{{社}}。")
    table = paper.add_table(rows=2, cols=4, style="Table Grid")
    for cell, head in zip(table.rows[0].cells, ("姓名", "关系", "年龄", "健康状况"), strict=True):
        cell.text = head
    marks = ("{{成员.姓名}}", "{{成员.关系}}", "{{成员.年龄}}", "{{成员.健康}}")
    for cell, mark in zip(table.rows[1].cells, marks, strict=True):
        cell.text = mark
    paper.add_paragraph("帮扶措施：{{帮扶措施}}")
    return saved(paper)

"""日记和走访记录: one row an entry, of whatever year; several households in one cell are one entry."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.problem import problem
from lianxin.records.diary.models import Kind as EntryKind
from lianxin.records.intake.lines import SaidEntry, SaidOfficer
from lianxin.records.intake.models import SheetKind

from ..roster.columns import Columns
from ..roster.findings import Notice
from ..roster.old_days import OldDay
from ..roster.table import Table
from .kind import DOWN, PLACES, SERIAL, SKIP, Kind, Told, cell, homes, placed, titles

YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
NOTE = "备注："
COLUMNS = (
    SERIAL,
    Told(
        "day",
        "日期",
        "old_day",
        _("必填。2015-03-05、2015年3月5日、2015.3.5 都认；几天写成 3月5日至7日。"),
        "走访日期|走访时间|时间|入户时间|入户日期|日志日期|日记日期|记录日期|记录时间|年月日|活动时间"
        "|活动日期|帮扶时间|帮扶日期|工作日期|工作时间|月日|日期时间",
        DOWN,
    ),
    Told(
        "until", "到哪天", "old_day", _("驻村几天时写最后一天。"), "截止日期|结束日期|结束时间|止"
    ),
    Told("year", "年度", "whole_year", _("日期里没有年份时写。"), "年份|年", DOWN),
    Told(
        "officer",
        "干部",
        "name",
        _("谁写的、谁去的。空着，就看标题，再看那天是谁联这一户。"),
        "干部姓名|姓名|走访干部|走访人|走访人员|入户干部|记录人|填写人|填表人|帮扶责任人|帮扶干部|联系干部"
        "|联户干部|结对干部|责任人|帮扶人|工作人员",
        DOWN,
    ),
    Told(
        "phone", "干部电话", "phone", _("同名的干部靠它分清。"), "电话|联系电话|手机|手机号码", DOWN
    ),
    Told("unit", "单位", "unit", _("同名的干部靠它分清。"), "工作单位|所在单位|帮扶单位", DOWN),
    Told(
        "head_name",
        "户主姓名",
        "homes",
        _("去了哪一户。几户用顿号隔开，记成一篇。"),
        "户主|走访对象|走访户|走访农户|受访户|被访户|受访人|谈话对象|联系户|农户|农户姓名|帮扶户|帮扶对象"
        "|贫困户|贫困户姓名|脱贫户|户名|对象",
    ),
    Told(
        "register_code",
        "户编号",
        "codes",
        _("户主重名时写，几户用顿号隔开。"),
        "户号|户编码|家庭编号",
    ),
    Told(
        "kinds",
        "方式",
        "kinds",
        _("入户、谈心、驻村、宣讲、培训、送物、帮办；几样用顿号隔开。"),
        "类型|类别|方式/类型|走访方式|活动类型|活动形式|帮扶方式|记录类型|种类|工作类型|形式",
    ),
    Told(
        "text",
        "内容",
        "words",
        _("必填。照原来的话写。"),
        "走访内容|走访情况|日志内容|日记内容|工作内容|工作情况|主要内容|主要情况|谈话内容|帮扶内容|帮扶情况"
        "|日记|日志|民情日记|工作纪实|记录|情况记录|民情|走访记录|活动内容|具体内容",
    ),
    Told(
        "minutes", "用时(分钟)", "minutes", _("可以不填。驻村写 240 分钟以内算半天。"), "用时|时长"
    ),
    Told("note", "备注", "words", _("有就接在内容后面。"), "说明|其他|附注"),
    *PLACES,
    Told("skipped", "天气", "", "", "地点|星期|照片|户类型|签字|户主签字|审核人", SKIP),
)


@cache
def columns(day: date) -> Columns:
    return Columns(
        SheetKind.DIARIES,
        tuple(one.column for one in COLUMNS),
        required=("day", "text"),
        naming=frozenset({"day", "text"}),
        marking=("day", "text", "head_name"),
        fewest=2,
    )


def lines(table: Table) -> list[SaidEntry]:
    hints = titles(table)
    years = {int(year) for text in hints for year in YEAR.findall(text)}
    year = years.pop() if len(years) == 1 else 0
    if table.header.of("kinds") is None:
        table.notices.append(Notice(table.told_sheet, None, problem("sheet.kinds_assumed")))
    return [_of_row(table, row, hints, year) for row in table.kept]


def _of_row(table: Table, row: int, hints: tuple[str, ...], year: int) -> SaidEntry:
    days = _days(table, row, year)
    text = cell(table, "text", row) or ""
    if not text:
        table.wrong(table.header.of("text"), row, problem("diary.text_wanted"))
    if note := cell(table, "note", row):
        text = f"{text}\n{NOTE}{note}"
    one = SaidEntry(**placed(table, row))
    one.day, one.until = days or (None, None)
    one.officer = SaidOfficer(
        name=cell(table, "officer", row) or "",
        phone=cell(table, "phone", row) or "",
        unit=cell(table, "unit", row) or "",
    )
    one.homes, one.text, one.hints = homes(table, row), text, hints
    one.minutes = cell(table, "minutes", row)
    one.kinds = _kinds(table, row, bool(one.homes))
    return one


def _kinds(table: Table, row: int, at_homes: bool) -> tuple[str, ...]:
    if table.header.of("kinds") is None and at_homes:
        return (EntryKind.VISIT.value,)
    return cell(table, "kinds", row) or ()


def _days(table: Table, row: int, year: int) -> tuple[date, date | None] | None:
    """The first and the last day; a year that the cell lacks comes from its column, else the title."""
    head = table.header.of("day")
    told: OldDay | None = cell(table, "day", row)
    if told is None:
        if table.blank("day", row):
            table.wrong(head, row, problem("sheet.day_wanted"))
        return None
    beside: Any = cell(table, "year", row)
    if not told.year and not (beside or year):
        table.wrong(head, row, problem("sheet.day_without_year"))
        return None
    if not told.year and not beside:
        table.odd(head, row, problem("sheet.year_taken", year=year))
    days = told.days(beside or year)
    if days is None:
        table.wrong(head, row, problem("sheet.no_such_day"))
        return None
    last: OldDay | None = cell(table, "until", row)
    until = last.days(days[0].year) if last else None
    return days[0], until[0] if until else days[1]


DIARIES = Kind(SheetKind.DIARIES, lambda day: COLUMNS, columns, lines)

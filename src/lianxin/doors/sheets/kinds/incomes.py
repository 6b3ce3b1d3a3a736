"""收入表: one row a household and year, a column for each line of the rule sets in use."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.problem import problem
from lianxin.records.file.rules import items_of, rule_sets
from lianxin.records.intake.lines import SaidHome, SaidIncome
from lianxin.records.intake.models import SheetKind

from ..roster.columns import Columns
from ..roster.findings import Notice
from ..roster.table import Table
from .kind import EACH, PLACES, SERIAL, SKIP, Kind, Told, cell, homes, placed, titles

ITEM = "item:"
YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
SYNONYMS = {
    "公益性岗位收入": "公益岗位收入|公益性岗位工资|公益岗位工资",
    "其他工资性收入": "务工收入|打工收入|务工工资|外出务工收入",
    "种植收入": "种植业收入|种植业",
    "养殖收入": "养殖业收入|养殖业",
    "其他经营收入": "其他生产经营性收入|其他生产经营收入|经营收入",
    "生产经营性支出": "生产经营支出|生产经营性支出合计|经营性支出",
    "专项用于减少生产经营性支出的补贴": "减少生产经营性支出的补贴|生产经营性支出补贴",
    "资产收益分红": "资产收益扶贫分红收入|资产收益分红收入|分红收入|分红",
    "最低生活保障金": "低保金|低保|领取最低生活保障金",
    "特困人员救助供养金": "特困供养金|五保金|领取特困供养金",
    "养老金或离退休金": "养老金|养老保险金|领取养老金",
    "计划生育金": "领取计划生育金|计生奖励",
    "生态补偿金": "生态补偿|退耕还林补助",
}
FIRST = (
    SERIAL,
    Told(
        "register_code",
        "户编号",
        "register",
        _("国家系统的户编号、本系统的户号都行。和户主姓名、证件号至少写一样。"),
        "户号|户编码|家庭编号|农户编号",
    ),
    Told(
        "head_name",
        "户主姓名",
        "name",
        _("户主重名时写户编号。"),
        "户主|姓名|农户姓名|农户|户主名称|户名",
    ),
    Told(
        "head_id",
        "户主证件号码",
        "head_id",
        _("可以不填。"),
        "证件号码|户主证件号|户主身份证号|户主身份证号码|身份证号|身份证号码",
    ),
    Told(
        "year",
        "年度",
        "whole_year",
        _("哪一年的收入，写四位数；也可以写在标题里。"),
        "年份|年|收入年度|所属年度|统计年度",
    ),
    Told(
        "rule", "口径", "reason", _("收入口径的名称。空着，就用作准的口径。"), "收入口径|计算口径"
    ),
    Told(
        "people",
        "按几口人算",
        "count",
        _("口径要填人数时写；按在册人口算的口径只拿它核对。"),
        "人口|家庭人口|家庭人口数|人数|家庭人数|当前家庭人口数|年度家庭人口数|常住人口",
    ),
)
SUMS = (
    Told(
        "gross",
        "年收入",
        "line",
        _("只拿来核对：各项加起来不一样会提醒。"),
        "总收入|家庭总收入|年总收入|家庭年收入|收入合计",
    ),
    Told("net", "纯收入", "line", _("只拿来核对。"), "年纯收入|家庭纯收入|家庭年纯收入|纯收入合计"),
    Told(
        "per_head",
        "人均纯收入",
        "line",
        _("只拿来核对。"),
        "年人均纯收入|家庭人均纯收入|人均收入|年人均收入|人均可支配收入",
    ),
    *PLACES,
    Told("note", "备注", "", "", "说明|户类型|户联系电话|联系电话|电话", SKIP),
    Told(
        "groups",
        "各类合计",
        "",
        "",
        "工资性收入合计|生产经营性收入合计|财产性收入合计|转移性收入合计",
        SKIP,
    ),
    Told("lines", "收入各项（如种植收入、最低生活保障金）", "", "", "", SKIP),
)


def told(day: date) -> list[Told]:
    """The lines stand between who it is and what they sum up to, as the rule sets in use have them."""
    names: dict[str, int] = {}
    for rule in rule_sets(day):
        for item in items_of(rule):
            names.setdefault(item.name, item.sign)
    return [*FIRST, *(_line(name, sign) for name, sign in names.items()), *SUMS]


def _line(name: str, sign: int) -> Told:
    why = _("元，一年的数。") if sign > 0 else _("元，一年的数。这一项是减去的，写正数。")
    return Told(f"{ITEM}{name}", name, "line", why, SYNONYMS.get(name, ""), EACH)


def columns(day: date) -> Columns:
    """Not kept: rule sets are rows, and change."""
    return Columns(
        SheetKind.INCOMES,
        tuple(one.column for one in told(day)),
        required=("head_name", "lines"),
        naming=frozenset({"head_name", "register_code", "head_id"}),
        marking=("head_name", "register_code", "head_id"),
        brought=_brought,
    )


def _brought(fields: set[str]) -> set[str]:
    """Any line will do, and any way of saying which household."""
    found = {"lines"} if any(name.startswith(ITEM) for name in fields) else set()
    return found | ({"head_name"} if fields & {"register_code", "head_id"} else set())


def lines(table: Table) -> list[SaidIncome]:
    for head in table.header.heads:
        if head.column is None:
            notice = problem("sheet.line_unread", header=head.text)
            table.notices.append(Notice(table.told_sheet, None, notice))
    year = _year_around(table)
    named = [h for h in table.heads if h.field.startswith(ITEM)]
    amounts = {h.field.removeprefix(ITEM): table.values[h.index] for h in named}
    return [_of_row(table, row, amounts, year) for row in table.kept]


def _of_row(table: Table, row: int, amounts: dict[str, list[Any]], year: int | None) -> SaidIncome:
    said = homes(table, row)
    if not said:
        table.wrong(table.header.of("head_name"), row, problem("sheet.home_wanted"))
    one = SaidIncome(**placed(table, row))
    one.home = said[0] if said else SaidHome()
    one.year, one.rule = cell(table, "year", row) or year, cell(table, "rule", row) or ""
    one.amounts = {name: values[row] for name, values in amounts.items() if values[row] is not None}
    for name in ("people", "gross", "net", "per_head"):
        setattr(one, name, cell(table, name, row))
    return one


def _year_around(table: Table) -> int | None:
    """The year in the headers (2025年种植收入), else in the title or the sheet's name, if it is one."""
    years = {head.year for head in table.header.heads if head.year}
    years = years or {int(y) for text in titles(table) for y in YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


INCOMES = Kind(SheetKind.INCOMES, told, columns, lines)

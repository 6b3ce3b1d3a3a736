"""干部和结对: one row an officer and the households that they answer for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from django.utils.translation import gettext_lazy as _

from lianxin.records.intake.lines import SaidHome, SaidOfficer, SaidPairing
from lianxin.records.intake.models import SheetKind

from ..roster.columns import Columns
from ..roster.table import Table
from .kind import DOWN, PLACES, SERIAL, SKIP, Kind, Told, cell, homes, placed

COLUMNS = (
    SERIAL,
    Told(
        "officer",
        "干部姓名",
        "name",
        _("必填。系统里没有这个人，就照这一行新加。"),
        "姓名|干部|联系干部|联系干部姓名|联户干部|联户干部姓名|结对干部|结对干部姓名|帮扶干部|帮扶干部姓名"
        "|帮扶责任人|帮扶责任人姓名|责任人|帮扶人|包户干部|包联干部|帮扶联系人|联系人",
        DOWN,
    ),
    Told(
        "phone",
        "电话",
        "phone",
        _("干部的手机号。同名的人靠它分清。"),
        "联系电话|手机|手机号|手机号码|电话号码|联系方式|干部电话|帮扶责任人电话|帮扶责任人联系电话|责任人电话",
        DOWN,
    ),
    Told("post", "职务", "reason", _("新加干部时用。"), "职务职级|职位|帮扶责任人职务", DOWN),
    Told(
        "unit",
        "单位",
        "unit",
        _("村有几个单位联的时候要写，名称和系统里一样。"),
        "工作单位|所在单位|帮扶单位|单位名称|帮扶责任人单位|帮扶单位名称|派出单位",
        DOWN,
    ),
    Told(
        "head_name",
        "户主姓名",
        "homes",
        _("联的户。几户写在一格里，用顿号隔开；只登记干部时空着。"),
        "户主|联系户主|联系户|联系户户主|联系户姓名|结对户|结对户主|帮扶户|帮扶户主|帮扶对象|帮扶对象姓名"
        "|贫困户|贫困户姓名|脱贫户|脱贫户姓名|被帮扶户|户主名称|户名",
    ),
    Told(
        "register_code",
        "户编号",
        "codes",
        _("户主重名时写。国家系统的户编号、本系统的户号都行。"),
        "户号|户编码|家庭编号|联系户编号|结对户编号",
    ),
    Told(
        "head_id",
        "户主证件号码",
        "head_id",
        _("可以不填。"),
        "户主证件号|户主身份证号|户主身份证号码|证件号码|身份证号|身份证号码|贫困户身份证号码",
    ),
    Told(
        "from_day",
        "自何日",
        "day",
        _("从哪天起联这一户。那天有别人在联，就从那天交接，中间不断。"),
        "结对日期|结对时间|结对开始日期|帮扶开始时间|帮扶开始日期|开始时间|开始日期|起始日期|起始时间"
        "|从哪天起|从何时起|联系时间|联系日期|帮扶时间",
        DOWN,
    ),
    *PLACES,
    Told("note", "备注", "", "", "说明|帮扶责任人性别|性别|政治面貌|户类型", SKIP),
)


@cache
def columns(day: date) -> Columns:
    return Columns(
        SheetKind.PAIRINGS,
        tuple(one.column for one in COLUMNS),
        required=("officer",),
        naming=frozenset({"officer"}),
        marking=("officer", "head_name", "register_code"),
        fewest=2,
    )


def lines(table: Table) -> list[SaidPairing]:
    """A row that names several households is as many pairings; one that names none is an officer."""
    return [one for row in table.kept for one in _of_row(table, row)]


def _of_row(table: Table, row: int) -> list[SaidPairing]:
    day = cell(table, "from_day", row)
    one = SaidPairing(**placed(table, row))
    one.officer = SaidOfficer(
        *((cell(table, name, row) or "") for name in ("officer", "phone", "post", "unit"))
    )
    one.from_day = day.first if day else None
    return [replace(one, home=home) for home in homes(table, row) or (SaidHome(),)]


PAIRINGS = Kind(SheetKind.PAIRINGS, lambda day: COLUMNS, columns, lines)

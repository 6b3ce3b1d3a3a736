"""Columns of the ledger of lists on the wall 成果公示台账; no name of anybody stands in it."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.results.columns import Column
from lianxin.results.lines import Line

from .models import Objection, Publicity


def _state(line: Line) -> str:
    return str(line.it.state_on(line.day).label)


def _result(line: Line) -> str:
    row: Publicity = line.it
    return _now("撤下：%(reason)s") % {"reason": row.reason} if row.withdrawn_at else row.result


COLUMNS = (
    Column("from_day", _("开始"), lambda line: line.it.from_day, "day", 12, Publicity, sort=False),
    Column(
        "last_day", _("最后一天"), lambda line: line.it.last_day, "day", 12, Publicity, sort=False
    ),
    Column(
        "village", _("村"), lambda line: str(line.village), needs=Publicity, usual=False, sort=False
    ),
    Column(
        "title", _("公示的事"), lambda line: line.it.title, width=30, needs=Publicity, sort=False
    ),
    Column(
        "decided", _("拟定"), lambda line: line.it.decided, width=36, needs=Publicity, sort=False
    ),
    Column(
        "households", _("户数"), lambda line: len(line.it.rows), "number", 8, Publicity, sort=False
    ),
    Column(
        "objected", _("异议"), lambda line: line.it.objected, "number", 8, Objection, sort=False
    ),
    Column(
        "answered", _("已答复"), lambda line: line.it.answered, "number", 8, Objection, sort=False
    ),
    Column("state", _("状态"), _state, width=8, needs=Publicity, sort=False),
    Column("result", _("结果"), _result, width=30, needs=Publicity, sort=False),
)

"""Columns of a village's plan: its projects with money and progress, and what people said of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.aid.village_plan.queries import item_state
from lianxin.kernel.money import yuan
from lianxin.pool.models import Project

from .columns import Column
from .lines import Line
from .record_columns import _of, day, text


def _money(name: str, title: Any) -> Column:
    return Column(name, title, _of(name), "money", 14, sort=False, adds=True, of="row")


def _sources(line: Line) -> str:
    """What of the money comes from where; of a project that was won, its funder."""
    it = line.it
    if it.project is not None:
        return str(it.project.funder)
    return _now("、").join(f"{source} {yuan(amount)}" for source, amount in it.money)


def _state(line: Line) -> str:
    return str(item_state(line.it.percent, line.it.due, line.day).label)


ITEMS = (
    text("village", _("村"), "plan.village", usual=False),
    text("plan", _("规划"), "plan.title", 30, usual=False),
    Column(
        "version", _("第几版"), _of("plan.version"), "number", 8, usual=False, sort=False, of="row"
    ),
    text("title", _("项目"), width=24),
    text("text", _("做什么"), width=30, usual=False),
    text("problem", _("解决哪个问题"), width=24),
    text("who", _("谁负责"), width=14),
    day("due", _("什么时候完成")),
    _money("budget", _("资金")),
    Column("sources", _("资金来源"), _sources, width=24, sort=False, of="row"),
    _money("spent", _("花了多少")),
    Column("percent", _("进度（%）"), _of("percent"), "number", 8, sort=False, of="row"),
    Column("state", _("状态"), _state, width=10, sort=False, of="row"),
    text("project", _("争取到的项目"), width=24, needs=Project),
)


def _became(line: Line) -> str:
    it = line.it
    if it.answered is None or it.answered > line.day:
        return _now("还没答复")
    return _now("采纳了") if it.adopted else _now("没有采纳")


COMMENTS = (
    day("day", _("哪天说的")),
    text("village", _("村"), "plan.village", usual=False),
    text("plan", _("规划"), "plan.title", 30),
    Column("by", _("怎么说的"), lambda line: line.it.get_by_display(), sort=False, of="row"),
    text("text", _("意见"), width=40, mask="hide"),
    Column("became", _("采纳没有"), _became, width=10, sort=False, of="row"),
    text("answer", _("答复"), width=40, mask="hide"),
)

"""Columns of plans, measures, looks back on stages, and batches, each as of the day of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.plans.household.models import Plan, Stage
from lianxin.plans.household.queries import PlanLine
from lianxin.plans.models import Measure, MeasureStep
from lianxin.plans.queries import Standing
from lianxin.records.file.aspects import ASPECTS
from lianxin.visits.batches.queries import Line as BatchLine
from lianxin.visits.batches.queries import State as BatchState

from .columns import Column
from .lines import Line
from .record_columns import HOME, OFFICER, VILLAGE, day, text


def _stage(line: Line) -> str:
    it = line.told[PlanLine].stage
    return f"{it.stage.title} {it.stage.from_day}—{it.stage.last_day}" if it else ""


def _change(line: Line) -> str:
    """Each goal of the stage: in the file then, on the day, and what was to be reached."""
    it = line.told[PlanLine].stage
    return _now("；").join(
        _now("%(what)s：%(then)s → %(now)s，目标 %(target)s")
        % {
            "what": one.aspect.title,
            "then": one.told_then,
            "now": one.told_now,
            "target": one.told_target,
        }
        for one in (it.moved if it else ())
    )


def _reached(line: Line) -> str:
    it = line.told[PlanLine].stage
    if it is None:
        return ""
    return _now("做到了") if it.reached else _now("没变化") if it.still else _now("在走")


def _wishes(line: Line) -> str:
    return _now("、").join(line.told[Plan])


def _state(line: Line) -> str:
    """As it stood on the day."""
    row, on = line.it, line.day
    kept = Measure(due=row.due)
    for name in ("done", "blocked", "dropped"):
        value = getattr(row, name)
        setattr(kept, name, value if value and value <= on else None)
    return Standing(kept, "", on).state.label


def _facts(line: Line) -> str:
    """What the review kept, in the words of the file."""
    return _now("；").join(
        f"{ASPECTS[name].title} {ASPECTS[name].told(then)} → {ASPECTS[name].told(now)}"
        for name, (then, now, _target) in line.it.facts.items()
        if name in ASPECTS
    )


def _batch(name: str) -> Any:
    return lambda line: getattr(line.told[BatchLine], name)


def _named(people: Iterable[Any]) -> str:
    return _now("、").join(one.name for one in people)


def _went(line: Line) -> str:
    return {
        BatchState.PLANNED: _now("还没到"),
        BatchState.NOW: _now("正在走"),
        BatchState.HELD: _now("走过了"),
        BatchState.UNWRITTEN: _now("日记里还没有"),
        BatchState.CANCELLED: _now("取消了"),
    }[line.told[BatchLine].state]


PLANS = (
    *HOME,
    Column("version", _("版"), lambda line: line.it.version, "number", 5, sort=False, of="row"),
    day("from_day", _("哪天批准")),
    text("aim", _("总目标"), width=30, mask="hide"),
    Column("wishes", _("户里最盼的"), _wishes, width=16, sort=False, mask="hide"),
    Column("stage", _("现在的阶段"), _stage, width=28, needs=Stage, sort=False),
    Column("change", _("变化"), _change, width=44, needs=Stage, sort=False, mask="hide"),
    Column("reached", _("走到哪里"), _reached, width=10, needs=Stage, sort=False),
    Column(
        "measures",
        _("措施办完/全部"),
        lambda line: line.told[Measure],
        width=12,
        needs=Measure,
        sort=False,
    ),
)
MEASURES = (
    *HOME,
    text("direction", _("方向"), width=14),
    text("field", _("资源"), width=10),
    text("text", _("措施"), width=36, mask="hide"),
    text("cause", _("对着的原因"), width=14),
    OFFICER,
    day("from_day", _("从哪天")),
    day("due", _("期限")),
    Column("cost", _("要花的钱"), lambda line: line.it.cost, "money", 12, sort=False, of="row"),
    text("means", _("钱物来源"), width=16),
    Column(
        "percent",
        _("进度（%）"),
        lambda line: line.told[MeasureStep],
        "number",
        8,
        needs=MeasureStep,
        sort=False,
    ),
    Column("state", _("状态"), _state, width=10, sort=False, of="row"),
    day("done", _("办完日期")),
)
REVIEWS = (
    day("day", _("日期")),
    *HOME,
    Column("stage", _("阶段"), lambda line: line.told[Stage], width=14, needs=Stage, sort=False),
    Column("facts", _("变化"), _facts, width=44, sort=False, mask="hide", of="row"),
    Column(
        "reached",
        _("做到没有"),
        lambda line: _now("做到了") if line.it.reached else _now("还没做到"),
        width=10,
        sort=False,
        of="row",
    ),
    text("words", _("说明"), width=36, mask="hide"),
    text("author", _("谁看的"), width=10),
)
BATCHES = (
    day("first", _("第一天")),
    day("last", _("最后一天")),
    VILLAGE,
    Column("purpose", _("做什么"), lambda line: line.it.told, width=16, sort=False, of="row"),
    Column(
        "officers", _("谁去"), lambda line: _named(_batch("officers")(line)), width=28, sort=False
    ),
    Column(
        "groups", _("去哪些社"), lambda line: _now("、").join(_batch("groups")(line)), sort=False
    ),
    Column(
        "homes",
        _("安排的户"),
        lambda line: len(_batch("visits")(line)),
        "number",
        8,
        sort=False,
        adds=True,
    ),
    Column("seen", _("见到的户"), _batch("seen"), "number", 8, sort=False, adds=True),
    text("car", _("车"), width=12),
    Column("state", _("走了没有"), _went, width=12, sort=False),
    text("note", _("备注"), width=24, usual=False, mask="hide"),
)

"""The plans of the year that is going on: most hold, some wait for the office, some are still written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from lianxin.kernel.actor import SYSTEM
from lianxin.plans.actions import measure_block
from lianxin.plans.household.actions import (
    plan_approve,
    plan_draw,
    plan_return,
    plan_submit,
    stage_review,
)
from lianxin.plans.household.drawn import PlanDrawn
from lianxin.plans.household.models import Plan
from lianxin.plans.household.queries import lines
from lianxin.plans.household.templates import begun, fitting, templates
from lianxin.plans.models import Measure
from lianxin.records.file.queries import standings

from .homes import Home
from .records import Records
from .stamps import evening

WISHES = {
    "因病": ("看病就医", "大夫多来几趟，药能报上。"),
    "因残": ("看病就医", "残疾补贴别断了。"),
    "因学": ("上学", "娃娃上学的钱别愁。"),
    "缺技术": ("技术培训", "想学个手艺，别光靠力气。"),
    "缺资金": ("贷款资金", "牛想多养两头，缺本钱。"),
}
USUAL = ("产业发展", "种的东西卖得出去就好。")
FATES = ("written", "waiting", "returned")
"""Of the plans that do not hold yet: one of each to begin with, by the number of the household."""


def lay(records: Records, first: date) -> None:
    """A plan for each household, begun in the first weeks of the year."""
    rows = templates()
    fates = dict(zip(sorted(home.name for home in records.homes)[5::20], FATES, strict=False))
    for home in records.homes:
        chance = Random(f"plan {home.household.register_code}")  # noqa: S311 (no secret)
        day = first + timedelta(days=chance.randrange(5, 40))
        standing = standings(SYSTEM, day=day).filter(household=home.household).first()
        row = fitting([one for one in rows if one.stages], standing)
        if row is not None:
            drawn = begun(SYSTEM, home.household, row, day)
            _decide(records, home, _wished(records, home, drawn, day), day, fates.get(home.name))


def _wished(records: Records, home: Home, drawn: PlanDrawn, day: date) -> PlanDrawn:
    causes = [one for one in home.family.causes if one in WISHES]
    told = [WISHES[one] for one in causes] or [USUAL]
    kinds = [str(records.codes["need", kind].pk) for kind, _said in told]
    kept = [
        replace(stage, goals=[goal for goal in stage.goals if goal.target is not None])
        for stage in drawn.stages
    ]
    stages = [stage for stage in kept if stage.goals]
    return PlanDrawn(drawn.aim, stages, kinds, told[0][1], day)


def _decide(records: Records, home: Home, drawn: PlanDrawn, day: date, fate: str | None) -> None:
    actor = records.actor(home.family.officer)
    row = plan_draw(actor=actor, household=home.household, drawn=drawn)
    if fate != "written":
        row = plan_submit(actor=actor, plan=row)
    if fate == "returned":
        row = plan_return(actor=records.office, plan=row, note="第二阶段的目标再细一点")
    if fate is None:
        row = plan_approve(actor=records.office, plan=row, day=day)
    _stamp(row, day)


def _stamp(row: Plan, day: date) -> None:
    """As if it had been written on its day."""
    written = evening(day, row.version)
    stamps = {"written_at": written}
    if row.submitted_at is not None:
        stamps["submitted_at"] = written + timedelta(minutes=20)
    if row.decided_at is not None:
        stamps["decided_at"] = written + timedelta(minutes=50)
    Plan.objects.visible_to(SYSTEM).filter(pk=row.pk).update(**stamps)


HELD_UP = ("等镇上批地，批下来再动工", "材料涨价，等村委会再凑一笔", "技术员下个月才排得上")


def hold_up(records: Records) -> None:
    """A few measures cannot go on at present, and say why."""
    rows = Measure.objects.visible_to(SYSTEM).filter(done=None, dropped=None, percent__gt=0)
    late = rows.filter(due__gt=records.day, year=records.day.year).order_by("due", "pk")
    for row, reason in zip(list(late)[:: max(1, late.count() // 3)], HELD_UP, strict=False):
        measure_block(actor=records.office, measure=row, reason=reason)


def look_back(records: Records) -> None:
    """Stages that are over were looked back on within a week of their end."""
    keys = {home.household.pk: home for home in records.homes}
    for key, it in lines(SYSTEM, list(keys), records.day).items():
        for line in it.stages:
            day = line.stage.last_day + timedelta(days=7)
            if line.over and day <= records.day:
                stage_review(
                    actor=records.actor(keys[key].family.officer),
                    stage=line.stage,
                    reached=line.reached,
                    words="" if line.reached else "差的那一项放到下一阶段接着办。",
                    day=day,
                )

"""Columns of 多样化: activities, who was trained, certificates, follow-ups, what activities cost."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.aid.models import Participant
from lianxin.aid.outcomes.models import ActivityResult, FollowUp
from lianxin.aid.planning.models import ActivityExpert, ActivityMeans, Invitation

from .columns import Column
from .lines import Line
from .record_columns import HOME, OFFICER, VILLAGE, day, text


def _got(name: str) -> Any:
    return lambda line: line.got.get(name, 0)


def _n(name: str, title: Any, needs: Any) -> Column:
    return Column(
        name, title, _got(name), "number", 8, needs, sort=False, adds=True, usual=name != "invited"
    )


def _got_told(line: Line) -> str:
    return str(line.it.get_got_display())


def _state(line: Line) -> str:
    """As it stood on the day of the ledger."""
    if line.it.done is not None and line.it.done <= line.day:
        return _now("问过了")
    return _now("超期") if line.it.due < line.day else _now("等回访")


def _outcome(line: Line) -> str:
    done = line.it.done is not None and line.it.done <= line.day
    return line.it.outcome.told if done and line.it.outcome else ""


ACTIVITIES = (
    day("day", _("日期")),
    VILLAGE,
    text("kind", _("类别")),
    text("title", _("活动"), width=30),
    text("place", _("地点"), width=16),
    text("organisers", _("主办"), width=20),
    Column(
        "teachers",
        _("谁来教"),
        lambda line: line.teachers,
        width=16,
        needs=ActivityExpert,
        sort=False,
    ),
    Column("officers", _("参加干部"), lambda line: line.officers, width=28, sort=False, of="row"),
    _n("invited", _("请了几户"), Invitation),
    Column(
        "households",
        _("到场户数"),
        lambda line: line.households,
        "number",
        8,
        sort=False,
        of="row",
        adds=True,
    ),
    Column(
        "people",
        _("到场群众"),
        lambda line: line.it.people,
        "number",
        8,
        sort=False,
        adds=True,
        of="row",
    ),
    _n("named", _("记名到人"), Participant),
    _n("certificates", _("发证书"), ActivityResult),
    _n("followed", _("回访过"), FollowUp),
    Column(
        "cost",
        _("从供给里支出"),
        _got("cost"),
        "money",
        12,
        ActivityMeans,
        sort=False,
        adds=True,
    ),
    text("text", _("内容"), width=40, usual=False, mask="hide"),
)
NAME = text("name", _("姓名"), "person.name", 10, mask="name")
ACTIVITY = text("activity", _("哪次活动"), width=30)
PARTICIPANTS = (day("day", _("日期"), "activity.day"), *HOME, NAME, ACTIVITY)
RESULTS = (
    day("day", _("日期")),
    *HOME,
    NAME,
    Column("got", _("得到什么"), _got_told, width=14, sort=False, of="row"),
    text("number", _("证书编号"), width=18),
    ACTIVITY,
    text("words", _("说明"), width=24, usual=False, mask="hide"),
)
FOLLOW_UPS = (
    day("due", _("期限")),
    *HOME,
    NAME,
    ACTIVITY,
    OFFICER,
    text("ask", _("问什么"), width=24),
    Column("state", _("状态"), _state, width=8, sort=False, of="row"),
    day("done", _("问过的日期")),
    Column("outcome", _("结果"), _outcome, width=14, sort=False, of="row"),
    text("words", _("说明"), width=30, usual=False, mask="hide"),
)
MEANS = (
    day("day", _("日期"), "activity.day"),
    text("village", _("村"), "activity.village", usual=False),
    ACTIVITY,
    text("giver", _("谁提供的"), "allocation.offer.giver", 20),
    Column(
        "cost",
        _("从供给里支出"),
        lambda line: line.it.cost,
        "money",
        12,
        sort=False,
        adds=True,
        of="row",
    ),
)

"""Columns of the records, declared once for ledgers and for the rows behind a figure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.aid.models import Activity
from lianxin.pool.models import Receipt, Spending
from lianxin.records.diary.models import Entry, Kind
from lianxin.records.file.income import Income
from lianxin.records.needs.models import Need
from lianxin.register.models import Membership

from .columns import Column
from .lines import Line


def _of(name: str) -> Any:
    """A value of the row itself; through names parted by dots."""

    def read(line: Line) -> Any:
        found: Any = line.it
        for part in name.split("."):
            found = getattr(found, part) if found is not None else None
        return found

    return read


def _named(name: str) -> Any:
    read = _of(name)
    return lambda line: str(read(line) or "")


def day(name: str, title: Any, source: str = "") -> Column:
    return Column(name, title, _of(source or name), "day", 12, sort=False, of="row")


def text(name: str, title: Any, source: str = "", width: int = 12, **more: Any) -> Column:
    told = {"of": "row" if "needs" not in more else "needs", **more}
    return Column(name, title, _named(source or name), width=width, sort=False, **told)


VILLAGE = Column("village", _("村"), lambda line: str(line.village), usual=False, sort=False)
NUMBER = Column(
    "number",
    _("户号"),
    lambda line: line.household.number if line.household else "",
    width=10,
    sort=False,
)
HEAD = Column(
    "head", _("户主"), lambda line: line.head, width=10, needs=Membership, sort=False, mask="name"
)
OFFICER = text("officer", _("干部"), width=10)
HOME = (VILLAGE, NUMBER, HEAD)
WORDS = text("text", _("记了什么"), "entry.words", 72, needs=Entry, mask="hide")


def kinds_told(entry: Entry) -> str:
    return _now("、").join(str(Kind(kind).label) for kind in entry.kinds)


def half_days(line: Line) -> float | int:
    return 1 if line.it.half_days >= 2 else 0.5


def need_state(line: Line) -> str:
    """As it stood on the day of the ledger."""
    need = line.it
    if need.closed and need.closed <= line.day:
        return _now("已办结")
    return _now("超期") if need.due < line.day else _now("在办")


def card_state(line: Line) -> str:
    """As it stood on the day of the ledger."""
    card = line.it
    if card.withdrawn and card.withdrawn <= line.day:
        return _now("作废")
    given = card.handed_out is not None and card.handed_out <= line.day
    return _now("已送到户") if given else _now("没送到")


ACTS = (day("day", _("日期")), *HOME, OFFICER, WORDS)
TOGETHER = Column(
    "kinds",
    _("一起记的"),
    lambda line: kinds_told(line.it.entry),
    width=18,
    needs=Entry,
    usual=False,
    sort=False,
)
MINUTES = Column(
    "minutes",
    _("分钟"),
    _of("entry.minutes"),
    "number",
    8,
    needs=Entry,
    usual=False,
    sort=False,
)
VISITS = (*ACTS[:-1], TOGETHER, MINUTES, WORDS)
STAYS = (
    day("day", _("日期")),
    VILLAGE,
    OFFICER,
    Column("days", _("天数"), half_days, "decimal", 8, sort=False, adds=True, of="row"),
    WORDS,
)
LECTURES = (
    day("day", _("日期")),
    VILLAGE,
    OFFICER,
    Column("activity", _("哪次活动"), lambda line: line.activity, width=30, needs=Activity),
    WORDS,
)
ENTRIES = (
    day("day", _("日期")),
    VILLAGE,
    OFFICER,
    Column("kinds", _("类型"), lambda line: kinds_told(line.it), sort=False, of="row"),
    text("text", _("记了什么"), "words", 72, mask="hide"),
)
CONFIRMATIONS = (
    day("day", _("日期")),
    VILLAGE,
    Column("rating", _("打的星"), _of("rating"), "number", 8, sort=False, adds=True, of="row"),
)
"""Which household gave them is told on no list."""
NEEDS = (
    day("opened", _("提出日期")),
    *HOME,
    text("kind", _("类别")),
    text("text", _("需求"), width=36, needs=Need, mask="hide"),
    OFFICER,
    day("due", _("期限")),
    Column("state", _("状态"), need_state, width=8, sort=False, of="row"),
    day("closed", _("办结日期")),
    text("result", _("结果")),
    text("outcome", _("办成什么样"), width=36, mask="hide"),
)
DELIVERIES = (
    day("day", _("日期")),
    *HOME,
    text("goods", _("物资")),
    Column("quantity", _("数量"), _of("quantity"), "number", 8, sort=False, of="row"),
    text("unit", _("单位"), "goods.unit", 6),
    text("officer", _("经手干部"), width=10),
    text("received_by", _("签收人"), width=10, mask="name"),
    day("received", _("签收日期")),
    text("activity", _("哪次活动"), width=30, usual=False),
    text("note", _("备注"), width=20, usual=False, mask="hide"),
)
PROJECTS = (
    day("decided", _("批复日期")),
    VILLAGE,
    text("title", _("项目"), width=30),
    text("field", _("领域")),
    text("funder", _("出资单位"), width=20),
    text("decision", _("批文"), width=24),
    Column("amount", _("批复金额"), _of("amount"), "money", 14, sort=False, adds=True, of="row"),
    Column(
        "received",
        _("已到账"),
        lambda line: line.received,
        "money",
        14,
        Receipt,
        sort=False,
        adds=True,
    ),
    Column(
        "spent",
        _("已付出"),
        lambda line: line.spent,
        "money",
        14,
        Spending,
        sort=False,
        adds=True,
    ),
    Column(
        "left",
        _("还没付"),
        lambda line: line.received - line.spent,
        "money",
        14,
        Spending,
        sort=False,
        adds=True,
    ),
    text("note", _("说明"), width=30, usual=False),
)
RESOURCES = (
    text("field", _("哪一类"), width=14),
    text("funder", _("谁出的"), width=24),
    text("title", _("是什么"), width=30),
    VILLAGE,
    day("decided", _("批复日期")),
    *PROJECTS[6:10],
    text("note", _("说明"), width=30, usual=False, mask="hide"),
)
CARDS = (
    *HOME,
    OFFICER,
    day("issued", _("发卡日期")),
    day("handed_out", _("送到日期")),
    text("handed_by", _("谁送的"), width=10),
    Column(
        "number_end",
        _("卡号末四位"),
        lambda line: line.it.number[-4:],
        width=10,
        sort=False,
        of="row",
    ),
    Column("state", _("状态"), card_state, width=8, sort=False, of="row"),
    day("withdrawn", _("作废日期")),
    text("withdrawn_for", _("为什么作废"), width=24, mask="hide"),
)
RECEIPTS = (
    day("day", _("到账日期")),
    text("village", _("村"), "project.village", usual=False),
    text("project", _("项目"), width=30),
    Column("amount", _("到账金额"), _of("amount"), "money", 14, sort=False, adds=True, of="row"),
    text("note", _("备注"), width=20),
)
HOUSEHOLDS = (*HOME, text("group", _("社"), width=8), day("opened", _("登记日期")))
CHANGE = Column(
    "change", _("哪里变了"), lambda line: line.change, width=40, needs=Income, sort=False
)
FARED = (*HOUSEHOLDS[:-1], CHANGE)
MEMBERSHIPS = (
    *HOME,
    text("name", _("姓名"), "person.name", 10, mask="name"),
    text("relation", _("与户主关系")),
    day("since", _("入户日期"), "from_day"),
)
PAIRINGS = (*HOME, OFFICER, day("since", _("结对日期"), "from_day"), text("reason", _("原因")))
STANDINGS = (
    *HOME,
    text("category", _("户类型"), width=14),
    text("watch", _("监测类别"), width=14),
    text("cause", _("主要致贫原因"), width=14),
    day("since", _("从哪天起"), "from_day"),
)
INCOMES = (
    *HOME,
    Column("year", _("年度"), _of("year"), "number", 8, sort=False, of="row"),
    Column("per_head", _("人均纯收入"), _of("per_head"), "money", 12, sort=False, of="row"),
    day("since", _("从哪天起"), "from_day"),
)

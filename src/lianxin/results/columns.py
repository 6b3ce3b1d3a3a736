"""Columns of the ledgers, declared once: page, print, Excel and CSV show the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.records.file.income import Income
from lianxin.records.file.models import (
    Allowance,
    Condition,
    Dwelling,
    HouseholdStatement,
    Land,
    Living,
    Standing,
)
from lianxin.records.file.quantities import AREA, MU
from lianxin.register.models import Household, Pairing, Person

from .household_batch import wanted
from .households import Row


@dataclass(frozen=True)
class Column:
    """``kind``: text, number, decimal, money (fen), share, day, or serial, which a sheet counts itself.
    ``needs``: what one must be able to see; ``of`` what it is told to come from: "needs", "row" where
    it is a field of the ledger's own records, or nothing.

    ``mask`` says what a published sheet does to it: "name", "phone", "born", "hide" or nothing.
    ``about`` tells in a sentence what it says, where the title is not enough.
    ``adds``: a sheet ends with the sum. ``whole``: what a sheet for a stated purpose shows in full,
    "id_number" or "certificate".
    """

    name: str
    title: Any
    value: Callable[[Any], Any]
    kind: str = "text"
    width: int = 12
    needs: type[Model] = Household
    usual: bool = True
    sort: bool = True
    mask: str = ""
    adds: bool = False
    whole: str = ""
    about: Any = ""
    beside: tuple[type[HouseholdStatement], str] | None = None
    of: str = "needs"

    @property
    def number(self) -> bool:
        return self.kind in {"number", "decimal", "money", "share"}


OF_BODY = frozenset(
    """cause risks health labour care disability disability_level disability_issued certificate
    illness special_care not_at_school health_help""".split()
)
"""Names of columns that tell of somebody's body, in whichever ledger they stand: a cause of poverty may be
an illness, a lost ability to work is one. A masked sheet leaves them out."""
ABLE_TOLD = _("普通、技能、弱或半劳动力的人数")
CATEGORY_TOLD = _("风险没消除的监测对象写监测类别，别的写户类型")
INCOME_TOLD = _("最近一年的人均纯收入，按作准的口径")
CHANGE_TOLD = _("最近一年比它的上一年多或少百分之几")


def category(row: Row) -> str:
    """The category of watch where there is one, else the household's own."""
    it = row.standing
    if it is None:
        return ""
    return it.watch if row.monitored else it.category


HOUSEHOLDS: tuple[Column, ...] = (
    Column("number", _("户号"), lambda r: r.household.number, width=10),
    Column("head", _("户主"), lambda r: r.name, width=10, mask="name"),
    Column("village", _("村"), lambda r: r.household.village.name, usual=False, sort=False),
    Column("group", _("社"), lambda r: str(r.household.group or ""), width=8),
    Column("members", _("人口"), lambda r: r.members, "number", 6, Person, adds=True),
    Column(
        "labour", _("劳力"), lambda r: r.labour, "number", 6, Condition, adds=True, about=ABLE_TOLD
    ),
    Column("category", _("类别"), category, width=14, needs=Standing, about=CATEGORY_TOLD),
    Column(
        "cause",
        _("主要致贫原因"),
        lambda r: r.standing.cause if r.standing else "",
        width=18,
        needs=Standing,
    ),
    Column("officer", _("联系干部"), lambda r: r.officer, width=10, needs=Pairing),
    Column(
        "since",
        _("结对日期"),
        lambda r: r.since,
        "day",
        12,
        Pairing,
        usual=False,
    ),
    Column(
        "income",
        _("人均纯收入"),
        lambda r: r.income and r.income.now,
        "money",
        12,
        Income,
        about=INCOME_TOLD,
    ),
    Column(
        "change",
        _("比上年"),
        lambda r: r.income and r.income.change,
        "share",
        9,
        Income,
        about=CHANGE_TOLD,
    ),
    Column(
        "phone",
        _("电话"),
        lambda r: r.phone,
        width=14,
        needs=Person,
        usual=False,
        sort=False,
        mask="phone",
    ),
    Column(
        "register_code",
        _("户编号"),
        lambda r: r.household.register_code or "",
        width=18,
        usual=False,
        sort=False,
    ),
    Column(
        "missing",
        _("缺什么"),
        lambda r: str(_("、")).join(r.missing) if r.missing else "",
        width=20,
        needs=Person,
        usual=False,
        sort=False,
    ),
)


def _said(
    kind: type[HouseholdStatement],
    name: str,
    title: Any,
    how: str = "text",
    width: int = 10,
    adds: bool = False,
    parts: int = 1,
) -> Column:
    """A fact of the file that the ledger shows where somebody asks for it."""

    def read(row: Row) -> Any:
        value = row.told.get(name)
        return value / parts if how == "decimal" and value is not None else value

    beside = (kind, name)
    return Column(
        name, title, read, how, width, kind, usual=False, sort=False, adds=adds, beside=beside
    )


HOUSEHOLDS += (
    Column(
        "opened",
        _("登记日期"),
        lambda r: r.household.opened,
        "day",
        usual=False,
        sort=False,
    ),
    _said(Standing, "lifted_year", _("脱贫年度"), "number", 8),
    _said(Standing, "identified", _("认定日期"), "day", 12),
    _said(Living, "dangerous_house", _("是否危房"), width=8),
    _said(Living, "safe_water", _("饮水是否安全"), width=8),
    _said(Dwelling, "house_area", _("住房面积（平方米）"), "decimal", adds=True, parts=AREA),
    _said(Dwelling, "rooms", _("房屋间数"), "number", 8, adds=True),
    _said(Dwelling, "structure", _("房屋结构")),
    _said(Dwelling, "toilet", _("卫生厕所"), width=8),
    _said(Dwelling, "road", _("入户路")),
    _said(Dwelling, "fuel", _("主要燃料")),
    _said(Land, "arable", _("耕地（亩）"), "decimal", adds=True, parts=MU),
    _said(Land, "forest", _("林地（亩）"), "decimal", adds=True, parts=MU),
    _said(Allowance, "people", _("低保人数"), "number", 8, adds=True),
    _said(Allowance, "monthly", _("低保月金额"), "money", 12, adds=True),
)


def facts_of(columns: Sequence[Column]) -> dict[type[HouseholdStatement], tuple[str, ...]]:
    """Which facts of the file the columns of the household ledger show."""
    return wanted(one.beside for one in columns if one.beside is not None)


def visible(actor: Actor, columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if actor.sees(column.needs) is not None]


def _person(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: read(row.person)


def _stated(name: str) -> Callable[[Any], str]:
    return lambda row: str((row.condition and getattr(row.condition, name)) or "")


MEMBERS: tuple[Column, ...] = (
    Column("village", _("村"), lambda r: r.household.village.name),
    Column("group", _("社"), lambda r: str(r.household.group or ""), width=8),
    Column("household", _("户号"), lambda r: r.household.number, width=10),
    Column("name", _("姓名"), _person(lambda p: p.name), width=10, mask="name"),
    Column("relation", _("与户主关系"), lambda r: r.membership.relation.name, width=12),
    Column("sex", _("性别"), lambda r: r.sex, width=6),
    Column("born", _("出生日期"), _person(lambda p: p.born), "day", 12, mask="born"),
    Column(
        "id_number",
        _("证件号码"),
        lambda r: r.id_shown,
        width=20,
        needs=Person,
        mask="hide",
        whole="id_number",
    ),
    Column("ethnic", _("民族"), _person(lambda p: str(p.ethnic or "")), width=8),
    Column("party", _("政治面貌"), _person(lambda p: str(p.party or ""))),
    Column("phone", _("电话"), _person(lambda p: p.phone), width=14, mask="phone"),
    Column("education", _("文化程度"), _stated("education"), needs=Condition),
    Column("schooling", _("在校生状况"), _stated("schooling"), needs=Condition),
    Column("health", _("健康状况"), _stated("health"), needs=Condition, mask="hide"),
    Column("labour", _("劳动技能"), _stated("labour"), width=20, needs=Condition),
    Column(
        "work_months",
        _("务工月数"),
        lambda r: r.condition and r.condition.work_months,
        "number",
        needs=Condition,
    ),
    Column("since", _("入户日期"), lambda r: r.membership.from_day, "day"),
)

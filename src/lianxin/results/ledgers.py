"""Ledgers are named queries: a title, columns, and rows within one's scope as of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.aid.models import Activity, Delivery
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.pool.models import Project
from lianxin.records.diary.models import Act, Kind
from lianxin.records.needs.models import Need
from lianxin.register.models import Household, Person

from . import columns, households, members, record_columns, records
from .asked import Asked
from .columns import Column
from .conditions import Conditions
from .households import BATCH
from .lines import lines
from .publicity import ledger as publicity
from .publicity.models import Publicity
from .publicity.queries import listed


@dataclass(frozen=True)
class Ledger:
    """``needs``: the model that one must be able to see for the ledger to exist.

    ``asks`` reads its conditions from an address. ``kinds`` names what its rows are told apart by: a
    code list, "goods", or nothing. ``totals`` fold all rows that match.
    """

    name: str
    title: Any
    about: Any
    columns: tuple[Column, ...]
    needs: type[Model]
    rows: Callable[..., QuerySet[Any]]
    lines: Callable[[Actor, Iterable[Any], date], Iterator[Any]] = lines
    asks: type[Conditions] | type[Asked] = Asked
    kinds: str = ""
    totals: records.Totals | None = None

    def visible_columns(self, actor: Actor) -> list[Column]:
        return columns.visible(actor, self.columns)

    def read(
        self,
        actor: Actor,
        conditions: Any,
        *,
        village: Area | None,
        day: date,
        sort: str = "",
        begin: int = 0,
        most: int | None = None,
    ) -> Iterator[Any]:
        """Rows in the ledger's order, from one place on; read in batches."""
        found = self.rows(actor, conditions, village=village, day=day, sort=sort)
        part = found[begin : None if most is None else begin + most]
        return self.lines(actor, part.iterator(chunk_size=BATCH), day)


LEDGERS: dict[str, Ledger] = {
    ledger.name: ledger
    for ledger in (
        Ledger(
            "households",
            _("联系户台账"),
            _("每户一行：户主、人口、类别、联系干部、收入"),
            columns.HOUSEHOLDS,
            Household,
            households.in_order,
            households.rows,
            Conditions,
        ),
        Ledger(
            "members",
            _("家庭成员台账"),
            _("每人一行：关系、性别、年龄、文化、身体、劳动"),
            columns.MEMBERS,
            Person,
            members.people,
            members.lines,
            Conditions,
        ),
        Ledger(
            "visits",
            _("走访台账"),
            _("哪天、谁、去了哪一户、说了什么；从日记里来"),
            record_columns.VISITS,
            Act,
            records.acts(Kind.VISIT),
            totals=records.folded("visits", "households_visited"),
        ),
        Ledger(
            "stays",
            _("驻村台账"),
            _("谁哪天住在村里，半天记 0.5 天；从日记里来"),
            record_columns.STAYS,
            Act,
            records.acts(Kind.STAY),
            totals=records.folded("stay_days"),
        ),
        Ledger(
            "lectures",
            _("宣讲台账"),
            _("哪天讲了什么、谁讲的；从日记和活动里来"),
            record_columns.LECTURES,
            Act,
            records.acts(Kind.LECTURE),
            totals=records.folded("lectures"),
        ),
        Ledger(
            "talks",
            _("谈心台账"),
            _("哪天、谁、和哪一户谈心；从日记里来"),
            record_columns.VISITS,
            Act,
            records.acts(Kind.TALK),
            totals=records.folded("talks"),
        ),
        Ledger(
            "needs",
            _("需求台账"),
            _("群众提的事：谁在办、到期没有、办成什么样"),
            record_columns.NEEDS,
            Need,
            records.needs,
            kinds="need",
            totals=records.of_needs,
        ),
        Ledger(
            "deliveries",
            _("物资台账"),
            _("发了什么、发给谁、谁签收"),
            record_columns.DELIVERIES,
            Delivery,
            records.deliveries,
            kinds="goods",
            totals=records.of_deliveries,
        ),
        Ledger(
            "projects",
            _("项目台账"),
            _("争取到的项目：谁出资、批了多少、到账多少"),
            record_columns.PROJECTS,
            Project,
            records.projects,
            kinds="field",
            totals=records.folded("projects", "project_funds"),
        ),
        Ledger(
            "activities",
            _("活动台账"),
            _("办了什么活动：谁参加、来了几户、多少人"),
            record_columns.ACTIVITIES,
            Activity,
            records.activities,
            kinds="activity",
            totals=records.folded("activities", "activity_people"),
        ),
        Ledger(
            "publicity",
            _("成果公示台账"),
            _("贴出去过什么、贴了几天、有没有异议、怎么定的"),
            publicity.COLUMNS,
            Publicity,
            listed,
        ),
    )
}


def visible_ledgers(actor: Actor) -> list[Ledger]:
    return [ledger for ledger in LEDGERS.values() if actor.sees(ledger.needs) is not None]


def visible_ledger(actor: Actor, name: str) -> Ledger:
    if name not in {one.name for one in visible_ledgers(actor)}:
        raise refuse("action.absent")
    return LEDGERS[name]

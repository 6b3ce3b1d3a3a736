"""The ledgers of the product: those of the records here, those of households and members beside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.aid.models import Delivery
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.plans.commitments.models import Commitment
from lianxin.pool.models import Project
from lianxin.records.diary.models import Act, Kind
from lianxin.records.file.models import Condition
from lianxin.records.needs.models import Need
from lianxin.register.cards.models import Card
from lianxin.register.models import Household, Person

from . import columns, commitments, households, members, record_columns, records
from .aid_ledgers import OF_AID
from .assessment import ledger as assessment
from .conditions import Conditions
from .home_ledgers import OF_HOMES
from .ledger import Ledger
from .office_ledgers import OF_OFFICE
from .plan_ledgers import OF_PLANS
from .profile import ledger as profile
from .publicity import ledger as publicity
from .publicity.models import Publicity
from .publicity.queries import listed
from .review_ledgers import OF_REVIEW
from .supply_ledgers import OF_SUPPLY
from .village_ledgers import OF_VILLAGES

__all__ = ["LEDGERS", "Ledger", "visible_ledger", "visible_ledgers"]

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
            lines_of=lambda shown: households.beside(columns.facts_of(shown)),
            lean=households.lean,
        ),
        Ledger(
            "members",
            _("居民台账"),
            _("家庭成员每人一行：关系、性别、年龄、文化、身体、劳动"),
            columns.MEMBERS,
            Person,
            members.people,
            members.lines,
            Conditions,
        ),
        Ledger(
            "cards",
            _("联系卡发放台账"),
            _("每张连心卡：给哪一户、谁送的、哪天送到、作废没有"),
            record_columns.CARDS,
            Card,
            records.cards,
            totals=records.of_cards,
        ),
        Ledger(
            "commitments",
            _("责任书台账"),
            _("每名干部每年的责任书：第几版、几户、哪天接受的"),
            commitments.COLUMNS,
            Commitment,
            commitments.rows,
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
        *OF_AID,
        Ledger(
            "resources",
            _("帮扶资源台账"),
            _("争取来的资源按六类看：谁出、出多少、到了多少"),
            record_columns.RESOURCES,
            Project,
            records.projects,
            kinds="field",
            totals=records.folded("projects", "project_funds"),
        ),
        Ledger(
            "publicity",
            _("成果公示台账"),
            _("贴出去过什么、贴了几天、有没有异议、怎么定的"),
            publicity.COLUMNS,
            Publicity,
            listed,
        ),
        *OF_SUPPLY,
        *OF_PLANS,
        *OF_VILLAGES,
        Ledger(
            "profile",
            _("多维画像台账"),
            _("每户一行：缺哪几样、哪几样说不清、计划里有没有目标"),
            profile.COLUMNS,
            Condition,
            profile.rows,
            profile.lines,
        ),
        *OF_REVIEW,
        assessment.LEDGER,
        *OF_HOMES,
        *OF_OFFICE,
    )
}


def visible_ledgers(actor: Actor) -> list[Ledger]:
    return [ledger for ledger in LEDGERS.values() if actor.sees(ledger.needs) is not None]


def visible_ledger(actor: Actor, name: str) -> Ledger:
    if name not in {one.name for one in visible_ledgers(actor)}:
        raise refuse("action.absent")
    return LEDGERS[name]

"""Figures of activities and of goods handed out; what was withdrawn is left out."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure, Rows

from .kinds.models import TAUGHT, Group
from .kinds.queries import of_kinds
from .models import Activity, Delivery, Participant
from .outcomes.actions import FOUND_WORK
from .outcomes.models import ActivityResult, FollowUp, Got
from .planning.models import ActivityMeans

BAG = "袋"


def _activities(actor: Actor, extent: Extent) -> QuerySet[Activity]:
    return Activity.objects.visible_to(actor).filter(
        village__path__startswith=extent.path,
        year=extent.year,
        day__lte=extent.day,
        held_at__isnull=False,
        cancelled_at__isnull=True,
    )


def _deliveries(actor: Actor, extent: Extent) -> QuerySet[Delivery]:
    return Delivery.objects.visible_to(actor).filter(
        village__path__startswith=extent.path,
        year=extent.year,
        day__lte=extent.day,
        cancelled_at__isnull=True,
    )


def _of_group(*groups: str) -> Rows:
    return lambda actor, extent: _activities(actor, extent).filter(of_kinds(*groups))


def _planned(actor: Actor, extent: Extent) -> QuerySet[Activity]:
    """As of the day: planned by then and not held by then; what was called off since is left out."""
    rows = Activity.objects.visible_to(actor).filter(
        village__path__startswith=extent.path, year=extent.year, planned__lte=extent.day
    )
    return rows.filter(Q(held_at=None) | Q(day__gt=extent.day), cancelled_at=None)


def _trained(actor: Actor, extent: Extent) -> QuerySet[Participant]:
    return Participant.objects.visible_to(actor).filter(
        of_kinds(*TAUGHT, prefix="activity__"),
        activity__village__path__startswith=extent.path,
        activity__year=extent.year,
        activity__day__lte=extent.day,
        activity__held_at__isnull=False,
        activity__cancelled_at=None,
    )


def _certificates(actor: Actor, extent: Extent) -> QuerySet[ActivityResult]:
    return ActivityResult.objects.visible_to(actor).filter(
        activity__village__path__startswith=extent.path,
        got=Got.CERTIFICATE,
        year=extent.year,
        day__lte=extent.day,
        cancelled_at=None,
    )


def _followed(actor: Actor, extent: Extent) -> QuerySet[FollowUp]:
    return FollowUp.objects.visible_to(actor).filter(
        activity__village__path__startswith=extent.path,
        year=extent.year,
        done__lte=extent.day,
        cancelled_at=None,
    )


def _found_work(actor: Actor, extent: Extent) -> QuerySet[FollowUp]:
    rows = _followed(actor, extent).filter(outcome__name=FOUND_WORK)
    return rows.filter(of_kinds(*TAUGHT, prefix="activity__"))


def _cost(actor: Actor, extent: Extent) -> QuerySet[ActivityMeans]:
    return ActivityMeans.objects.visible_to(actor).filter(
        activity__village__path__startswith=extent.path,
        activity__year=extent.year,
        activity__day__lte=extent.day,
        activity__held_at__isnull=False,
        activity__cancelled_at=None,
        cost__gt=0,
    )


def _printed(actor: Actor, extent: Extent) -> QuerySet[Delivery]:
    return _deliveries(actor, extent).filter(goods__printed=True)


def _bags(actor: Actor, extent: Extent) -> QuerySet[Delivery]:
    return _deliveries(actor, extent).filter(goods__unit=BAG)


def _to_households(actor: Actor, extent: Extent) -> QuerySet[Delivery]:
    return _deliveries(actor, extent).filter(household__isnull=False)


BY_GROUP = tuple(
    Figure(
        f"activities_{group.value}",
        f"这一年到当天为止办过的活动里，种类归在“{zh}”的次数，按活动那天的种类算，撤下的不算。",
        f"Of the activities held in the year up to the day those whose kind was {en}, as kinds stood on "
        "the day of each; those withdrawn are left out.",
        "次",
        _of_group(group),
        Activity,
    )
    for group, zh, en in (
        (Group.LECTURE, "宣讲", "a lecture"),
        (Group.STUDY, "学习辅导", "a study session"),
        (Group.FARM, "农业技术", "training in farming"),
        (Group.TRADE, "务工技能", "training in a trade"),
        (Group.EXPERT, "专家上门", "an expert's visit"),
        (Group.MEDICAL, "看病体检", "medical care"),
        (Group.HARVEST, "三夏助农", "help at the summer harvest"),
        (Group.GOODS, "物资慰问", "a gift of goods or a visit of comfort"),
        (Group.LEGAL, "法律援助", "legal aid"),
        (Group.OTHER, "其他", "another"),
    )
)
AFTERWARDS = (
    Figure(
        "activities_planned",
        "日子在这一年、到当天已经计划好还没有办的活动次数，取消的不算。",
        "Activities of the year that were planned by the day and not yet held; those called off are left out.",
        "次",
        _planned,
        Activity,
    ),
    Figure(
        "people_trained",
        "这一年到当天为止参加过农业技术、务工技能培训或专家指导、记了名字的村民人数，一人参加几次只算一人。",
        "Villagers named as present at training in farming or a trade, or at an expert's visit, in the "
        "year up to the day, each counted once.",
        "人",
        _trained,
        Participant,
        fold="distinct",
        column="person_id",
    ),
    Figure(
        "certificates",
        "这一年到当天为止在活动中发给村民的证书数，撤下的不算。",
        "Certificates given to villagers at activities in the year up to the day; those withdrawn are left "
        "out.",
        "份",
        _certificates,
        ActivityResult,
    ),
    Figure(
        "follow_ups_done",
        "这一年到当天为止办完活动以后回访过、记了结果的次数。",
        "Follow-ups after activities whose outcome was written down in the year up to the day.",
        "次",
        _followed,
        FollowUp,
    ),
    Figure(
        "found_work",
        "这一年到当天为止培训以后回访、说找到活了的人数，一人只算一次；不等于是培训带来的。",
        "Members who said at a follow-up after training, in the year up to the day, that they had found "
        "work, each counted once; it need not be because of the training.",
        "人",
        _found_work,
        FollowUp,
        fold="distinct",
        column="person_id",
    ),
    Figure(
        "activity_cost",
        "这一年到当天为止办过的活动从帮扶供给里实际付出的资金，撤下的不算，没用完退回的不算。",
        "Money of offers that was paid out for activities held in the year up to the day; what was not "
        "used and went back is left out, and so are withdrawn activities.",
        "元",
        _cost,
        ActivityMeans,
        fold="sum",
        column="cost",
        money=True,
    ),
)
FIGURES = (
    Figure(
        "activities",
        "这一年到当天为止办过的活动次数，几名干部一起办的只算一次，还没办的和撤下的不算。",
        "Activities held in the year up to the day, each once however many officers took part; those only "
        "planned and those withdrawn are left out.",
        "次",
        _activities,
        Activity,
    ),
    Figure(
        "activity_people",
        "这些活动到场的群众人次，参加两次算两个人次。",
        "Villagers who came to those activities; who came twice counts twice.",
        "人次",
        _activities,
        Activity,
        fold="sum",
        column="people",
    ),
    Figure(
        "leaflets",
        "这一年到当天为止发出的印刷资料份数（物资种类里记为印刷资料的），撤下的不算。",
        "Copies of printed matter handed out in the year up to the day (goods marked as printed); those "
        "withdrawn are left out.",
        "份",
        _printed,
        Delivery,
        fold="sum",
        column="quantity",
    ),
    Figure(
        "bags",
        "这一年到当天为止发出的论袋的物资（化肥、农药、种子等）袋数，撤下的不算。",
        "Bags of goods counted in bags (fertiliser, pesticide, seed …) handed out in the year up to the "
        "day; those withdrawn are left out.",
        "袋",
        _bags,
        Delivery,
        fold="sum",
        column="quantity",
    ),
    Figure(
        "households_given",
        "这一年到当天为止领到过物资的户数，领几次都算一户。",
        "Households that were given goods in the year up to the day, each counted once.",
        "户",
        _to_households,
        Delivery,
        fold="distinct",
        column="household_id",
    ),
    *AFTERWARDS,
    *BY_GROUP,
)

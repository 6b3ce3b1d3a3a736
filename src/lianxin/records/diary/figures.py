"""Figures of the diary: what was done, counted from its acts; what was withdrawn is left out."""

from __future__ import annotations

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure, Rows
from lianxin.register.models import Household
from lianxin.register.queries import households

from .models import Act, Entry, Kind

ONCE = "household_id officer_id day"


def _acts(kind: Kind) -> Rows:
    def rows(actor: Actor, extent: Extent) -> QuerySet[Act]:
        return Act.objects.visible_to(actor).filter(
            extent.within("village__path"),
            year=extent.year,
            day__lte=extent.day,
            kind=kind,
            counts=True,
        )

    return rows


def entries(actor: Actor, extent: Extent) -> QuerySet[Entry]:
    return Entry.objects.visible_to(actor).filter(
        extent.within("village__path"),
        year=extent.year,
        day__lte=extent.day,
        withdrawn_at__isnull=True,
    )


def _unvisited(actor: Actor, extent: Extent) -> QuerySet[Household]:
    visited = _acts(Kind.VISIT)(actor, extent).filter(household__isnull=False)
    rows = households(actor, day=extent.day).filter(extent.within("village__path"))
    return rows.exclude(pk__in=visited.order_by().values("household_id"))


FIGURES = (
    Figure(
        "visits",
        "这一年到当天为止的入户次数，一户、一名干部、一天算一次，撤回的不算。",
        "Visits in the year up to the day: one household, one officer and one day count once; those "
        "withdrawn are left out.",
        "次",
        _acts(Kind.VISIT),
        Act,
        fold="distinct",
        column=ONCE,
        officer="officer_id",
        household="household_id",
    ),
    Figure(
        "households_visited",
        "这一年到当天为止去过的户数，去几次都算一户。",
        "Households visited in the year up to the day, each counted once.",
        "户",
        _acts(Kind.VISIT),
        Act,
        fold="distinct",
        column="household_id",
        officer="officer_id",
        household="household_id",
    ),
    Figure(
        "talks",
        "这一年到当天为止的谈心次数，一户、一名干部、一天算一次，撤回的不算。",
        "Talks in the year up to the day: one household, one officer and one day count once; those "
        "withdrawn are left out.",
        "次",
        _acts(Kind.TALK),
        Act,
        fold="distinct",
        column=ONCE,
        officer="officer_id",
        household="household_id",
    ),
    Figure(
        "stay_days",
        "这一年到当天为止的驻村天数，每名干部每天算一次，半天算 0.5 天。",
        "Days of staying in the village in the year up to the day: each officer's days once, half days "
        "as 0.5.",
        "天",
        _acts(Kind.STAY),
        Act,
        fold="days",
        officer="officer_id",
    ),
    Figure(
        "lectures",
        "这一年到当天为止的宣讲场数，一场有几名干部参加都算一场。",
        "Lectures in the year up to the day, each once however many officers took part.",
        "场",
        _acts(Kind.LECTURE),
        Act,
        fold="distinct",
        column="event",
        officer="officer_id",
    ),
    Figure(
        "trainings",
        "这一年到当天为止的培训场数，一场有几名干部参加都算一场。",
        "Trainings in the year up to the day, each once however many officers took part.",
        "场",
        _acts(Kind.TRAINING),
        Act,
        fold="distinct",
        column="event",
        officer="officer_id",
    ),
    Figure(
        "entries",
        "这一年到当天为止的日记篇数，撤回的不算。",
        "Diary entries of the year up to the day, without those withdrawn.",
        "篇",
        entries,
        Entry,
        officer="officer_id",
    ),
    Figure(
        "unvisited_households",
        "当天在册、这一年到当天为止还没有入户的户数。",
        "Households on the register on the day that nobody has visited in the year up to then.",
        "户",
        _unvisited,
        Household,
        needs=(Act,),
        household="pk",
    ),
)

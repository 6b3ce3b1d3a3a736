"""The ledgers of 多样化: activities, trainings, certificates, follow-ups."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.aid.models import Activity
from lianxin.aid.outcomes.models import ActivityResult, FollowUp, Got
from lianxin.kernel.actor import Actor
from lianxin.people.models import Area

from . import records
from .aid_columns import ACTIVITIES, FOLLOW_UPS, RESULTS
from .asked import Asked
from .behind import BEHIND
from .ledger import Ledger
from .records import Total, folded, of_household


def certificates(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[ActivityResult]:
    """Given by the day; one that was withdrawn later still stood then."""
    found = ActivityResult.objects.visible_to(actor).filter(got=Got.CERTIFICATE, day__lte=day)
    found = found.filter(Q(cancelled_at=None) | Q(cancelled_at__date__gt=day))
    if village is not None:
        found = found.filter(activity__village=village)
    if asked.year:
        found = found.filter(year=asked.year)
    found = found.filter(of_household(actor, asked, day))
    return found.select_related(*BEHIND[ActivityResult].related).order_by("-day", "-number")


def follow_ups(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[FollowUp]:
    """After activities held by the day, by the day on which each was due."""
    found = FollowUp.objects.visible_to(actor).filter(activity__day__lte=day)
    found = found.filter(Q(cancelled_at=None) | Q(cancelled_at__date__gt=day))
    if village is not None:
        found = found.filter(activity__village=village)
    if asked.year:
        found = found.filter(due__year=asked.year)
    if asked.officer:
        found = found.filter(officer_id=asked.officer)
    found = found.filter(of_household(actor, asked, day))
    return found.select_related(*BEHIND[FollowUp].related).order_by("-due", "-pk")


def of_certificates(rows: QuerySet[ActivityResult]) -> list[Total]:
    return [Total(_now("证书"), rows.count(), _now("份"))]


def of_follow_ups(rows: QuerySet[FollowUp]) -> list[Total]:
    return [
        Total(_now("回访"), rows.count(), _now("次")),
        Total(_now("其中问过了"), rows.filter(done__isnull=False).count(), _now("次")),
    ]


OF_AID = (
    Ledger(
        "activities",
        _("活动台账"),
        _("办了什么活动：谁参加、来了几户、多少人、花了多少"),
        ACTIVITIES,
        Activity,
        records.activities,
        kinds="activity",
        totals=folded("activities", "activity_people"),
    ),
    Ledger(
        "trainings",
        _("培训台账"),
        _("农业技术、务工技能和学习辅导：教什么、谁来教、来了多少人、发了几份证书"),
        ACTIVITIES,
        Activity,
        records.trainings,
        kinds="activity",
        totals=folded("activities", "activity_people"),
    ),
    Ledger(
        "certificates",
        _("证书台账"),
        _("哪天发给谁、第几号、哪次培训"),
        RESULTS,
        ActivityResult,
        certificates,
        totals=of_certificates,
    ),
    Ledger(
        "follow_ups",
        _("回访台账"),
        _("活动以后该问谁、问了没有、结果怎么样"),
        FOLLOW_UPS,
        FollowUp,
        follow_ups,
        totals=of_follow_ups,
    ),
)

"""The ledgers of 三定 and of the year's visits: plans, measures, looks back on stages, batches."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force
from lianxin.people.models import Area
from lianxin.plans.household.models import Plan, StageReview, State
from lianxin.plans.models import Measure
from lianxin.register.models import Pairing
from lianxin.visits.batches.models import Batch, BatchOfficer

from .asked import Asked
from .ledger import Ledger
from .plan_columns import BATCHES, MEASURES, PLANS, REVIEWS
from .records import Total, of_household

HOMES = ("household__village", "household__group")


def plans(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Plan]:
    """The version that held for each household on the day; of a past year, at its end."""
    last = date(asked.year, 12, 31) if asked.year and asked.year < day.year else day
    found = Plan.objects.visible_to(actor).filter(in_force(last), state=State.APPROVED)
    if village is not None:
        found = found.filter(household__village=village)
    if asked.officer:
        paired = Pairing.objects.visible_to(actor).filter(in_force(last), officer=asked.officer)
        found = found.filter(household_id__in=paired.order_by().values("household_id"))
    found = found.filter(of_household(actor, asked, day))
    return found.select_related(*HOMES).order_by("household__village__path", "household__number")


def measures(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Measure]:
    """Begun by the day; of a year those due in it, and in the year of the day also what is still owed."""
    found = Measure.objects.visible_to(actor).filter(from_day__lte=day)
    if village is not None:
        found = found.filter(household__village=village)
    if asked.year:
        owed = Q(year__lt=asked.year) & (Q(done=None) | Q(done__gt=day))
        owed &= Q(dropped=None) | Q(dropped__gt=day)
        found = found.filter(Q(year=asked.year) | (owed if asked.year == day.year else Q(pk=None)))
    if asked.officer:
        found = found.filter(officer_id=asked.officer)
    found = found.filter(of_household(actor, asked, day), _direction(asked))
    related = (*HOMES, "direction", "officer", "field", "cause")
    return found.select_related(*related).order_by("due", "pk")


def _direction(asked: Asked) -> Q:
    return Q(direction_id=asked.kind) if asked.kind else Q()


def reviews(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[StageReview]:
    found = StageReview.objects.visible_to(actor).filter(day__lte=day)
    if village is not None:
        found = found.filter(household__village=village)
    if asked.year:
        found = found.filter(day__year=asked.year)
    found = found.filter(of_household(actor, asked, day))
    return found.select_related(*HOMES, "author").order_by("-day", "-pk")


def batches(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Batch]:
    """Of the year; what was called off by the day is left out."""
    found = Batch.objects.visible_to(actor).filter(
        Q(cancelled_at=None) | Q(cancelled_at__date__gt=day)
    )
    if village is not None:
        found = found.filter(village=village)
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.officer:
        going = BatchOfficer.objects.visible_to(SYSTEM).filter(officer_id=asked.officer)
        found = found.filter(pk__in=going.values("batch_id"))
    return found.select_related("village").order_by("first", "pk")


def of_measures(rows: QuerySet[Measure]) -> list[Total]:
    kept = rows.filter(dropped=None)
    return [
        Total(_now("措施"), kept.count(), _now("项")),
        Total(_now("其中办完"), kept.filter(counts=True).exclude(done=None).count(), _now("项")),
        Total(_now("卡住的"), kept.filter(done=None).exclude(blocked=None).count(), _now("项")),
    ]


def of_plans(rows: QuerySet[Plan]) -> list[Total]:
    return [Total(_now("有计划的户"), rows.count(), _now("户"))]


OF_PLANS = (
    Ledger(
        "plans",
        _("各户计划台账"),
        _("每户的总目标、现在的阶段、户档里的变化、措施办完几项"),
        PLANS,
        Plan,
        plans,
        totals=of_plans,
    ),
    Ledger(
        "measures",
        _("帮扶措施台账"),
        _("每项措施的方向、谁办、期限、钱物来源、办到哪里"),
        MEASURES,
        Measure,
        measures,
        kinds="direction",
        totals=of_measures,
    ),
    Ledger(
        "reviews",
        _("阶段变化台账"),
        _("哪天看过哪一户的哪个阶段、户档里变了什么、做到没有"),
        REVIEWS,
        StageReview,
        reviews,
    ),
    Ledger(
        "batches",
        _("走访安排台账"),
        _("一年里哪天谁去哪些户、走了没有、见到几户"),
        BATCHES,
        Batch,
        batches,
    ),
)

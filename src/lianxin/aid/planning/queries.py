"""Activities that are still to be held, with who goes, who teaches and who is invited."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.pool.offers.ledger import lots
from lianxin.pool.offers.matching import Supply, supplies
from lianxin.pool.offers.models import Allocation
from lianxin.pool.offers.queries import Lot, lots_of

from ..models import Activity, Attendance
from .means import of_activity
from .models import ActivityExpert, ActivityMeans, Expert, Invitation

WEEK = timedelta(days=7)


def ahead(
    actor: Actor,
    village: Area | None = None,
    first: date | None = None,
    last: date | None = None,
) -> GuardedQuerySet[Activity]:
    """Planned and neither held nor called off, the next first; those of past days still wait for a word."""
    rows = Activity.objects.visible_to(actor).filter(held_at=None, cancelled_at=None)
    rows = rows.filter(village=village) if village is not None else rows
    rows = rows.filter(Q(day__gte=first) | Q(until__gte=first)) if first else rows
    rows = rows.filter(day__lte=last) if last else rows
    return rows.select_related("kind", "village").order_by("day", "id")


def soon(actor: Actor, village: Area | None, day: date | None = None) -> list[Activity]:
    """Those of the next seven days, and those whose day is over and of which nobody has said what became."""
    day = day or today()
    return list(ahead(actor, village, last=day + WEEK))


def around(
    actor: Actor, officer: Officer, villages: Collection[UUID], first: date, last: date
) -> list[Activity]:
    """Those between the days in these villages, or to which the officer goes: also held or called off."""
    going = Attendance.objects.visible_to(actor).filter(officer=officer).order_by()
    mine = Q(village__in=villages) | Q(pk__in=going.values("activity_id"))
    rows = Activity.objects.visible_to(actor).filter(mine, day__lte=last)
    rows = rows.filter(Q(day__gte=first) | Q(until__gte=first))
    return list(rows.select_related("kind", "village").order_by("day", "id"))


def experts_of(actor: Actor, row: Activity) -> list[Expert]:
    """Unscoped within: who teaches is told with the activity, which the caller sees; to an officer as well,
    whose scope is households."""
    if actor.sees(Expert) is None and actor.sees(ActivityExpert) is None:
        return []
    rows = ActivityExpert.objects.visible_to(SYSTEM).filter(activity=row)
    return [one.expert for one in rows.select_related("expert__skill").order_by("expert__name")]


def experts_by(keys: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Names by activity. Unscoped: of activities that the caller sees."""
    found: dict[UUID, list[str]] = {}
    rows = ActivityExpert.objects.visible_to(SYSTEM).filter(activity__in=list(keys)).order_by()
    for key, name in rows.order_by("expert__name").values_list("activity_id", "expert__name"):
        found.setdefault(key, []).append(name)
    return found


def invitations(actor: Actor, row: Activity) -> list[Invitation]:
    rows = Invitation.objects.visible_to(actor).filter(activity=row)
    related = ("household__group", "person", "need__kind", "measure")
    return list(rows.select_related(*related).order_by("household__number"))


def invited_ahead(actor: Actor, household: UUID, day: date) -> list[Activity]:
    """To what a household is invited from the day on."""
    mine = Invitation.objects.visible_to(actor).filter(household=household).order_by()
    return list(ahead(actor, first=day).filter(pk__in=mine.values("activity_id")))


def means(actor: Actor, row: Activity) -> list[tuple[ActivityMeans, Lot]]:
    """What it uses of offers, as far as the actor sees allocations."""
    if actor.sees(ActivityMeans) is None:
        return []
    mine = {one.allocation_id: one for one in of_activity(row)}
    rows = Allocation.objects.visible_to(actor).filter(pk__in=list(mine))
    return [(mine[lot.row.pk], lot) for lot in lots_of(rows, today())]


def takeable(actor: Actor, row: Activity) -> list[Lot]:
    """Allocations to the village of which something is left and which no activity has taken."""
    taken = ActivityMeans.objects.visible_to(SYSTEM).values("allocation_id")
    rows = Allocation.objects.visible_to(actor).filter(village=row.village_id, household=None)
    rows = rows.exclude(pk__in=taken)
    waiting = [
        key for key, held in lots(list(rows.values_list("pk", flat=True))).items() if held.allocated
    ]
    return lots_of(rows.filter(pk__in=waiting), today())


def offers_left(actor: Actor, row: Activity) -> list[Supply]:
    """Offers meant for the village, in their time, of which something is left."""
    day = today()
    return [
        one
        for one in supplies(actor, village=row.village, day=day)
        if one.held.offered > 0
        and one.terms.from_day <= day
        and (one.terms.last_day is None or one.terms.last_day >= day)
    ]

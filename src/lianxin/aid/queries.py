"""Activities with who was there, and goods handed out, within one's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.people.models import Area
from lianxin.pool.models import Goods

from .models import HELD, Activity, Attendance, Delivery, Presence
from .planning.queries import ahead


@dataclass(frozen=True)
class Total:
    """What was handed out of one kind of goods, and how much of it is signed for."""

    goods: Goods
    quantity: int
    signed: int
    households: int

    @property
    def share(self) -> int:
        return min(100, self.signed * 100 // self.quantity) if self.quantity else 0


def activities_in_sight(actor: Actor, village: Area) -> GuardedQuerySet[Activity]:
    return Activity.objects.visible_to(actor).filter(village=village)


def activities(
    actor: Actor,
    *,
    village: Area,
    year: int,
    day: date,
    kind: UUID | None = None,
    withdrawn: bool = False,
) -> list[Activity]:
    """Held in the year up to the day, the newest first, each with ``present`` and ``came``.

    ``withdrawn``: instead those that were withdrawn or called off.
    """
    rows = activities_in_sight(actor, village).filter(year=year)
    rows = rows.filter(cancelled_at__isnull=False) if withdrawn else rows.filter(HELD, day__lte=day)
    rows = rows.filter(kind=kind) if kind else rows
    return list(_with_people(actor, rows))


def activities_ahead(actor: Actor, *, village: Area) -> list[Activity]:
    """Planned and neither held nor called off, the next first, with ``present`` and ``came``."""
    return list(_with_people(actor, ahead(actor, village)))


def activity(actor: Actor, pk: UUID) -> Activity:
    found: Activity = _with_people(actor, Activity.objects.visible_to(actor)).get_visible(pk=pk)
    return found


def _with_people(actor: Actor, rows: GuardedQuerySet[Activity]) -> GuardedQuerySet[Any]:
    present = Attendance.objects.visible_to(actor).select_related("officer", "entry")
    came = Presence.objects.visible_to(actor).select_related("household")
    with_both: GuardedQuerySet[Any] = rows.select_related("kind", "village")
    return with_both.prefetch_related(
        Prefetch("officers", present.order_by("officer__name", "id"), to_attr="present"),
    ).prefetch_related(
        Prefetch("households", came.order_by("household__number"), to_attr="came"),
    )


def deliveries_in_sight(actor: Actor, village: Area) -> GuardedQuerySet[Delivery]:
    return Delivery.objects.visible_to(actor).filter(village=village)


def deliveries(
    actor: Actor,
    *,
    village: Area,
    year: int,
    day: date,
    goods: UUID | None = None,
    officer: UUID | None = None,
    household: UUID | None = None,
    withdrawn: bool = False,
) -> GuardedQuerySet[Delivery]:
    """Deliveries of the year up to the day, the newest first."""
    rows = deliveries_in_sight(actor, village).filter(year=year, day__lte=day)
    rows = rows.filter(cancelled_at__isnull=not withdrawn)
    for name, value in (("goods", goods), ("officer", officer), ("household", household)):
        rows = rows.filter(**{name: value}) if value else rows
    return rows.select_related("goods", "household", "officer", "activity")


def deliveries_of(actor: Actor, activity: Activity) -> list[Delivery]:
    rows = Delivery.objects.visible_to(actor).filter(activity=activity, cancelled_at=None)
    return list(rows.select_related("goods", "household", "officer"))


def totals(actor: Actor, rows: QuerySet[Delivery]) -> list[Total]:
    """By goods, in the order of the goods; a household counts once for each of them."""
    signed = Sum("quantity", filter=Q(received__isnull=False))
    counted = rows.order_by().values("goods_id").annotate(n=Sum("quantity"), signed=signed)
    found = {
        row["goods_id"]: row for row in counted.annotate(homes=Count("household", distinct=True))
    }
    kinds = Goods.objects.visible_to(actor).filter(pk__in=found)
    return [
        Total(one, found[one.pk]["n"], found[one.pk]["signed"] or 0, found[one.pk]["homes"])
        for one in kinds
    ]

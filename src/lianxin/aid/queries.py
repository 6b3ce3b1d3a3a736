"""Activities with who was there, and goods handed out, within one's scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.people.models import Area
from lianxin.register import queries as register
from lianxin.register.models import Household

from .models import Activity, Attendance, Delivery, Goods, Presence


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
    actor: Actor, *, village: Area, year: int, day: date, kind: str = "", withdrawn: bool = False
) -> list[Activity]:
    """Activities of the year up to the day, the newest first, each with ``present`` and ``came``."""
    rows = activities_in_sight(actor, village).filter(year=year, day__lte=day)
    rows = rows.filter(cancelled_at__isnull=not withdrawn)
    rows = rows.filter(kind=kind) if kind else rows
    return list(_with_people(actor, rows))


def activity(actor: Actor, pk: UUID) -> Activity:
    rows = _with_people(actor, Activity.objects.visible_to(actor)).select_related("author")
    return rows.get_visible(pk=pk)


def _with_people(actor: Actor, rows: GuardedQuerySet[Activity]) -> GuardedQuerySet[Activity]:
    present = Attendance.objects.visible_to(actor).select_related("officer", "entry")
    came = Presence.objects.visible_to(actor).select_related("household")
    return rows.select_related("kind", "village").prefetch_related(
        Prefetch("officers", present.order_by("officer__name", "id"), to_attr="present"),
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
    goods: str = "",
    officer: str = "",
    household: str = "",
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


def totals(rows: Iterable[Delivery]) -> list[Total]:
    """By goods, in the order of the goods; a household counts once for each of them."""
    sorted_by: dict[Goods, list[Delivery]] = {}
    for row in rows:
        sorted_by.setdefault(row.goods, []).append(row)
    return [
        Total(
            goods,
            sum(row.quantity for row in listed),
            sum(row.quantity for row in listed if row.received),
            len({row.household_id for row in listed if row.household_id}),
        )
        for goods, listed in sorted(sorted_by.items(), key=lambda pair: pair[0].position)
    ]


def goods_in_use(day: date) -> Q:
    """Goods that are still handed out on the day."""
    return Q(until__isnull=True) | Q(until__gt=day)


def heads_of(actor: Actor, households: Iterable[object]) -> dict[object, str]:
    """The name of each household's head today, by the household's key."""
    rows = register.memberships(actor).filter(is_head=True, household__in=set(households))
    return dict(rows.order_by().values_list("household_id", "person__name"))


def homes(actor: Actor, village: Area, day: date) -> list[tuple[Household, str]]:
    """The village's households within one's scope, by group and number, with their heads."""
    rows = register.households(actor, village=village, day=day).select_related("group")
    listed = sorted(rows, key=lambda row: (row.group.path if row.group else "~", row.number))
    names = heads_of(actor, [row.pk for row in listed])
    return [(row, names.get(row.pk, "")) for row in listed]

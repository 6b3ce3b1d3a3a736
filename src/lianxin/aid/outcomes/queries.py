"""Who was there with what each got, certificates, and who is still to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.register.models import Household, Person
from lianxin.register.queries import memberships

from ..models import Activity, Delivery, Participant, Presence
from .models import ActivityResult, FollowUp, Got

SOON = timedelta(days=7)
STATES = ("waiting", "done", "late")


@dataclass
class Came:
    """A household that was there, who of it is named, and what it got."""

    household: Household
    head: str
    people: int
    scanned: bool
    members: list[Person] = field(default_factory=list)
    results: list[ActivityResult] = field(default_factory=list)
    given: list[Delivery] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)


def came(actor: Actor, row: Activity) -> list[Came]:
    """By the household's number; with those that got something without being written down as present."""
    found: dict[UUID, Came] = {}
    rows = Presence.objects.visible_to(actor).filter(activity=row).select_related("household")
    for one in rows:
        found[one.household_id] = Came(one.household, "", one.people, one.scanned is not None)
    for named in participants(actor, row):
        _of(found, named.household).members.append(named.person)
    for result in results(actor, row):
        _of(found, result.household).results.append(result)
    given = Delivery.objects.visible_to(actor).filter(activity=row, cancelled_at=None)
    for gift in given.filter(household__isnull=False).select_related("household", "goods"):
        if gift.household is not None:
            _of(found, gift.household).given.append(gift)
    for asked in follow_ups_of(actor, row):
        _of(found, asked.household).follow_ups.append(asked)
    heads = memberships(actor).filter(is_head=True, household__in=list(found)).order_by()
    for key, name in heads.values_list("household_id", "person__name"):
        found[key].head = name
    return sorted(found.values(), key=lambda one: one.household.number)


def _of(found: dict[UUID, Came], home: Household) -> Came:
    return found.setdefault(home.pk, Came(home, "", 0, False))


def participants(actor: Actor, row: Activity) -> list[Participant]:
    rows = Participant.objects.visible_to(actor).filter(activity=row)
    return list(rows.select_related("person", "household").order_by("household__number", "id"))


def results(actor: Actor, row: Activity) -> list[ActivityResult]:
    rows = ActivityResult.objects.visible_to(actor).filter(activity=row, cancelled_at=None)
    return list(rows.select_related("household", "person"))


def certificates(
    actor: Actor, row: Activity, keys: list[UUID] | None = None
) -> list[ActivityResult]:
    """Valid ones in the order of their numbers; some of them where keys are named."""
    rows = ActivityResult.objects.visible_to(actor).filter(activity=row, cancelled_at=None)
    rows = rows.filter(got=Got.CERTIFICATE, person__isnull=False)
    rows = rows.filter(pk__in=keys) if keys else rows
    return list(rows.select_related("household__village", "person").order_by("number"))


def follow_ups_of(actor: Actor, row: Activity) -> list[FollowUp]:
    rows = FollowUp.objects.visible_to(actor).filter(activity=row, cancelled_at=None)
    return list(rows.select_related("household", "person", "officer", "outcome"))


def follow_ups(
    actor: Actor, village: Area | None, state: str = "waiting", day: date | None = None
) -> GuardedQuerySet[FollowUp]:
    """Those that wait, the first due first; those done, the latest first."""
    rows = FollowUp.objects.visible_to(actor).filter(cancelled_at=None)
    rows = rows.filter(activity__village=village) if village is not None else rows
    rows = rows.select_related("household", "person", "officer", "outcome", "activity__kind")
    if state == "done":
        return rows.filter(done__isnull=False).order_by("-done", "-id")
    rows = rows.filter(done=None)
    if state == "late":
        rows = rows.filter(due__lt=day or today())
    return rows.order_by("due", "id")


def due_soon(actor: Actor, village: Area | None, day: date | None = None) -> list[FollowUp]:
    """Those late, and those due within seven days."""
    day = day or today()
    return list(follow_ups(actor, village, day=day).filter(due__lte=day + SOON))

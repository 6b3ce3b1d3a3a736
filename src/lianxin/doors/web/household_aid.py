"""Activities on a household's page: to which it is invited, where it was, what it got and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from lianxin.aid.models import Activity, Participant, Presence
from lianxin.aid.outcomes.models import ActivityResult, FollowUp
from lianxin.aid.planning.models import Invitation
from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today

MOST = 8


@dataclass
class Joined:
    """One activity from the household's side, as of a day."""

    activity: Activity
    ahead: bool = False
    people: int = 0
    names: list[str] = field(default_factory=list)
    got: list[ActivityResult] = field(default_factory=list)
    asked: list[FollowUp] = field(default_factory=list)


def joined(actor: Actor, household: UUID, day: date) -> list[Joined]:
    """What lies ahead first, then the latest; nothing where the actor sees no activities."""
    if actor.sees(Presence) is None:
        return []
    found: dict[UUID, Joined] = {}
    if day >= today():
        for one in _ahead(actor, household):
            found[one.pk] = Joined(one, ahead=True)
    rows = Presence.objects.visible_to(actor).filter(household=household)
    rows = rows.filter(
        activity__held_at__isnull=False, activity__cancelled_at=None, activity__day__lte=day
    )
    for came in rows.select_related("activity__kind").order_by("-activity__day", "-id")[:MOST]:
        found[came.activity_id] = Joined(came.activity, people=came.people)
    _beside(actor, household, day, found)
    return list(found.values())


def _ahead(actor: Actor, household: UUID) -> list[Activity]:
    mine = Invitation.objects.visible_to(actor).filter(household=household).order_by()
    rows = Activity.objects.visible_to(actor).filter(pk__in=mine.values("activity_id"))
    rows = rows.filter(held_at=None, cancelled_at=None, day__gte=today())
    return list(rows.select_related("kind").order_by("day", "id"))


def _beside(actor: Actor, household: UUID, day: date, found: dict[UUID, Joined]) -> None:
    mine = {"household": household, "activity__in": list(found)}
    people = Participant.objects.visible_to(actor).filter(**mine)
    for key, name in people.order_by("id").values_list("activity_id", "person__name"):
        found[key].names.append(name)
    results = ActivityResult.objects.visible_to(actor).filter(**mine, cancelled_at=None)
    for it in results.filter(day__lte=day).select_related("person"):
        found[it.activity_id].got.append(it)
    asked = FollowUp.objects.visible_to(actor).filter(**mine, cancelled_at=None)
    for one in asked.select_related("person", "outcome"):
        found[one.activity_id].asked.append(one)

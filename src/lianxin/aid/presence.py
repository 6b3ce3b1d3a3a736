"""Who came, as the office writes it down: households and their members."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q, Sum

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer
from lianxin.people.wording import Reading
from lianxin.register.models import Household, Person
from lianxin.register.queries import memberships

from .models import Activity, Participant, Presence

Came = Mapping[Household, int]
Members = Mapping[Household, Collection[Person]]
MOST_OF_ONE = 99


def check_named(
    actor: Actor, village: Area, officers: Collection[Officer], homes: Collection[Household]
) -> None:
    """Whom the writer may not see, or who does not belong to the village, cannot go or have been there."""
    people, keys = {one.pk for one in officers}, {one.pk for one in homes}
    if Officer.objects.visible_to(actor).filter(pk__in=people).count() != len(people):
        raise refuse("action.absent", "officers")
    seen = Household.objects.visible_to(actor).filter(pk__in=keys, village=village)
    if seen.count() != len(keys):
        raise refuse("action.absent", "households")


def check_members(actor: Actor, row: Activity, members: Members) -> None:
    """Each lived in the household that they are said to come from, on the day of the activity."""
    wanted = {(home.pk, person.pk) for home, people in members.items() for person in people}
    day = min(row.day, today())
    lived = memberships(actor, day=day).filter(household__in=[home.pk for home in members])
    if wanted - set(lived.order_by().values_list("household_id", "person_id")):
        raise refuse("action.absent", "members")


def with_members(came: Came, members: Members) -> dict[Household, int]:
    """How many of each household came: as many as are named, at least."""
    found = {home: max(number, len(members.get(home, ()))) for home, number in came.items()}
    for home, people in members.items():
        if people:
            found.setdefault(home, len(people))
    return found


def seat(
    actor: Actor,
    row: Activity,
    came: Came,
    members: Members,
    stood: Collection[UUID] | None = None,
) -> None:
    """Writes down who came instead of what stood there; whom the writer does not see stays as it was.

    ``stood``: the households that the writer was shown as present; who has been written down since,
    by a phone, stays as well.
    """
    seen = Household.objects.visible_to(actor).filter(village=row.village_id).order_by()
    stands = {one.household_id: one for one in _present(row)}
    left = stands.keys() - {home.pk for home in came}
    left = left if stood is None else left & set(stood)
    known = set(seen.filter(pk__in=left).values_list("pk", flat=True)) if left else set()
    gone = [stands[key].pk for key in known]
    Presence.objects.visible_to(SYSTEM).filter(pk__in=gone).delete()
    for home, number in came.items():
        if (one := stands.get(home.pk)) is None:
            Presence.objects.create(activity=row, household=home, people=number)
        elif one.people != number:
            one.people = number
            one.save(update_fields=["people"])
    named = Participant.objects.visible_to(SYSTEM).filter(activity=row)
    named.filter(household__in=seen.values("pk")).delete()
    Participant.objects.bulk_create(
        Participant(activity=row, household=home, person=person)
        for home, people in members.items()
        for person in people
    )


def unshown_people(actor: Actor, row: Activity, came: Came, stood: Collection[UUID] | None) -> int:
    """People of households that stay written down though the writer names none of them: see ``seat``."""
    seen = Household.objects.visible_to(actor).filter(village=row.village_id).order_by()
    rows = Presence.objects.visible_to(SYSTEM).filter(activity=row)
    stays = ~Q(household__in=seen.values("pk"))
    if stood is not None:
        stays |= ~Q(household__in=[*stood, *(home.pk for home in came)])
    return int(rows.filter(stays).aggregate(n=Sum("people"))["n"] or 0)


def activity_came(
    *,
    actor: Actor,
    activity: Activity,
    rev: int,
    households: Came,
    members: Members,
    stood: Collection[UUID] | None = None,
) -> Activity:
    """Who came to a held activity, as it is known now; nobody's diary changes with it.

    There were at least as many people as are written down here. ``stood`` as in ``seat``.
    """
    with act(actor, "activity.change", on=activity) as audit:
        row = open_now(activity)
        if row.held_at is None:
            raise refuse("activity.not_held")
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        came, found = with_members(households, members), Reading()
        for home, number in came.items():
            if not 1 <= number <= MOST_OF_ONE:
                found.add("activity.people_of_household", f"people-{home.pk}", limit=MOST_OF_ONE)
        found.check()
        check_named(actor, row.village, [], [*came])
        check_members(actor, row, members)
        seat(actor, row, came, members, stood)
        row.people = max(row.people, sum(one.people for one in _present(row)))
        row.rev += 1
        row.save(update_fields=["people", "rev"])
        audit.note(row, households=len(came), people=row.people)
        return row


def open_now(activity: Activity) -> Activity:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Activity.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village").get(pk=activity.pk)
    if row.cancelled_at is not None:
        raise refuse("activity.cancelled")
    if row.day > today():
        raise refuse("activity.not_yet", "code", day=row.day)
    return row


def at_least(row: Activity) -> None:
    """At a held activity there were at least as many people as households are written down with."""
    named = sum(one.people for one in _present(row))
    if named > row.people:
        row.people = named
        row.save(update_fields=["people"])


def _present(row: Activity) -> list[Presence]:
    return list(Presence.objects.visible_to(SYSTEM).filter(activity=row))

"""Who came: households and their members, by the list or by the household's card; twice counts once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Area, Officer
from lianxin.people.wording import Reading
from lianxin.register.cards.queries import card_called, card_of
from lianxin.register.models import Household, Person
from lianxin.register.queries import memberships

from .models import Activity, Participant, Presence

Came = Mapping[Household, int]
Members = Mapping[Household, Collection[Person]]
MOST_OF_ONE = 99
NUMBER, LONGEST = re.compile(r"\d{8}"), 200


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


def seat(actor: Actor, row: Activity, came: Came, members: Members) -> None:
    """Writes down who came instead of what stood there; whom the writer does not see stays as it was."""
    seen = Household.objects.visible_to(actor).filter(village=row.village_id).order_by()
    stands = {one.household_id: one for one in _present(row)}
    keep = {home.pk for home in came}
    gone = [
        one.pk for key, one in stands.items() if key not in keep and seen.filter(pk=key).exists()
    ]
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


def unseen_people(actor: Actor, row: Activity) -> int:
    """People of households that are written down but not within the writer's sight."""
    seen = Household.objects.visible_to(actor).filter(village=row.village_id).order_by()
    rows = Presence.objects.visible_to(SYSTEM).filter(activity=row)
    hidden = rows.exclude(household__in=seen.values("pk"))
    return int(hidden.aggregate(n=Sum("people"))["n"] or 0)


def activity_came(
    *, actor: Actor, activity: Activity, rev: int, households: Came, members: Members
) -> Activity:
    """Who came to a held activity, as it is known now; nobody's diary changes with it.

    There were at least as many people as are written down here.
    """
    with act(actor, "activity.change", on=activity) as audit:
        row = _open(activity)
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
        seat(actor, row, came, members)
        row.people = max(row.people, sum(one.people for one in _present(row)))
        row.rev += 1
        row.save(update_fields=["people", "rev"])
        audit.note(row, households=len(came), people=row.people)
        return row


@dataclass(frozen=True)
class Scanned:
    """``new``: the household was not written down before; a second scan changes nothing."""

    presence: Presence
    new: bool


def activity_scan(*, actor: Actor, activity: Activity, code: str) -> Scanned:
    """The household whose card was scanned is there; ``code`` is what the card's code says, or its number.

    The card in hand is what speaks for the household, so that an officer need not answer for it.
    Raises ``activity.card_unknown`` for every card that is none of the village's, whatever the reason.
    """
    with act(actor, "activity.scan", on=activity) as audit:
        row = _open(activity)
        home = _home_of(code, row.village_id)
        found, new = Presence.objects.visible_to(SYSTEM).get_or_create(
            activity=row, household=home, defaults={"scanned": timezone.now()}
        )
        if new and row.held_at is not None:
            _at_least(row)
        audit.note(row, household=home.number, new=new)
        return Scanned(found, new)


def households_here(row: Activity) -> int:
    """How many households are written down, whoever asks. Unscoped: a number, to who sees the activity."""
    return Presence.objects.visible_to(SYSTEM).filter(activity=row).count()


def _home_of(code: str, village: UUID) -> Household:
    text = tidy(code or "")[:LONGEST]
    token = text.rstrip("/").rsplit("/", 1)[-1].partition("?")[0]
    digits = re.sub(r"\D", "", text) if re.fullmatch(r"[\d\s-]+", text) else ""
    card = card_called(digits) if NUMBER.fullmatch(digits) else card_of(token) if token else None
    if card is None or card.household.village_id != village:
        raise refuse("activity.card_unknown", "code")
    return card.household


def _open(activity: Activity) -> Activity:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Activity.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village").get(pk=activity.pk)
    if row.cancelled_at is not None:
        raise refuse("activity.cancelled")
    if row.day > today():
        raise refuse("activity.not_yet", "code", day=row.day)
    return row


def _at_least(row: Activity) -> None:
    """At a held activity there were at least as many people as households are written down with."""
    named = sum(one.people for one in _present(row))
    if named > row.people:
        row.people = named
        row.save(update_fields=["people"])


def _present(row: Activity) -> list[Presence]:
    return list(Presence.objects.visible_to(SYSTEM).filter(activity=row))

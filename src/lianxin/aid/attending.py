"""签到: a household is there, by its card or by the word of who answers for it; twice counts once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.register.cards.queries import card_called, card_of
from lianxin.register.models import Household

from .models import Activity, Participant, Presence
from .presence import MOST_OF_ONE, at_least, open_now

NUMBER, LONGEST = re.compile(r"\d{8}"), 200


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
        row = open_now(activity)
        home = _home_of(code, row.village_id)
        found, new = Presence.objects.visible_to(SYSTEM).get_or_create(
            activity=row, household=home, defaults={"scanned": timezone.now()}
        )
        if new and row.held_at is not None:
            at_least(row)
        audit.note(row, household=home.number, new=new)
        return Scanned(found, new)


def activity_attend(
    *, actor: Actor, activity: Activity, household: Household, people: int
) -> Presence | None:
    """A household was there with so many people, as who answers for it says; 0: it was not there after all.

    Said again, the last word counts. What a card said, and what the office has written down as held, is
    not taken away here.
    """
    with act(actor, "activity.attend", on=household) as audit:
        row = open_now(activity)
        if household.village_id != row.village_id:
            raise refuse("action.absent", "household")
        if not 0 <= people <= MOST_OF_ONE:
            raise refuse("activity.people_of_household", "people", limit=MOST_OF_ONE)
        rows = Presence.objects.visible_to(SYSTEM).select_for_update()
        one = rows.filter(activity=row, household=household).first()
        audit.note(row, household=household.number, people=people)
        if not people:
            _not_there(row, one)
            return None
        one = one or Presence(activity=row, household=household)
        one.people = people
        one.save()
        if row.held_at is not None:
            at_least(row)
        return one


def _not_there(row: Activity, one: Presence | None) -> None:
    if one is None:
        return
    named = Participant.objects.visible_to(SYSTEM).filter(activity=row, household=one.household_id)
    if one.scanned or row.held_at is not None or named.exists():
        raise refuse("activity.was_there")
    one.delete()


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

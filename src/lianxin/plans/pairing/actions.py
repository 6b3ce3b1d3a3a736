"""A proposal made, used in whole or in part, or left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account, Area, Officer
from lianxin.register.actions import pairing_begin_all, pairing_hand_over

from .models import Advice, AdvisedPair
from .propose import Match, propose
from .reading import Asked, asked_of

Outcome, State = AdvisedPair.Outcome, Advice.State


def advice_make(
    *,
    actor: Actor,
    village: Area,
    day: date | None = None,
    leaving: Officer | None = None,
    after: Advice | None = None,
) -> Advice:
    """Whom each household might go to from the day on. Nobody is paired yet."""
    with act(actor, "advice.make", on=village) as audit:
        day = day or today()
        asked = asked_of(actor, village, day, leaving=leaving, after=after)
        answer = propose(asked.helpers, asked.homes, asked.weights)
        row = Advice.objects.create(
            village=village,
            author=_account(actor),
            day=day,
            leaving=leaving,
            after=after,
            weights={name: one for name, one in asdict(asked.weights).items() if name != "fits"},
            left={"homes": answer.left, "officers": asked.away, "few": answer.few},
            cost=answer.cost,
            made_at=timezone.now(),
        )
        AdvisedPair.objects.bulk_create(_pair(row, asked, one) for one in answer.matches)
        audit.note(row, village=village.name, households=len(answer.matches), from_day=day)
        return row


def _account(actor: Actor) -> Account | None:
    return Account.objects.visible_to(SYSTEM).filter(pk=actor.id).first() if actor.id else None


def _pair(advice: Advice, asked: Asked, match: Match) -> AdvisedPair:
    return AdvisedPair(
        advice=advice,
        household=asked.households[match.home],
        officer=asked.officers[match.officer],
        cost=match.cost,
        why=match.why,
        other=asked.officers.get(match.other),
        other_cost=match.other_cost if match.other else None,
        other_why=list(match.other_why),
    )


def advice_take(
    *,
    actor: Actor,
    advice: Advice,
    reason: str,
    chosen: Collection[UUID] | None = None,
    day: date | None = None,
) -> Advice:
    """The pairs chosen, all where none are named, begin on the day by the register's own actions; all the
    others are refused. Everything or nothing."""
    with act(actor, "advice.take", on=advice.village) as audit:
        row = _open(advice)
        day = day or row.day
        if day < row.day:
            raise refuse("advice.too_early", "day", from_day=row.day, day=day)
        pairs = list(_pairs(row))
        taken = [one for one in pairs if chosen is None or one.pk in chosen]
        if not taken:
            raise refuse("advice.none_chosen")
        moves = {one.household: one.officer for one in taken}
        if row.leaving is None:
            made = pairing_begin_all(actor=actor, moves=moves, from_day=day, reason=reason)
        else:
            made = pairing_hand_over(
                actor=actor, officer_from=row.leaving, moves=moves, day=day, reason=reason
            )
        begun = {one.household_id: one for one in made}
        _settle(row, pairs, begun)
        audit.note(row, village=row.village.name, households=len(made), from_day=day)
        return row


def advice_drop(*, actor: Actor, advice: Advice) -> Advice:
    """None of it is used; all pairs are refused."""
    with act(actor, "advice.drop", on=advice.village) as audit:
        row = _open(advice)
        _settle(row, list(_pairs(row)), {})
        audit.note(row, village=row.village.name)
        return row


def _open(advice: Advice) -> Advice:
    rows = Advice.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village", "leaving").get(pk=advice.pk)
    if row.state != State.OPEN:
        raise refuse("advice.settled")
    return row


def _pairs(advice: Advice) -> QuerySet[AdvisedPair]:
    rows = AdvisedPair.objects.visible_to(SYSTEM).filter(advice=advice)
    return rows.select_related("household__village", "officer__unit")


def _settle(advice: Advice, pairs: Iterable[AdvisedPair], begun: Mapping[UUID, Any]) -> None:
    now = timezone.now()
    for one in pairs:
        one.pairing = begun.get(one.household_id)
        one.outcome = Outcome.ACCEPTED if one.pairing else Outcome.REFUSED
        one.decided_at = now
        one.save(update_fields=["pairing", "outcome", "decided_at"])
    advice.state, advice.settled_at = State.SETTLED, now
    advice.save(update_fields=["state", "settled_at"])


def advices(actor: Actor, village: Area) -> GuardedQuerySet[Advice]:
    """The newest first."""
    return Advice.objects.visible_to(actor).filter(village=village)

"""Commitments made for many by one tap, accepted by their officer, withdrawn when nothing is left to answer for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import Period, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account, Officer
from lianxin.people.wording import Reading

from .models import Commitment, sealed
from .queries import Answers, answers_of, directions, latest
from .wording import written

State = Commitment.State
Duties = Callable[[Officer, Answers], Sequence[str]]
"""The sentences of what is asked of an officer in the year; visits stand above, so whoever calls hands them in."""
OVER = gettext_noop("结对结束了")


@dataclass
class Made:
    """What one tap did."""

    made: list[Commitment] = field(default_factory=list)
    withdrawn: list[Commitment] = field(default_factory=list)


def commitments_make(
    *,
    actor: Actor,
    year: int,
    officers: Iterable[Officer],
    duties: Duties,
    day: date | None = None,
) -> Made:
    """The first version for whoever has none, another one where the pairing or what is asked has changed;
    where nobody is left to answer for, the last one is withdrawn. All of it or nothing."""
    now = day or today()
    if not now.year <= year <= now.year + 1:
        raise refuse("commitment.year", year=year)
    done, listed = Made(), list(officers)
    start = max(now, Period.year(year).first)
    held, before = answers_of(listed, year, start), latest(listed, year)
    with transaction.atomic():
        for officer in listed:
            _one(actor, officer, held[officer.pk], before.get(officer.pk), duties, now, done)
        if not (done.made or done.withdrawn):
            raise refuse("commitment.nobody")
    return done


def _account(actor: Actor) -> Account | None:
    return Account.objects.visible_to(SYSTEM).filter(pk=actor.id).first() if actor.id else None


def _one(
    actor: Actor,
    officer: Officer,
    held: Answers,
    before: Commitment | None,
    duties: Duties,
    now: date,
    done: Made,
) -> None:
    live = before is not None and before.state in {State.OPEN, State.ACCEPTED}
    if not held.homes:
        if before is not None and live:
            done.withdrawn.append(
                commitment_withdraw(actor=actor, commitment=before, reason=OVER, day=now)
            )
        return
    said = list(duties(officer, held))
    basis = held.basis(officer, said)
    if before is not None and live and before.basis == basis:
        return
    with act(actor, "commitment.make", on=officer) as audit:
        row = _next(officer, held, before, said, now)
        row.basis = basis
        row.author = _account(actor)
        if before is not None and before.state == State.OPEN:
            _end(before, State.REPLACED, now)
        row.save(force_insert=True)
        audit.note(row, officer=officer.name, year=row.year, version=row.version)
        done.made.append(row)


def _next(
    officer: Officer, held: Answers, before: Commitment | None, said: list[str], now: date
) -> Commitment:
    year = Period.year(held.year)
    first = max(year.first, min(home.from_day for home in held.homes))
    if before is not None:
        first = max(first, now)
    version = before.version + 1 if before else 1
    text = written(
        officer=officer.name,
        post=officer.post,
        unit=held.unit_of(officer),
        version=version,
        span=(first, year.last),
        homes=held.homes,
        duties=said,
        directions=directions(),
    )
    return Commitment(
        officer=officer,
        year=held.year,
        version=version,
        text=text,
        households=len(held.homes),
        from_day=first,
        last_day=year.last,
        made_on=now,
    )


def commitment_accept(
    *, actor: Actor, commitment: Commitment, day: date | None = None
) -> Commitment:
    """By its officer alone; from now on the text is sealed, and the version before it holds no longer."""
    with act(actor, "commitment.accept", on=commitment) as audit:
        row, now = _locked(commitment), day or today()
        if row.state != State.OPEN:
            raise refuse("commitment.not_open")
        start = max(now, Period.year(row.year).first)
        held = answers_of([row.officer], row.year, start)[row.officer_id]
        if held.keys != row.basis.get("homes"):
            raise refuse("commitment.changed")
        for old in _accepted(row):
            _end(old, State.REPLACED, max(now, old.from_day))
        row.state, row.accepted_on, row.accepted_at = State.ACCEPTED, now, timezone.now()
        row.accepted_by = _account(actor)
        row.digest = sealed(row.text, now)
        row.save()
        audit.note(row, year=row.year, version=row.version, day=now, digest=row.digest)
        return row


def commitment_withdraw(
    *, actor: Actor, commitment: Commitment, reason: str, day: date | None = None
) -> Commitment:
    """It holds no longer; what was accepted before stays as it was, with the day on which it ended."""
    with act(actor, "commitment.withdraw", on=commitment) as audit:
        reading = Reading()
        why = reading.words("reason", reason, _("原因"), 120, needed=True, sentence=True)
        reading.check()
        row, now = _locked(commitment), day or today()
        if row.state not in {State.OPEN, State.ACCEPTED}:
            raise refuse("commitment.not_open")
        for old in [*_accepted(row), row]:
            old.reason = why
            _end(old, State.WITHDRAWN, max(now, old.from_day))
        audit.note(row, year=row.year, version=row.version, reason=why)
        return row


def _accepted(row: Commitment) -> list[Commitment]:
    rows = Commitment.objects.visible_to(SYSTEM).filter(
        officer=row.officer_id, year=row.year, state=State.ACCEPTED
    )
    return list(rows.exclude(pk=row.pk).select_for_update(of=("self",)))


def _locked(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    return rows.select_related("officer__unit").get(pk=commitment.pk)


def _end(row: Commitment, state: Any, day: date) -> None:
    row.state, row.until = state, max(day, row.from_day)
    row.save(update_fields=["state", "until", "reason"])

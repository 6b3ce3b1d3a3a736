"""Pairings: begun, ended, handed over, taken back. The pairing is the responsibility."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.people.models import Officer
from lianxin.people.wording import Reading

from ..cards.ending import back_with
from ..models import Household, Pairing
from ..refusals import said_plainly
from . import memberships as dated
from . import spans

TAKEN_BACK = "撤回"
Make = Callable[[Household, Officer], Pairing]


def pairing_begin(
    *,
    actor: Actor,
    household: Household,
    officer: Officer,
    from_day: date,
    reason: str,
    responsible: bool = True,
) -> Pairing:
    """An officer answers for a household from a day on, which may lie ahead; or helps there."""
    with said_plainly(), act(actor, "pairing.begin", on=household) as audit:
        why = _reason(reason)
        row = dated.lock(household)
        pairing = spans.begin(row, _seen(actor, officer), from_day, why, responsible)
        audit.note(officer=officer.name, from_day=from_day, responsible=responsible)
        return pairing


def pairing_begin_all(
    *,
    actor: Actor,
    moves: Mapping[Household, Officer],
    from_day: date,
    reason: str,
) -> list[Pairing]:
    """Many households get their officer in one step: all of them or none."""
    return _for_each(
        actor,
        "pairing.begin",
        moves,
        lambda household, officer: pairing_begin(
            actor=actor, household=household, officer=officer, from_day=from_day, reason=reason
        ),
    )


def pairing_end(
    *, actor: Actor, pairing: Pairing, day: date, reason: str, leave_gap: bool = False
) -> Pairing:
    """Ends a pairing; where nobody would answer any more, only with ``leave_gap`` and its reason."""
    with said_plainly(), act(actor, "pairing.end", on=pairing.household) as audit:
        why = _reason(reason)
        dated.lock(pairing.household)
        row = _current(pairing)
        if row.until is not None:
            raise refuse("pairing.ended", until=row.until)
        spans.end(row, day, why)
        if row.responsible and not leave_gap and not spans.succeeded(row, day):
            raise refuse("pairing.would_gap", "leave_gap", number=row.household.number, day=day)
        audit.note(officer=row.officer.name, until=day, gap=leave_gap, reason=why)
        return row


def pairing_hand_over(
    *,
    actor: Actor,
    officer_from: Officer | None,
    moves: Mapping[Household, Officer],
    day: date,
    reason: str,
) -> list[Pairing]:
    """Each household goes to its new officer on the day: all of them or none, without a gap.

    ``officer_from`` is who hands over; None where households of several officers are handed over.
    """
    return _for_each(
        actor,
        "pairing.hand_over",
        moves,
        lambda household, officer: _hand_over(actor, officer_from, household, officer, day, reason),
    )


def _hand_over(
    actor: Actor,
    officer_from: Officer | None,
    household: Household,
    officer: Officer,
    day: date,
    reason: str,
) -> Pairing:
    with said_plainly(), act(actor, "pairing.hand_over", on=household) as audit:
        why = _reason(reason)
        row = dated.lock(household)
        held = spans.responsible_at(row, day)
        if officer_from and (held is None or held.officer_id != officer_from.pk):
            raise refuse("pairing.not_theirs", number=row.number, name=officer_from.name, day=day)
        if held and held.officer_id == officer.pk:
            raise refuse("pairing.already", "officer", name=officer.name)
        if held:
            spans.end(held, day, why)
        pairing = spans.begin(row, _seen(actor, officer), day, why, True)
        audit.note(
            gave=held.officer.name if held else "", took=officer.name, from_day=day, reason=why
        )
        return pairing


def pairing_take_back(*, actor: Actor, pairings: Iterable[Pairing]) -> list[Pairing]:
    """Undoes what was paired today or holds only later: it never held, whoever answered before does."""
    undone = []
    with said_plainly(), transaction.atomic():
        for pairing in pairings:
            with act(actor, "pairing.take_back", on=pairing.household) as audit:
                dated.lock(pairing.household)
                row = _current(pairing)
                _check_fresh(row)
                spans.end(row, row.from_day, TAKEN_BACK)
                _restore(row)
                audit.note(officer=row.officer.name, from_day=row.from_day)
                undone.append(row)
    return undone


def _check_fresh(row: Pairing) -> None:
    if row.until is not None:
        raise refuse("pairing.ended", until=row.until)
    if row.from_day <= today() and made_on(row) != today():
        raise refuse("pairing.too_late")


def made_on(row: Pairing) -> date:
    """The day on which the row was written: a UUIDv7 begins with its milliseconds."""
    made = datetime.fromtimestamp((row.pk.int >> 80) / 1000, tz=timezone.get_current_timezone())
    return made.date()


def _restore(row: Pairing) -> None:
    """Reopens what ended for this pairing: the one before it, and the same officer's helping."""
    if not row.responsible:
        return
    ended = Pairing.objects.visible_to(SYSTEM).filter(
        household=row.household,
        until=row.from_day,
        ended_reason=row.reason,
        officer__until__isnull=True,
    )
    ended = ended.exclude(pk=row.pk).order_by("-pk")
    before = ended.filter(responsible=True).first()
    helping = ended.filter(responsible=False, officer=row.officer).first()
    for earlier in filter(None, (before, helping)):
        earlier.until, earlier.ended_reason, earlier.ended_by = None, "", None
        earlier.save(update_fields=["until", "ended_reason", "ended_by"])
        back_with(earlier, row.from_day, row.reason)


def _current(pairing: Pairing) -> Pairing:
    """As it stands now, under the lock of its household. Unscoped: ``act`` has allowed it."""
    rows = Pairing.objects.visible_to(SYSTEM).select_related("household", "officer")
    return rows.get(pk=pairing.pk)


def _reason(text: str) -> str:
    reading = Reading()
    why = reading.words("reason", text, _("原因"), 120, needed=True, sentence=True)
    reading.check()
    return why


def _seen(actor: Actor, officer: Officer) -> Officer:
    row = Officer.objects.visible_to(actor).filter(pk=officer.pk).select_related("unit").first()
    if row is None:
        raise refuse("pairing.officer_not_yours", "officer")
    return row


def _for_each(
    actor: Actor, action: str, moves: Mapping[Household, Officer], make: Make
) -> list[Pairing]:
    """All or nothing; every household's problems at once, each tied to that household's choice."""
    if not moves:
        raise refuse("pairing.nothing_chosen", "households")
    for household in moves:
        _check_allowed(actor, action, household)
    made: list[Pairing] = []
    problems: list[Problem] = []
    with transaction.atomic():
        for household, officer in moves.items():
            try:
                made.append(make(household, officer))
            except Refused as error:
                found = (_under(problem, household) for problem in error.problems)
                problems += [problem for problem in found if problem not in problems]
        if problems:
            raise Refused(problems)
    return made


def _check_allowed(actor: Actor, action: str, household: Household) -> None:
    """Before the common transaction, so that the refusal stays in the audit."""
    if not actor.allows(action, household):
        with act(actor, action, on=household):
            raise AssertionError("act lets in whom allows keeps out")


def _under(found: Problem, household: Household) -> Problem:
    """Day and reason are common to all; everything else belongs to the household's own choice."""
    if found.field in {"day", "reason"}:
        return found
    return Problem(found.code, f"to-{household.pk}", found.details)

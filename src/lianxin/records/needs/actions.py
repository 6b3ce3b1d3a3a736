"""Needs: opened, talked about, handed on, closed with an outcome, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.ids import new_id
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import prose
from lianxin.people.hooks.actions import happened
from lianxin.people.hooks.models import Event
from lianxin.people.models import Area, Officer, Partnership
from lianxin.people.queries import check_for_all
from lianxin.people.wording import Reading
from lianxin.records.diary.models import Entry
from lianxin.records.diary.reading import words_of
from lianxin.register.models import Code, Household
from lianxin.register.queries import responsible

from .models import Need, NeedStep, ReplyRule

USUAL_DAYS = 30
"""Where no rule names a time: within a month, so that every need has a day on which it is late."""
LONGEST_DAYS = 365
Step = NeedStep.Kind


def need_open(
    *,
    actor: Actor,
    village: Area,
    kind: Code,
    text: str,
    household: Household | None = None,
    officer: Officer | None = None,
    entry: Entry | None = None,
    day: date | None = None,
    due: date | None = None,
    id: UUID | None = None,
    source: str = Need.Source.WORK,
) -> Need:
    """Answers: the officer named, else the one who answers for the household. Due: by the kind's rule."""
    day = day or today()
    with act(actor, "need.open", on=household or village) as audit:
        words = _text(text, "text", "need.text_wanted")
        _check_day(day)
        if due is not None and due < day:
            raise refuse("need.due_before", "due", opened=day)
        need = Need(
            id=id or new_id(),
            village=village,
            household=household,
            kind=kind,
            text=words,
            entry=entry,
            officer=officer or _answering(household, day),
            opened=day,
            year=day.year,
            due=due or day + timedelta(days=reply_days(kind, day)),
            source=source,
        )
        need.save(force_insert=True)
        _step(actor, need, Step.OPEN, day, words, need.officer)
        audit.note(need, household=str(household or ""), kind=kind.name)
        happened(Event.NEED, _outside(need), village=village)
        return need


def _outside(need: Need) -> dict[str, str]:
    """What another program is told of it: nothing of anybody."""
    days = {"opened": need.opened.isoformat(), "due": need.due.isoformat()}
    return {"need": str(need.pk), "kind": need.kind.name, **days, "source": need.source}


def reply_days(kind: Code, day: date) -> int:
    rows = ReplyRule.objects.visible_to(SYSTEM).filter(in_force(day))
    own = {row.kind_id: row.days for row in rows}
    return own.get(kind.pk, own.get(None, USUAL_DAYS))


def _answering(household: Household | None, day: date) -> Officer | None:
    if household is None:
        return None
    row = responsible(SYSTEM, day=day).filter(household=household).select_related("officer").first()
    return row.officer if row else None


def need_talk(*, actor: Actor, need: Need, text: str, day: date | None = None) -> NeedStep:
    """What was done about it, on the way."""
    with act(actor, "need.talk", on=need) as audit:
        row = _locked(need)
        words = _text(text, "text", "need.text_wanted")
        step = _step(actor, row, Step.TALK, _day(row, day), words, row.officer)
        audit.note(row)
        return step


def need_hand_on(
    *, actor: Actor, need: Need, officer: Officer, text: str = "", day: date | None = None
) -> Need:
    """Somebody else answers from now on."""
    with act(actor, "need.hand_on", on=need) as audit:
        row = _locked(need)
        if row.officer_id == officer.pk:
            raise refuse("need.same_officer", "officer", name=officer.name)
        _check_reaches(officer, row.village)
        words = _said(text)
        row.officer = officer
        _save(row)
        _step(actor, row, Step.HAND_ON, _day(row, day), words, officer)
        audit.note(row, officer=officer.name)
        return row


def needs_hand_on(
    *, actor: Actor, needs: Sequence[Need], officer: Officer, text: str = ""
) -> list[Need]:
    """Several at once, all or none; what the officer already answers for stays as it is."""
    if not needs:
        raise refuse("need.none_chosen", "need")
    rows = Need.objects.visible_to(SYSTEM).filter(pk__in=[need.pk for need in needs])
    held = set(rows.filter(officer=officer).values_list("pk", flat=True))
    with transaction.atomic():
        return [
            need_hand_on(actor=actor, need=need, officer=officer, text=text)
            for need in needs
            if need.pk not in held
        ]


def _check_reaches(officer: Officer, village: Area) -> None:
    """Only who works today, in a unit that is paired with the village, can answer there.

    Unscoped: whether a unit is paired with a village is no secret of either.
    """
    paired = Partnership.objects.visible_to(SYSTEM).filter(in_force(), village=village)
    gone = officer.until is not None and officer.until <= today()
    units = paired.values_list("unit__path", flat=True)
    if gone or not any(officer.unit.path.startswith(path) for path in units):
        raise refuse("need.foreign_officer", "officer", name=officer.name, village=village.name)


def need_close(
    *, actor: Actor, need: Need, result: Code, outcome: str, day: date | None = None
) -> Need:
    """Closed with what came of it."""
    with act(actor, "need.close", on=need) as audit:
        row = _locked(need)
        words = _text(outcome, "outcome", "need.outcome_wanted")
        row.closed = _day(row, day)
        row.closed_year, row.result, row.outcome = row.closed.year, result, words
        _save(row)
        _step(actor, row, Step.CLOSE, row.closed, words, row.officer)
        audit.note(row, result=result.name)
        return row


def need_reopen(*, actor: Actor, need: Need, text: str) -> Need:
    """It was not settled after all; the outcome told before stays among the steps."""
    with act(actor, "need.reopen", on=need) as audit:
        row = _locked(need, closed=True)
        words = _text(text, "text", "need.text_wanted")
        row.closed = row.closed_year = row.result = None
        row.outcome = ""
        _save(row)
        _step(actor, row, Step.REOPEN, today(), words, row.officer)
        audit.note(row)
        return row


def reply_rule_set(
    *, actor: Actor, kind: Code | None, days: int, source: str = "", from_day: date | None = None
) -> ReplyRule:
    """From a day on, needs of the kind (None: of every other kind) are to be answered in so many days.

    In every unit. Raises ``rule.for_all``, ``need.reply_days`` and ``input.…``.
    """
    with act(actor, "reply_rule.set") as audit:
        check_for_all(actor)
        day, found = from_day or today(), Reading()
        if not 1 <= days <= LONGEST_DAYS:
            found.add("need.reply_days", "days", limit=LONGEST_DAYS)
        words = found.words("source", source, _("依据"), 160, sentence=True)
        found.check()
        same = ReplyRule.objects.visible_to(SYSTEM).filter(kind=kind)
        later = same.filter(from_day__gt=day).order_by("from_day").first()
        same.filter(in_force(day)).update(until=day)
        row = ReplyRule.objects.create(
            kind=kind,
            days=days,
            source=words,
            from_day=day,
            until=later.from_day if later else None,
        )
        audit.note(row, days=days, from_day=day)
        return row


def _locked(need: Need, *, closed: bool = False) -> Need:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Need.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("officer").get(pk=need.pk)
    if closed and row.closed is None:
        raise refuse("need.open_already")
    if not closed and row.closed is not None:
        raise refuse("need.closed")
    return row


def _save(row: Need) -> None:
    row.rev += 1
    row.save()


def _step(
    actor: Actor, need: Need, kind: str, day: date, text: str, officer: Officer | None
) -> NeedStep:
    return NeedStep.objects.create(
        need=need,
        kind=kind,
        day=day,
        text=text,
        officer=officer,
        author_id=actor.id,
        at=timezone.now(),
    )


def _day(row: Need, day: date | None) -> date:
    day = day or today()
    if day < row.opened:
        raise refuse("need.before_opened", "day", opened=row.opened)
    _check_day(day)
    return day


def _check_day(day: date) -> None:
    if day > today():
        raise refuse("need.future", "day", day=day)


def _text(text: str, field: str, wanted: str) -> str:
    words = _said(text, field)
    if not words:
        raise refuse(wanted, field)
    return words


def _said(text: str, field: str = "text") -> str:
    found = Reading()
    words = words_of(prose(text or ""))
    found.words(field, words, _("内容"), 300, sentence=True)
    found.check()
    return words

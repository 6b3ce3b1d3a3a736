"""Measures: added for a household, moved on by what the diary tells, blocked, dropped."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Account, Officer
from lianxin.people.wording import Reading
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.models import Entry, Kind
from lianxin.register.models import Code, Household

from .household.models import Stage
from .models import Measure, MeasureStep

MOST_FEN = 10**13


def measure_add(
    *,
    actor: Actor,
    household: Household,
    direction: Code,
    text: str,
    officer: Officer,
    due: date,
    from_day: date | None = None,
    stage: Stage | None = None,
    field: Code | None = None,
    cause: Code | None = None,
    cost: int | None = None,
    means: str = "",
) -> Measure:
    """What is to be done for the household, in which direction, by whom and until when; ``cost`` in fen."""
    with act(actor, "measure.add", on=household) as audit:
        first, found = from_day or today(), Reading()
        words = found.words("text", text, _("措施"), 160, sentence=True)
        if not words:
            found.add("measure.text_wanted", "text")
        if due < first:
            found.add("measure.due", "due", from_day=first)
        if cost is not None and not 0 <= cost <= MOST_FEN:
            found.add("measure.cost", "cost")
        source = found.words("means", means, _("钱物从哪里来"), 60)
        found.check()
        if stage is not None and stage.plan.household_id != household.pk:
            raise refuse("action.absent", "stage")
        if not Officer.objects.visible_to(actor).filter(pk=officer.pk).exists():
            raise refuse("action.absent", "officer")
        row = Measure.objects.create(
            household=household,
            direction=direction,
            text=words,
            stage=stage.line if stage else None,
            field=field,
            cause=cause,
            cost=cost,
            means=source,
            officer=officer,
            from_day=first,
            year=due.year,
            due=due,
        )
        audit.note(row, household=household.number, due=due)
        return row


def measure_progress(
    *,
    actor: Actor,
    measure: Measure,
    percent: int,
    note: str = "",
    day: date | None = None,
    entry: Entry | None = None,
    given: str = "",
) -> MeasureStep:
    """How far it has come; 100 means done on that day, less than 100 opens it again.

    Progress is what the diary tells, or what a delivery did: without an ``entry``, and without what was
    ``given``, the note becomes one.
    """
    with act(actor, "measure.progress", on=measure) as audit:
        row, day, found = _locked(measure), day or today(), Reading()
        if not 0 <= percent <= 100:
            found.add("measure.percent", "percent")
        if day > today():
            found.add("measure.future", "day", day=day)
        if day < row.from_day:
            found.add("measure.before_begun", "day", from_day=row.from_day)
        words = found.words("note", given or note, _("说明"), 160, sentence=True)
        found.check()
        if not given:
            entry = entry or _tell(actor, row, day, percent, words)
        row.percent, row.done = percent, day if percent == 100 else None
        row.blocked, row.blocked_for = None, ""
        row.rev += 1
        row.save()
        audit.note(row, percent=percent)
        return MeasureStep.objects.create(
            measure=row,
            entry=entry,
            day=day,
            percent=percent,
            note=words,
            author_id=actor.id,
            at=timezone.now(),
        )


def _tell(actor: Actor, row: Measure, day: date, percent: int, note: str) -> Entry:
    """One's own entry of the day about it; who has no diary tells it for the officer who answers."""
    told = _("%(measure)s：办到 %(n)s%%") % {"measure": row.text, "n": percent}
    me = Account.objects.visible_to(SYSTEM).filter(pk__in=[actor.id]).values("officer")
    own = Officer.objects.visible_to(actor).filter(pk__in=me).first()
    return diary_write(
        actor=actor,
        officer=own or row.officer,
        kinds=[Kind.HELP],
        day=day,
        text=f"{told}。{note}" if note else told,
        households=[row.household],
    )


def measure_block(*, actor: Actor, measure: Measure, reason: str) -> Measure:
    """It cannot go on at present; the next progress lifts it."""
    with act(actor, "measure.block", on=measure) as audit:
        row, why = _locked(measure), tidy(reason or "")[:120]
        if not why:
            raise refuse("measure.block_reason_wanted", "reason")
        if row.done is not None:
            raise refuse("measure.done_already")
        row.blocked, row.blocked_for = today(), why
        row.rev += 1
        row.save()
        audit.note(row, reason=why)
        return row


def measure_drop(*, actor: Actor, measure: Measure, reason: str) -> Measure:
    """No longer to be done; it stays readable with its reason."""
    with act(actor, "measure.drop", on=measure) as audit:
        row, why = _locked(measure), tidy(reason or "")[:120]
        if not why:
            raise refuse("measure.reason_wanted", "reason")
        row.dropped, row.dropped_for = today(), why
        row.rev += 1
        row.save()
        audit.note(row, reason=why)
        return row


def measure_discount(*, actor: Actor, measure: Measure, reason: str) -> Measure:
    """Found not to have been done: it counts as done no longer, until somebody decides otherwise."""
    return _counting(actor, "measure.discount", measure, reason, counts=False)


def measure_recount(*, actor: Actor, measure: Measure, reason: str) -> Measure:
    """Counts again as done."""
    return _counting(actor, "measure.recount", measure, reason, counts=True)


def _counting(actor: Actor, action: str, measure: Measure, reason: str, *, counts: bool) -> Measure:
    with act(actor, action, on=measure) as audit:
        row = Measure.objects.visible_to(SYSTEM).select_for_update().get(pk=measure.pk)
        row.counts, row.rev = counts, row.rev + 1
        row.save(update_fields=["counts", "rev"])
        audit.note(row, reason=tidy(reason or "")[:300])
        return row


def _locked(measure: Measure) -> Measure:
    """Unscoped: the policy has just been asked about this very row."""
    row = Measure.objects.visible_to(SYSTEM).select_for_update().get(pk=measure.pk)
    if row.dropped is not None:
        raise refuse("measure.ended")
    return row

"""Measures: added for a household, moved on, dropped."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Officer
from lianxin.people.wording import Reading
from lianxin.records.diary.models import Entry
from lianxin.register.models import Code, Household

from .models import Measure, MeasureStep


def measure_add(
    *,
    actor: Actor,
    household: Household,
    direction: Code,
    text: str,
    officer: Officer,
    due: date,
    from_day: date | None = None,
) -> Measure:
    """What is to be done for the household, in which direction, by whom and until when."""
    with act(actor, "measure.add", on=household) as audit:
        first, found = from_day or today(), Reading()
        words = found.words("text", text, _("措施"), 160, sentence=True)
        if not words:
            found.add("measure.text_wanted", "text")
        if due < first:
            found.add("measure.due", "due", from_day=first)
        found.check()
        if not Officer.objects.visible_to(actor).filter(pk=officer.pk).exists():
            raise refuse("action.absent", "officer")
        row = Measure.objects.create(
            household=household,
            direction=direction,
            text=words,
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
) -> MeasureStep:
    """How far it has come; 100 means done on that day, less than 100 opens it again."""
    with act(actor, "measure.progress", on=measure) as audit:
        row, day, found = _locked(measure), day or today(), Reading()
        if not 0 <= percent <= 100:
            found.add("measure.percent", "percent")
        if day > today():
            found.add("measure.future", "day", day=day)
        if day < row.from_day:
            found.add("measure.before_begun", "day", from_day=row.from_day)
        words = found.words("note", note, _("说明"), 160, sentence=True)
        found.check()
        row.percent, row.done = percent, day if percent == 100 else None
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


def _locked(measure: Measure) -> Measure:
    """Unscoped: the policy has just been asked about this very row."""
    row = Measure.objects.visible_to(SYSTEM).select_for_update().get(pk=measure.pk)
    if row.dropped is not None:
        raise refuse("measure.ended")
    return row

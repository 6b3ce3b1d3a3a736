"""The office's and the leading group's deeds: confirmed, sent, answered, signed and frozen.

Nothing of it is ever changed: each deed is a step that is added, a correction is a later assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import Problem, Refused, problem, refuse
from lianxin.people.models import Area, Officer, Unit
from lianxin.people.wording import Reading

from .computing import Span
from .freezing import freeze
from .models import Assessment, AssessmentStep
from .quota import given
from .schemes import Whole
from .sheet import Sheet, as_data
from .standing import Standing, State, current, standings
from .steps import check_answered, going, held_now, not_own, rows_held, step, told_why
from .subjects import Assessed

What = AssessmentStep.What


@dataclass(frozen=True)
class Set:
    """The marks that somebody gives an item instead of the computed ones, in tenths, and why."""

    marks: int | None
    words: str = ""


def assessment_confirm(
    *,
    actor: Actor,
    of: Officer | Unit | Area,
    year: int,
    half: int = 0,
    changes: Mapping[str, Set] | None = None,
    sheet: Sheet | None = None,
) -> Assessment:
    """What is computed of a year, with the marks that the office sets otherwise; the span is over.

    ``sheet``: as it has just been computed in bulk.
    """
    with act(actor, "assessment.confirm", on=of) as audit:
        it = Assessed.of(of)
        not_own(actor, it.officer)
        span = ended(year, half)
        sheet = sheet or it.sheet(span)
        rows = _of(it, span)
        if _live(rows) is not None:
            raise refuse("assessment.confirmed")
        row = _make(actor, it, span, sheet, rows)
        _adjust(actor, row, sheet.scheme, changes or {})
        audit.note(row, year=year, name=it.name)
        return row


def assessment_correct(
    *,
    actor: Actor,
    assessment: Assessment,
    reason: str,
    changes: Mapping[str, Set] | None = None,
) -> Assessment:
    """A later assessment beside one that was signed: computed anew, with its reason; it goes the whole way."""
    with act(actor, "assessment.correct", on=assessment) as audit:
        held = held_now(assessment)
        it = Assessed.row(held.row)
        not_own(actor, it.officer)
        said = told_why(reason)
        if held.state is State.CORRECTED or _corrected(held.row):
            raise refuse("assessment.corrected")
        if held.state is not State.SIGNED:
            raise refuse("assessment.not_signed")
        span = Span.of(held.row.year, held.row.half)
        sheet = it.sheet(span)
        row = _make(actor, it, span, sheet, _of(it, span), corrects=held.row, reason=said)
        _adjust(actor, row, sheet.scheme, changes or {})
        audit.note(row, year=span.year, name=it.name, reason=said)
        return row


def assessment_adjust(
    *, actor: Actor, assessment: Assessment, changes: Mapping[str, Set]
) -> Assessment:
    """The office sets marks of items, each with its reason, before anybody is shown them."""
    with act(actor, "assessment.adjust", on=assessment) as audit:
        held = going(actor, assessment)
        if held.last(What.SEND):
            raise refuse("assessment.sent")
        _adjust(actor, held.row, held.scheme, changes)
        audit.note(held.row, rows=len(changes))
        return held.row


def assessment_send(*, actor: Actor, assessment: Assessment) -> Assessment:
    """From now on the officer may read it and object."""
    with act(actor, "assessment.send", on=assessment) as audit:
        held = going(actor, assessment)
        if held.last(What.SEND):
            raise refuse("assessment.sent")
        step(actor, held.row, What.SEND)
        audit.note(held.row)
        return held.row


def assessment_answer(
    *, actor: Actor, objection: AssessmentStep, words: str, marks: int | None = None
) -> Assessment:
    """An objection is answered with its reason; ``marks`` where the item's are changed."""
    with act(actor, "assessment.answer", on=objection.assessment) as audit:
        held = going(actor, objection.assessment)
        mine = next((one for one in held.objections if one.step.pk == objection.pk), None)
        if mine is None:
            raise refuse("action.absent")
        if mine.answer is not None:
            raise refuse("assessment.answered")
        said = told_why(words)
        if marks is not None:
            _check_marks(held.scheme, objection.item, marks)
        step(
            actor,
            held.row,
            What.ANSWER,
            item=objection.item,
            words=said,
            marks=marks,
            about=objection,
        )
        audit.note(held.row, reason=said)
        return held.row


def assessment_sign(
    *, actor: Actor, assessment: Assessment, words: str = "", grade: str = ""
) -> Assessment:
    """The leading group has decided; from now on it is frozen with all it rests on.

    ``grade``: its name, where it is given expressly: a lower one, or the best beyond the quota; with words.
    """
    with act(actor, "assessment.sign", on=assessment) as audit:
        held = going(actor, assessment)
        check_answered(held)
        if not held.may_sign:
            if held.last(What.SEND) is None:
                raise refuse("assessment.not_sent")
            raise refuse("assessment.still_open", last=held.until)
        found = Reading()
        said = found.words("words", words, _("审定意见"), 300, sentence=True)
        found.check()
        step(actor, held.row, What.SIGN, words=said, grade=given(actor, held, grade, said))
        frozen = freeze(held_now(held.row))
        audit.note(held.row, digest=frozen.digest)
        return held.row


def assessment_withdraw(*, actor: Actor, assessment: Assessment, reason: str) -> Assessment:
    """Before it is signed: what was confirmed counts no more, and may be computed and confirmed anew."""
    with act(actor, "assessment.withdraw", on=assessment) as audit:
        held = going(actor, assessment)
        said = told_why(reason)
        step(actor, held.row, What.WITHDRAW, words=said)
        audit.note(held.row, reason=said)
        return held.row


def ended(year: int, half: int) -> Span:
    """The span; refuses one that is not over, which nobody confirms."""
    span, last = Span.of(year, half), Span.of(year, half, date.max).last
    if today() <= last:
        raise refuse("assessment.not_over", last=last)
    return span


def _of(it: Assessed, span: Span) -> list[Assessment]:
    it.lock()
    rows = rows_held().filter(year=span.year, half=span.half, **it.which)
    return list(rows)


def _live(rows: list[Assessment]) -> Standing | None:
    return current(standings(rows))


def _make(
    actor: Actor,
    it: Assessed,
    span: Span,
    sheet: Sheet,
    rows: list[Assessment],
    *,
    corrects: Assessment | None = None,
    reason: str = "",
) -> Assessment:
    row = Assessment(
        subject=it.kind,
        officer=it.officer,
        unit=it.unit,
        village=it.village,
        year=span.year,
        half=span.half,
        number=1 + max((one.number for one in rows), default=0),
        scheme=sheet.scheme.scheme,
        last_day=span.last,
        computed=as_data(sheet),
        corrects=corrects,
        reason=reason,
        made_by=actor.name,
        made_at=timezone.now(),
    )
    row.save(force_insert=True)
    step(actor, row, What.CONFIRM)
    return row


def _adjust(actor: Actor, row: Assessment, scheme: Whole, changes: Mapping[str, Set]) -> None:
    problems: list[Problem] = []
    for code, it in changes.items():
        try:
            _check_marks(scheme, code, it.marks)
        except Refused as error:
            problems.extend(error.problems)
            continue
        item = scheme.item(code)
        if not it.words.strip() and item is not None:
            problems.append(
                problem("assessment.reason_wanted", f"words-{code}", title=item.told_title)
            )
    if problems:
        raise Refused(problems)
    for code, it in changes.items():
        found = Reading()
        said = found.words(f"words-{code}", it.words, _("理由"), 300, needed=True, sentence=True)
        found.check()
        step(actor, row, What.ADJUST, item=code, marks=it.marks, words=said)


def _check_marks(scheme: Whole, code: str, marks: int | None) -> None:
    item = scheme.item(code)
    if item is None:
        raise refuse("assessment.unknown_item", item=code[:8])
    if marks is None or not 0 <= marks <= item.full:
        told = item.full // 10 if item.full % 10 == 0 else item.full / 10
        raise refuse("assessment.marks", f"marks-{code}", title=item.told_title, full=told)


def _corrected(row: Assessment) -> bool:
    """A correction is under way or done; one that was withdrawn leaves room for another."""
    later = rows_held().filter(corrects=row)
    return any(one.state is not State.WITHDRAWN for one in standings(later))

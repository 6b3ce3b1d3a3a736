"""The assessed person is heard: has read it, objects to items within the days, or has nothing more to say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading

from .models import Assessment, AssessmentStep
from .standing import Standing
from .steps import ENDED, check_answered, held_now, step

What = AssessmentStep.What


def assessment_read(*, actor: Actor, assessment: Assessment) -> Assessment:
    """The officer has seen it; the days for objecting are counted from here. Once is enough."""
    with act(actor, "assessment.read", on=assessment) as audit:
        held = held_now(assessment)
        if held.last(What.SEND) is None:
            raise refuse("assessment.not_sent")
        if held.last(What.READ) is None and held.state not in ENDED:
            step(actor, held.row, What.READ)
        audit.note(held.row)
        return held.row


def assessment_object(
    *,
    actor: Actor,
    assessment: Assessment,
    objections: Mapping[str, str],
    day: date | None = None,
) -> Assessment:
    """The officer's words by item, within the days that the scheme gives.

    ``day``: when it was said, where it arrives later.
    """
    with act(actor, "assessment.object", on=assessment) as audit:
        held = _heard(assessment, day)
        found = _objections(held, objections)
        if held.last(What.READ) is None:
            step(actor, held.row, What.READ)
        for code, words in found.items():
            step(actor, held.row, What.OBJECT, item=code, words=words)
        audit.note(held.row, rows=len(found))
        return held.row


def assessment_agree(
    *, actor: Actor, assessment: Assessment, day: date | None = None
) -> Assessment:
    """The officer has nothing more to say, so that it may be signed before the days are over."""
    with act(actor, "assessment.agree", on=assessment) as audit:
        held = _heard(assessment, day)
        check_answered(held)
        if held.last(What.READ) is None:
            step(actor, held.row, What.READ)
        step(actor, held.row, What.AGREE)
        audit.note(held.row)
        return held.row


def _objections(held: Standing, said: Mapping[str, str]) -> dict[str, str]:
    found, words = Reading(), {code: text for code, text in said.items() if text.strip()}
    if not words:
        found.add("input.required", "words", label=str(_("申诉理由")))
    waiting = {one.step.item for one in held.waiting}
    kept = {}
    for code, text in words.items():
        item = held.scheme.item(code)
        if item is None:
            found.add("assessment.unknown_item", item=code[:8])
            continue
        if code in waiting:
            found.add("assessment.objected_before", f"words-{code}", title=item.told_title)
        kept[code] = found.words(f"words-{code}", text, _("申诉理由"), 300, sentence=True)
    found.check()
    return kept


def _heard(assessment: Assessment, day: date | None) -> Standing:
    """One that the assessed person may speak about, on the day or today."""
    held = held_now(assessment, day)
    if held.state in ENDED:
        raise refuse("assessment.over")
    if held.last(What.SEND) is None:
        raise refuse("assessment.not_sent")
    if not held.open_to_objection:
        days = held.scheme.scheme.objection_days
        raise refuse("assessment.too_late", days=days, last=held.until)
    return held

"""What every deed of an assessment stands on: where it is, who may go on with it, and one more step."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account, Officer
from lianxin.people.wording import Reading

from .models import Assessment, AssessmentStep
from .standing import Standing, State, standings

ENDED = (State.SIGNED, State.CORRECTED, State.WITHDRAWN)


def rows_held() -> GuardedQuerySet[Assessment]:
    return Assessment.objects.visible_to(SYSTEM).select_related(
        "scheme", "officer__unit", "unit", "village"
    )


def held_now(assessment: Assessment, day: date | None = None) -> Standing:
    """As it stands, held while it goes on. Unscoped: the policy has just been asked about this row."""
    Assessment.objects.visible_to(SYSTEM).select_for_update().get(pk=assessment.pk)
    [held] = standings([rows_held().get(pk=assessment.pk)], day)
    return held


def going(actor: Actor, assessment: Assessment) -> Standing:
    """One that may still change, and that is not the actor's own."""
    held = held_now(assessment)
    not_own(actor, held.row.officer)
    if held.state in ENDED:
        raise refuse("assessment.over")
    return held


def check_answered(held: Standing) -> None:
    if held.waiting:
        raise refuse("assessment.unanswered", count=len(held.waiting))


def not_own(actor: Actor, officer: Officer | None) -> None:
    """Nobody decides on their own."""
    if actor.id is None or officer is None:
        return
    if Account.objects.visible_to(SYSTEM).filter(pk=actor.id, officer=officer).exists():
        raise refuse("assessment.own")


def told_why(words: str) -> str:
    found = Reading()
    said = found.words("words", words, _("理由"), 300, needed=True, sentence=True)
    found.check()
    return said


def step(
    actor: Actor,
    row: Assessment,
    what: AssessmentStep.What,
    *,
    item: str = "",
    marks: int | None = None,
    words: str = "",
    grade: str = "",
    about: AssessmentStep | None = None,
) -> AssessmentStep:
    return AssessmentStep.objects.create(
        assessment=row,
        what=what,
        item=item,
        marks=marks,
        words=words,
        grade=grade,
        about=about,
        author_id=actor.id,
        author_name=actor.name,
        at=timezone.now(),
    )

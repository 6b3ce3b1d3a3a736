"""Plans: written, sent for approval, approved or returned; stages looked back on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.wording import Reading
from lianxin.register.models import Household

from .change import facts_of
from .drawn import PlanDrawn, StageDrawn, checked
from .models import OPEN, Goal, Plan, Stage, StageReview, State


def plan_draw(
    *, actor: Actor, household: Household, drawn: PlanDrawn, rev: int | None = None
) -> Plan:
    """The household's open version, written whole: the first, the next, or the one at hand again."""
    with act(actor, "plan.draw", on=household) as audit:
        content = checked(drawn)
        row = _open(household)
        if row is None:
            row = Plan(household=household, version=_last(household) + 1)
        elif row.state == State.SUBMITTED:
            raise refuse("plan.under_way")
        elif rev is not None and rev != row.rev:
            raise refuse("action.changed_meanwhile")
        else:
            row.rev += 1
        row.aim, row.said, row.said_on = content.aim, content.said, content.said_on
        row.wishes = list(dict.fromkeys(content.wishes))
        row.state, row.author_id, row.written_at = State.DRAFT, actor.id, timezone.now()
        row.save()
        _write_stages(row, content.stages)
        audit.note(row, household=household.number, version=row.version)
        return row


def plan_submit(*, actor: Actor, plan: Plan) -> Plan:
    with act(actor, "plan.submit", on=plan) as audit:
        row = _locked(plan)
        if row.state == State.SUBMITTED or row.state == State.APPROVED:
            raise refuse("plan.under_way")
        row.state, row.submitted_at = State.SUBMITTED, timezone.now()
        row.rev += 1
        row.save()
        audit.note(row, version=row.version)
        return row


def plan_approve(*, actor: Actor, plan: Plan, day: date | None = None) -> Plan:
    """It holds from the day (today); the version before ends there."""
    with act(actor, "plan.approve", on=plan) as audit:
        row, day = _waiting(plan), day or today()
        rows = Plan.objects.visible_to(SYSTEM).filter(household=row.household_id)
        held = rows.filter(state=State.APPROVED, until=None).first()
        if held is not None:
            day = max(day, held.from_day or day)
            rows.filter(pk=held.pk).update(until=day)
        row.state, row.from_day, row.note = State.APPROVED, day, ""
        _decided(row, actor)
        audit.note(row, version=row.version, from_day=day)
        return row


def plan_return(*, actor: Actor, plan: Plan, note: str) -> Plan:
    with act(actor, "plan.return", on=plan) as audit:
        row, why = _waiting(plan), tidy(note or "")[:200]
        if not why:
            raise refuse("plan.reason_wanted", "note")
        row.state, row.note = State.RETURNED, why
        _decided(row, actor)
        audit.note(row, version=row.version, note=why)
        return row


def stage_review(
    *, actor: Actor, stage: Stage, reached: bool, words: str = "", day: date | None = None
) -> StageReview:
    """Kept with the facts as they were when the stage began and as they stand on the day."""
    with act(actor, "stage.review", on=stage.plan) as audit:
        found, day = Reading(), day or today()
        if day < stage.from_day:
            found.add("stage.not_begun", title=stage.title, from_day=stage.from_day)
        said = found.words("words", words, _("说明"), 300, sentence=True)
        found.check()
        review = StageReview.objects.create(
            household=stage.plan.household,
            line=stage.line,
            day=day,
            reached=reached,
            words=said,
            facts=facts_of(actor, stage, day),
            author_id=actor.id,
            at=timezone.now(),
        )
        audit.note(review, stage=stage.title, reached=reached)
        return review


def _open(household: Household) -> Plan | None:
    """Unscoped: the policy has just been asked about the household."""
    rows = Plan.objects.visible_to(SYSTEM).select_for_update()
    return rows.filter(household=household, state__in=OPEN).first()


def _last(household: Household) -> int:
    rows = Plan.objects.visible_to(SYSTEM).filter(household=household).order_by("-version")
    return rows.values_list("version", flat=True).first() or 0


def _write_stages(plan: Plan, stages: Sequence[StageDrawn]) -> None:
    """Of stages that were checked: nothing is missing in them."""
    Stage.objects.visible_to(SYSTEM).filter(plan=plan).delete()
    for place, drawn in enumerate(stages):
        stage = Stage(plan=plan, position=place, title=drawn.title, text=drawn.text)
        stage.from_day, stage.last_day = cast(date, drawn.from_day), cast(date, drawn.last_day)
        if drawn.line is not None:
            stage.line = drawn.line
        stage.save(force_insert=True)
        Goal.objects.bulk_create(
            Goal(stage=stage, aspect=goal.aspect, target=cast(int, goal.target))
            for goal in drawn.goals
        )


def _locked(plan: Plan) -> Plan:
    """Unscoped: the policy has just been asked about this very row."""
    return Plan.objects.visible_to(SYSTEM).select_for_update().get(pk=plan.pk)


def _waiting(plan: Plan) -> Plan:
    row = _locked(plan)
    if row.state != State.SUBMITTED:
        raise refuse("plan.not_waiting")
    return row


def _decided(row: Plan, actor: Actor) -> None:
    row.decider_id, row.decided_at = actor.id, timezone.now()
    row.rev += 1
    row.save()

"""A village's problems: noted with where they were heard, changed, solved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.wording import Reading
from lianxin.records.needs.models import Need

from .models import Priority, ProblemSource, VillageComment, VillageProblem


def village_problem_note(
    *,
    actor: Actor,
    village: Area,
    text: str,
    since: date,
    groups: Sequence[Area] = (),
    homes: int = 0,
    priority: int = Priority.USUAL,
    needs: Iterable[Need] = (),
    comments: Iterable[VillageComment] = (),
    day: date | None = None,
) -> VillageProblem:
    """``needs`` and ``comments``: where it was heard; the households of the needs count among those touched."""
    with act(actor, "village_problem.note", on=village) as audit:
        told = _told(village, text, since, groups, homes, priority)
        row = VillageProblem(village=village, author_id=actor.id, found=day or today(), **told)
        row.save(force_insert=True)
        _heard(row, needs, comments)
        audit.note(row)
        return row


def village_problem_change(
    *,
    actor: Actor,
    problem: VillageProblem,
    text: str,
    since: date,
    groups: Sequence[Area] = (),
    homes: int = 0,
    priority: int = Priority.USUAL,
    needs: Iterable[Need] = (),
    rev: int | None = None,
) -> VillageProblem:
    """The audit keeps how it stood before; needs are only added."""
    with act(actor, "village_problem.change", on=problem) as audit:
        row = _locked(problem)
        if rev is not None and rev != row.rev:
            raise refuse("action.changed_meanwhile")
        told = _told(row.village, text, since, groups, homes, priority)
        changed = [name for name, value in told.items() if getattr(row, name) != value]
        audit.note(row, fields=changed, before=row.text if "text" in changed else "")
        for name, value in told.items():
            setattr(row, name, value)
        row.rev += 1
        row.save()
        _heard(row, needs, ())
        return row


def village_problem_solve(
    *, actor: Actor, problem: VillageProblem, outcome: str, day: date | None = None
) -> VillageProblem:
    with act(actor, "village_problem.solve", on=problem) as audit:
        row, found, day = _locked(problem), Reading(), day or today()
        words = found.words("outcome", outcome, _("怎么解决的"), 160, sentence=True)
        if not words:
            found.add("village_problem.outcome_wanted", "outcome")
        if not row.since <= day <= today():
            found.add("village_plan.step_day", "day")
        found.check()
        row.solved, row.outcome, row.rev = day, words, row.rev + 1
        row.save()
        audit.note(row, day=day)
        return row


def _told(
    village: Area, text: str, since: date, groups: Sequence[Area], homes: int, priority: int
) -> dict[str, Any]:
    found = Reading()
    words = found.words("text", text, _("什么问题"), 160, needed=True, sentence=True)
    if since > today():
        found.add("village_problem.future", "since")
    if not 0 <= homes < 100_000:
        found.add("village_problem.homes", "homes")
    if priority not in Priority.values:
        found.add("input.unknown_choice", "priority", value=str(priority)[:20])
    if any(group.parent_id != village.pk for group in groups):
        found.add("action.absent", "groups")
    found.check()
    keys = [str(group.pk) for group in groups]
    return {
        "text": words,
        "since": since,
        "groups": keys,
        "homes": homes,
        "priority": Priority(priority),
    }


def _heard(row: VillageProblem, needs: Iterable[Need], comments: Iterable[VillageComment]) -> None:
    """Of the same village only; what stands already stands once."""
    known: set[UUID | None] = set()
    for need, comment in _sources(row).values_list("need_id", "comment_id"):
        known |= {need, comment}
    made = []
    for need in needs:
        if need.village_id != row.village_id:
            raise refuse("action.absent", "needs")
        if need.pk not in known:
            made.append(ProblemSource(problem=row, need=need))
    for comment in comments:
        if comment.plan.village_id != row.village_id:
            raise refuse("action.absent", "comments")
        if comment.pk not in known:
            made.append(ProblemSource(problem=row, comment=comment))
    ProblemSource.objects.bulk_create(made)


def _sources(row: VillageProblem) -> Any:
    return ProblemSource.objects.visible_to(SYSTEM).filter(problem=row)


def _locked(problem: VillageProblem) -> VillageProblem:
    """Unscoped: the policy has just been asked about this very row."""
    rows = VillageProblem.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village").get(pk=problem.pk)
    if row.solved is not None:
        raise refuse("village_problem.solved")
    return row

"""Goals and tasks of a year: set, changed, brought forward by whoever answers, copied into the next year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer, Unit
from lianxin.people.wording import Reading

from ..bodies.models import Post
from ..bodies.queries import posts_of
from ..meetings.models import Meeting
from ..reading import check_seen, own_officer
from .models import State, Task, TaskOfficer, TaskStep, YearGoal

MOST_TARGET = 10**13
FIRST, LAST = 1990, 2100


def year_goal_set(
    *, actor: Actor, unit: Unit, year: int, title: str, goal: YearGoal | None = None
) -> YearGoal:
    """A goal of the year, or another wording of one."""
    with act(actor, "year_goal.set", on=unit) as audit:
        found = Reading()
        said = found.words("title", title, _("目标"), 120, needed=True, sentence=True)
        _check_year(found, year)
        rows = YearGoal.objects.visible_to(SYSTEM).filter(unit=unit, year=year)
        others = rows.exclude(pk=goal.pk) if goal else rows
        if others.filter(title=said).exists():
            found.add("year_goal.twice", "title")
        found.check()
        row = rows.get(pk=goal.pk) if goal else YearGoal(unit=unit, year=year)
        row.title = said
        if goal is None:
            row.position = rows.count()
        row.save()
        audit.note(row, year=year, name=said)
        return row


def year_goal_drop(*, actor: Actor, goal: YearGoal) -> None:
    """One to which nobody has set a task."""
    with act(actor, "year_goal.drop", on=goal) as audit:
        if Task.objects.visible_to(SYSTEM).filter(goal=goal).exists():
            raise refuse("year_goal.has_tasks")
        audit.note(goal, year=goal.year, name=goal.title)
        YearGoal.objects.visible_to(SYSTEM).filter(pk=goal.pk).delete()


def task_add(
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    due: date | None,
    year: int | None = None,
    officers: Collection[Officer] = (),
    post: Post | None = None,
    goal: YearGoal | None = None,
    meeting: Meeting | None = None,
    detail: str = "",
    figure: str = "",
    target: int | None = None,
    begun: date | None = None,
) -> Task:
    """``year``: of the plan it stands in, else that of its day. A follow-up names its ``meeting``."""
    with act(actor, "task.add", on=unit) as audit:
        row = Task(unit=unit, author_id=actor.id, meeting=_of_unit(meeting, unit, "meeting"))
        row.begun = begun or (meeting.day if meeting else today())
        _fill(row, title, due, year, detail)
        _aim(row, figure, target)
        _answer(actor, row, officers, post, goal)
        row.save(force_insert=True)
        _name(row, officers)
        audit.note(row, year=row.year, due=row.due, officers=[one.name for one in officers])
        return row


def task_change(
    *,
    actor: Actor,
    task: Task,
    rev: int,
    title: str,
    due: date | None,
    officers: Collection[Officer] = (),
    post: Post | None = None,
    goal: YearGoal | None = None,
    detail: str = "",
    figure: str = "",
    target: int | None = None,
) -> Task:
    with act(actor, "task.change", on=task) as audit:
        row = _locked(task)
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        before = row.due
        _fill(row, title, due, row.year, detail)
        _aim(row, figure, target)
        _answer(actor, row, officers, post, goal)
        row.rev += 1
        row.save()
        TaskOfficer.objects.visible_to(SYSTEM).filter(task=row).delete()
        _name(row, officers)
        audit.note(row, before=before, after=row.due, officers=[one.name for one in officers])
        return row


def task_progress(
    *, actor: Actor, task: Task, state: str, text: str = "", day: date | None = None
) -> TaskStep:
    """By the office, or by an officer who answers for it. What is stopped or taken up again says why."""
    with act(actor, "task.progress", on=task) as audit:
        row, day = _locked(task), day or today()
        _check_own(actor, row)
        found = Reading()
        if state not in State.values:
            raise refuse("input.unknown_choice", "state", value=str(state)[:20])
        said = found.words("text", text, _("进展"), 300, sentence=True)
        if day > today():
            found.add("task.not_yet", "day")
        if not said and (state == State.STOPPED or row.state in {State.DONE, State.STOPPED}):
            found.add("task.reason_wanted", "text")
        found.check()
        step = TaskStep.objects.create(
            task=row,
            day=day,
            state=state,
            text=said,
            author_id=actor.id,
            written_at=timezone.now(),
        )
        _stand(row)
        audit.note(row, state=str(State(state).label), day=day)
        return step


def task_copy(*, actor: Actor, unit: Unit, year: int, from_year: int) -> int:
    """Last year's goals and tasks on the days of this year, with whoever is still there; follow-ups of
    meetings and what was stopped stay behind. What is there already is not made twice."""
    with act(actor, "task.copy", on=unit) as audit:
        found = Reading()
        _check_year(found, year)
        if from_year == year:
            found.add("task.same_year", "from_year")
        found.check()
        goals = {
            old.pk: _again(unit, year, old)
            for old in YearGoal.objects.visible_to(SYSTEM).filter(unit=unit, year=from_year)
        }
        rows = Task.objects.visible_to(SYSTEM).filter(unit=unit, year=from_year, meeting=None)
        had = Task.objects.visible_to(SYSTEM).filter(unit=unit, year=year)
        known = set(had.values_list("title", flat=True))
        made = 0
        for old in rows.exclude(state=State.STOPPED).select_related("post").order_by("due", "id"):
            if old.title not in known:
                _copy(actor, old, year, goals)
                made += 1
        if not made and not goals:
            raise refuse("task.nothing_to_copy", "from_year", year=from_year)
        audit.note(unit, rows=made, before=from_year, after=year)
        return made


def _check_year(found: Reading, year: int) -> None:
    if not FIRST <= year <= LAST:
        found.add("task.year", "year")


def _fill(row: Task, title: str, due: date | None, year: int | None, detail: str) -> None:
    found = Reading()
    row.title = found.words("title", title, _("任务"), 120, needed=True, sentence=True)
    row.detail = found.words("detail", detail, _("说明"), 300, sentence=True)
    row.due = found.day("due", due, _("哪天前办完"))
    row.year = year or row.due.year
    if due is not None:
        _check_year(found, row.year)
        if due < row.begun:
            row.begun = min(row.begun, due)
    found.check()


def _aim(row: Task, figure: str, target: int | None) -> None:
    """The name of a figure is checked by whoever offers it; here it is one with a number, or none."""
    found = Reading()
    row.figure, row.target = "", None
    if figure:
        row.figure = found.words("figure", figure, _("看哪个数"), 40)
        row.target = target
        if target is None or not 1 <= target <= MOST_TARGET:
            found.add("task.target", "target")
    found.check()


def _answer(
    actor: Actor,
    row: Task,
    officers: Collection[Officer],
    post: Post | None,
    goal: YearGoal | None,
) -> None:
    if not officers and post is None:
        raise refuse("task.nobody", "officers")
    check_seen(actor, officers)
    if post is not None and post.body.unit_id != row.unit_id:
        raise refuse("action.absent", "post")
    if goal is not None and (goal.unit_id, goal.year) != (row.unit_id, row.year):
        raise refuse("action.absent", "goal")
    row.post, row.goal = post, goal


def _of_unit(meeting: Meeting | None, unit: Unit, field: str) -> Meeting | None:
    if meeting is not None and meeting.unit_id != unit.pk:
        raise refuse("action.absent", field)
    return meeting


def _name(row: Task, officers: Collection[Officer]) -> None:
    TaskOfficer.objects.bulk_create(
        TaskOfficer(task=row, officer_id=key) for key in dict.fromkeys(one.pk for one in officers)
    )


def _stand(row: Task) -> None:
    """The state is that of the latest day; of one day, of what was written last."""
    last = TaskStep.objects.visible_to(SYSTEM).filter(task=row).order_by("day", "id").last()
    if last is not None:
        row.state = last.state
        row.done_on = last.day if last.state == State.DONE else None
        row.rev += 1
        row.save(update_fields=["state", "done_on", "rev"])


def _check_own(actor: Actor, row: Task) -> None:
    if actor.allows("task.change", row):
        return
    officer = own_officer(actor)
    if officer is not None:
        named = TaskOfficer.objects.visible_to(SYSTEM).filter(task=row, officer=officer).exists()
        if named or row.post_id in {post.pk for post in posts_of(actor, officer, today())}:
            return
    raise refuse("task.not_yours")


def _again(unit: Unit, year: int, old: YearGoal) -> YearGoal:
    rows = YearGoal.objects.visible_to(SYSTEM)
    row: YearGoal = rows.get_or_create(
        unit=unit, year=year, title=old.title, defaults={"position": old.position}
    )[0]
    return row


def _copy(actor: Actor, old: Task, year: int, goals: dict[UUID, YearGoal]) -> None:
    people = Officer.objects.visible_to(actor).filter(in_force())
    mine = TaskOfficer.objects.visible_to(SYSTEM).filter(task=old).values("officer_id")
    officers = list(people.filter(pk__in=mine))
    post = old.post if old.post is not None and old.post.until is None else None
    row = Task(
        unit=old.unit,
        year=year,
        goal=goals.get(old.goal_id) if old.goal_id else None,
        title=old.title,
        detail=old.detail,
        post=post,
        begun=min(date(year, 1, 1), today()),
        due=_moved(old.due, year - old.year),
        figure=old.figure,
        target=old.target,
        author_id=actor.id,
    )
    row.save(force_insert=True)
    _name(row, officers)


def _moved(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _locked(task: Task) -> Task:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Task.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    return rows.select_related("unit").get(pk=task.pk)

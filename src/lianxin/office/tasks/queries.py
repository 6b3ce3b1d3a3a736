"""Tasks as they stand on a day: who answers, how far, late or not; the plan of a year; one's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.people.models import Officer, Unit

from ..bodies.models import Holder, Post
from ..bodies.queries import holders_of, posts_of, seat_on
from ..meetings.models import Meeting
from .models import State, Task, TaskOfficer, TaskStep, YearGoal

UNDONE = (State.OPEN, State.DOING)
SOON = 14


@dataclass
class TaskLine:
    """``holder``: who held the post that answers; ``left``: officers named who have left meanwhile."""

    row: Task
    day: date
    officers: list[Officer] = field(default_factory=list)
    holder: Holder | None = None
    steps: list[TaskStep] = field(default_factory=list)

    @property
    def state(self) -> State:
        """As its latest step by the day says."""
        told = [step for step in self.steps if step.day <= self.day]
        return State(told[-1].state) if told else State.OPEN

    @property
    def last(self) -> TaskStep | None:
        told = [step for step in self.steps if step.day <= self.day]
        return told[-1] if told else None

    @property
    def undone(self) -> bool:
        return self.state in UNDONE

    @property
    def late(self) -> bool:
        return self.undone and self.row.due < self.day

    @property
    def days_left(self) -> int:
        return (self.row.due - self.day).days

    @property
    def soon(self) -> bool:
        return self.undone and 0 <= self.days_left <= SOON

    @property
    def left(self) -> list[Officer]:
        return [one for one in self.officers if one.until is not None and one.until <= self.day]

    @property
    def who(self) -> list[str]:
        """Names, those of the post's holder after those named."""
        names = [one.name for one in self.officers]
        if self.holder is not None and self.holder.called not in names:
            names.append(self.holder.called)
        return names

    @property
    def unanswered(self) -> bool:
        """Nobody is left who answers for it, and it is not done."""
        return self.undone and len(self.left) == len(self.officers) and self.holder is None


@dataclass
class GoalLine:
    goal: YearGoal | None
    tasks: list[TaskLine]

    @property
    def done(self) -> int:
        return sum(one.state is State.DONE for one in self.tasks)


def tasks_in_sight(actor: Actor, unit: Unit | None = None) -> GuardedQuerySet[Task]:
    rows = Task.objects.visible_to(actor).select_related("unit", "goal", "meeting", "post__rank")
    return rows.filter(unit=unit) if unit else rows


def goals(actor: Actor, unit: Unit, year: int) -> GuardedQuerySet[YearGoal]:
    return YearGoal.objects.visible_to(actor).filter(unit=unit, year=year)


def plan(actor: Actor, unit: Unit, year: int, day: date) -> list[GoalLine]:
    """The year's goals in order with their tasks by day, then tasks that serve none."""
    found = lines(actor, tasks_in_sight(actor, unit).filter(year=year, begun__lte=day), day)
    by_goal: dict[UUID | None, list[TaskLine]] = defaultdict(list)
    for line in found:
        by_goal[line.row.goal_id].append(line)
    told = [GoalLine(goal, by_goal[goal.pk]) for goal in goals(actor, unit, year)]
    return [*told, GoalLine(None, by_goal[None])] if by_goal[None] else told


def task(actor: Actor, pk: UUID | str, day: date) -> TaskLine:
    (line,) = lines(actor, [tasks_in_sight(actor).get_visible(pk=pk)], day)
    return line


def late(actor: Actor, unit: Unit, day: date) -> list[TaskLine]:
    """Not done though the day has passed, of every year, the longest first."""
    rows = tasks_in_sight(actor, unit).filter(state__in=UNDONE, due__lt=day)
    return lines(actor, rows.order_by("due", "id"), day)


def of_officer(actor: Actor, officer: Officer, day: date) -> list[TaskLine]:
    """What an officer has to do, by name or by a post held, the most urgent first."""
    posts = [post.pk for post in posts_of(actor, officer, day)]
    named = TaskOfficer.objects.visible_to(actor).filter(officer=officer).values("task_id")
    rows = tasks_in_sight(actor).filter(Q(pk__in=named) | Q(post__in=posts), state__in=UNDONE)
    return lines(actor, rows.order_by("due", "id"), day)


def of_meeting(actor: Actor, row: Meeting, day: date) -> list[TaskLine]:
    return lines(actor, tasks_in_sight(actor).filter(meeting=row).order_by("due", "id"), day)


def still_open(actor: Actor, row: Meeting, day: date) -> list[TaskLine]:
    """What earlier meetings of the kind left to do and was not done when this one met."""
    rows = tasks_in_sight(actor, row.unit).filter(
        meeting__kind=row.kind, meeting__day__lt=row.day, meeting__cancelled_at=None
    )
    found = lines(actor, rows.order_by("due", "id"), min(day, row.day))
    return [line for line in found if line.undone]


def lines(actor: Actor, rows: Iterable[Task], day: date | None = None) -> list[TaskLine]:
    """A fixed number of queries, however many tasks."""
    when = day or today()
    found = [TaskLine(row, when) for row in rows]
    by_key = {line.row.pk: line for line in found}
    named = TaskOfficer.objects.visible_to(actor).filter(task__in=list(by_key))
    for one in named.select_related("officer").order_by("officer__initials", "id"):
        by_key[one.task_id].officers.append(one.officer)
    steps = TaskStep.objects.visible_to(actor).filter(task__in=list(by_key))
    for step in steps.select_related("author").order_by("day", "id"):
        by_key[step.task_id].steps.append(step)
    _holders(actor, found, when)
    return found


def _holders(actor: Actor, found: Sequence[TaskLine], day: date) -> None:
    posts: dict[UUID, Post] = {line.row.post.pk: line.row.post for line in found if line.row.post}
    if not posts:
        return
    held = holders_of(actor, posts.values())
    for line in found:
        if line.row.post is not None:
            line.holder = seat_on(line.row.post, held[line.row.post.pk], day).holder

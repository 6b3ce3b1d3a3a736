"""Goals of a unit's year and tasks 任务: who answers, by when, how far; a follow-up is a task of a meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Officer, Unit

from ..bodies.models import Post
from ..meetings.models import Meeting


class YearGoal(Row):
    """What the year is to reach, in the order of the plan."""

    reach = Reach(unit="unit__path", shared=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("unit", "year", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "title"), name="year_goal_once"),
        )

    def __str__(self) -> str:
        return self.title


class State(models.TextChoices):
    OPEN = "open", _("没开始")
    DOING = "doing", _("在办")
    DONE = "done", _("完成")
    STOPPED = "stopped", _("停办了")


class Task(Row):
    """``figure`` and ``target``: which count of the records says how far it is, and how many are wanted.

    ``state`` and ``done_on`` are those of its latest step. It is answered for by the officers named in
    ``TaskOfficer`` and by whoever holds ``post``.
    """

    reach = Reach(unit="unit__path", shared=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    goal = models.ForeignKey(YearGoal, models.PROTECT, null=True, related_name="tasks")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="tasks")
    title = models.CharField(max_length=120)
    detail = models.CharField(max_length=300, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    begun = models.DateField()
    due = models.DateField()
    figure = models.CharField(max_length=40, blank=True)
    target = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    done_on = models.DateField(null=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "year", "due", "id")
        indexes = (models.Index(fields=("unit", "year", "due"), name="task_year"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(figure="") | Q(target__isnull=False), name="task_target"
            ),
        )

    def __str__(self) -> str:
        return self.title


class TaskOfficer(Row):
    """An officer answers for a task."""

    reach = Reach(unit="task__unit__path", shared=True)

    task = models.ForeignKey(Task, models.CASCADE, related_name="officers")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("task", "officer"), name="task_officer_once"),
        )

    def __str__(self) -> str:
        return str(self.officer_id)


class TaskStep(Row):
    """What was said of a task on a day, and its state from then on."""

    reach = Reach(unit="task__unit__path", shared=True)

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State)
    text = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("task", "day", "id")

    def __str__(self) -> str:
        return f"{self.day} {self.state}"

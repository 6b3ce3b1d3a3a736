"""A village's problems, its plan in versions with projects, what was done, and what people say of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.ids import new_id
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Area
from lianxin.pool.models import Project
from lianxin.records.needs.models import Need
from lianxin.register.cards.models import Card
from lianxin.register.models import Household


class State(models.TextChoices):
    DRAFT = "draft", _("在写")
    SUBMITTED = "submitted", _("等联户办看")
    RETURNED = "returned", _("退回来改")
    PUBLIC = "public", _("公示征求意见")
    APPROVED = "approved", _("批准了")


OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.PUBLIC)


class Priority(models.IntegerChoices):
    URGENT = 1, _("急")
    WEIGHTY = 2, _("重要")
    USUAL = 3, _("一般")


class VillageProblem(Row):
    """What a village lacks or suffers from, since when; ``groups`` are ids of its groups, none is all of it."""

    reach = Reach(area="village__path", village="village_id")

    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    text = models.CharField(max_length=160)
    since = models.DateField()
    groups = models.JSONField(default=list)
    homes = models.PositiveIntegerField(default=0)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.USUAL)
    found = models.DateField()
    solved = models.DateField(null=True)
    outcome = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("priority", "since", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(solved__isnull=True) | Q(solved__gte=F("since")),
                name="village_problem_order",
            ),
        )

    def __str__(self) -> str:
        return self.text


class VillagePlan(Row):
    """One version. It lies open for comments from ``public_from`` up to, not including, ``public_until``;
    approved, it holds from ``from_day`` until the next one does."""

    reach = Reach(area="village__path", village="village_id")

    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    aims = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    public_from = models.DateField(null=True)
    public_until = models.DateField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    from_day = models.DateField(null=True)
    until = models.DateField(null=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("village", "version")
        constraints = (
            models.UniqueConstraint(fields=("village", "version"), name="village_plan_version"),
            models.UniqueConstraint(
                fields=("village",),
                name="village_plan_one_now",
                condition=Q(state="approved", until__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("village",), name="village_plan_one_open", condition=~Q(state="approved")
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="village_plan_years"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="village_plan_order",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def listens(self, day: date) -> bool:
        """Whether it lies open for comments on the day."""
        if self.state != State.PUBLIC or self.public_from is None or self.public_until is None:
            return False
        return self.public_from <= day < self.public_until

    @property
    def last_day(self) -> date | None:
        """The last day on which comments are taken."""
        return self.public_until - timedelta(days=1) if self.public_until else None

    def holds(self, day: date) -> bool:
        begun = self.from_day is not None and self.from_day <= day
        return self.state == State.APPROVED and begun and (self.until is None or day < self.until)

    def told_state(self, day: date) -> Any:
        """The state in words: an approved version may not hold yet, or no longer."""
        if self.state != State.APPROVED:
            return State(self.state).label
        if self.holds(day):
            return _("在执行")
        return _("还没到日子") if self.from_day and day < self.from_day else _("以前的")


class PlanItem(Row):
    """A project of one version; ``line`` is the same project through all versions.

    ``project``: the one that was won for it, whose money and stages then count. ``money``: [source, fen]
    as planned, ``amount`` their sum.
    """

    reach = Reach(area="plan__village__path", village="plan__village_id")

    plan = models.ForeignKey(VillagePlan, models.CASCADE, related_name="items")
    line = models.UUIDField(default=new_id, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=200, blank=True)
    problem = models.ForeignKey(VillageProblem, models.PROTECT, null=True, related_name="items")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="planned")
    money = models.JSONField(default=list)
    amount = models.BigIntegerField(default=0)
    who = models.CharField(max_length=40)
    due = models.DateField()

    class Meta:
        ordering = ("plan", "position")
        constraints = (
            models.UniqueConstraint(fields=("plan", "line"), name="plan_item_line"),
            models.UniqueConstraint(fields=("plan", "position"), name="plan_item_position"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="plan_item_amount"),
        )

    def __str__(self) -> str:
        return self.title


class ItemStep(Row):
    """How far a project of the plan had come on a day, and what had newly been spent; rows are only added."""

    reach = Reach(area="village__path", village="village_id")

    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    line = models.UUIDField(editable=False, db_index=True)
    day = models.DateField()
    percent = models.PositiveSmallIntegerField()
    spent = models.BigIntegerField(default=0)
    note = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_index=False)
    author_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ("day", "at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__lte=100, spent__gte=0), name="item_step_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.percent}"


class VillageComment(Row):
    """What somebody of the village says of a version; ``shown``: hangs with its answer for everybody, nameless."""

    class By(models.TextChoices):
        CARD = "card", _("扫卡说的")
        MEETING = "meeting", _("会上、当面说的")

    reach = Reach(area="plan__village__path", household="household_id")

    plan = models.ForeignKey(VillagePlan, models.PROTECT, related_name="comments")
    by = models.CharField(max_length=7, choices=By)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    card = models.ForeignKey(Card, models.PROTECT, null=True, related_name="+", db_index=False)
    speaker = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=300)
    day = models.DateField()
    at = models.DateTimeField()
    taken_by = models.CharField(max_length=60, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    adopted = models.BooleanField(null=True)
    shown = models.BooleanField(default=False)
    answered = models.DateField(null=True)
    answered_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.day} {self.get_by_display()}"


class ProblemSource(Row):
    """Where a problem was heard: a need of the village's people, or a comment on its plan."""

    reach = Reach(area="problem__village__path", village="problem__village_id")

    problem = models.ForeignKey(VillageProblem, models.CASCADE, related_name="sources")
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="+")
    comment = models.ForeignKey(VillageComment, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(need__isnull=False, comment__isnull=True)
                | Q(need__isnull=True, comment__isnull=False),
                name="problem_source_one",
            ),
            models.UniqueConstraint(fields=("problem", "need"), name="problem_need_once"),
            models.UniqueConstraint(fields=("problem", "comment"), name="problem_comment_once"),
        )

    def __str__(self) -> str:
        return str(self.problem_id)


class CommentRule(Row):
    """For how many days, the first and the last counted, a plan lies open for comments at least.

    Of one village its own row replaces that of all villages.
    """

    reach = Reach(public=True)

    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=160)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("from_day", "id")

    def __str__(self) -> str:
        return f"{self.days} {self.source}"

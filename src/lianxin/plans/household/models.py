"""Plans in versions, their stages and goals, reviews of stages, and the templates they begin from."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.ids import new_id
from lianxin.kernel.models import Named, Row
from lianxin.people.models import Account
from lianxin.register.models import Code, Household


class State(models.TextChoices):
    DRAFT = "draft", _("在写")
    SUBMITTED = "submitted", _("等联户办批")
    RETURNED = "returned", _("退回来改")
    APPROVED = "approved", _("在执行")


OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED)


class Plan(Row):
    """One version. The approved one holds from ``from_day`` until the next is approved.

    ``wishes``: what the family put first, as keys of the list of kinds of needs, in the family's order;
    ``said``: in its own words, on ``said_on``.
    """

    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    aim = models.CharField(max_length=200)
    wishes = models.JSONField(default=list)
    said = models.CharField(max_length=200, blank=True)
    said_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decider = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    from_day = models.DateField(null=True)
    until = models.DateField(null=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("household", "version")
        constraints = (
            models.UniqueConstraint(fields=("household", "version"), name="plan_version"),
            models.UniqueConstraint(
                fields=("household",),
                name="plan_one_now",
                condition=Q(state="approved", until__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("household",), name="plan_one_open", condition=~Q(state="approved")
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")), name="plan_order"
            ),
        )

    def __str__(self) -> str:
        return self.aim[:40]


class Stage(Row):
    """A stage of one version; ``line`` is the same stage through all versions."""

    reach = Reach(area="plan__household__village__path", household="plan__household_id")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stages")
    line = models.UUIDField(default=new_id, editable=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=30)
    text = models.CharField(max_length=160, blank=True)
    from_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ("plan", "position")
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="stage_position"),
            models.CheckConstraint(condition=Q(last_day__gte=F("from_day")), name="stage_order"),
        )

    def __str__(self) -> str:
        return self.title


class Goal(Row):
    """What an aspect of the file must have reached; at least or at most is the aspect's own."""

    reach = Reach(
        area="stage__plan__household__village__path", household="stage__plan__household_id"
    )

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="goals")
    aspect = models.CharField(max_length=20)
    target = models.BigIntegerField()

    class Meta:
        ordering = ("stage", "id")
        constraints = (models.UniqueConstraint(fields=("stage", "aspect"), name="goal_once"),)

    def __str__(self) -> str:
        return f"{self.aspect} {self.target}"


class StageReview(Row):
    """What was found of a stage on a day: ``facts`` are the aspects then and now, as they were told."""

    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="stage_reviews")
    line = models.UUIDField(editable=False)
    day = models.DateField()
    reached = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.day}"


class PlanTemplate(Named):
    """What a plan begins from: for a category or a type of monitored household, or for a cause of poverty.

    ``stages``: title, text, months, goals (aspect with a target, or with so many percent more than now).
    ``measures``: direction and field by name, text. Those of a cause are offered beside the others.
    """

    reach = Reach(public=True)

    name = models.CharField(max_length=40)
    category = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    watch = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    cause = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    aim = models.CharField(max_length=200, blank=True)
    stages = models.JSONField(default=list)
    measures = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("position", "from_day", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="plan_template_order",
            ),
        )

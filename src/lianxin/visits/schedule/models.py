"""What a proposal keeps to, as dated rows, and a proposal that is being made or waits to be looked at."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Area


class ScheduleRule(Row):
    """How batches are put together; of one village its own row replaces that of all villages.

    ``gap_weeks``: an officer goes again only so many weeks later. ``homes_a_day``: households that
    one officer can sit down with in a day. ``at_once``: groups in the village at the same time.
    """

    reach = Reach(public=True)

    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    group_least = models.PositiveSmallIntegerField(default=3)
    group_most = models.PositiveSmallIntegerField(default=5)
    days_most = models.PositiveSmallIntegerField(default=2)
    gap_weeks = models.PositiveSmallIntegerField(default=2)
    homes_a_day = models.PositiveSmallIntegerField(default=3)
    at_once = models.PositiveSmallIntegerField(default=2)
    source = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("-from_day", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(group_least__gte=1, group_most__gte=F("group_least")),
                name="schedule_rule_group",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="schedule_rule_order",
            ),
        )

    def __str__(self) -> str:
        return str(self.from_day)


class Schedule(Row):
    """A year's proposal of a village: ``found`` holds its batches and what is unmet, as the command says it.

    ``beat``: when the work last told of itself; one that has fallen silent is asked for anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("排队")
        RUNNING = "running", _("正在排")
        READY = "ready", _("排好了")
        FAILED = "failed", _("没排成")
        TAKEN = "taken", _("用上了")
        DROPPED = "dropped", _("没有用")

    reach = Reach(area="village__path")

    village = models.ForeignKey(Area, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    found = models.JSONField(default=dict)
    step = models.CharField(max_length=10, blank=True)
    day = models.DateField()
    asked_at = models.DateTimeField()
    beat = models.DateTimeField()

    class Meta:
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return str(self.year)

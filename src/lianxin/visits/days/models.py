"""Holidays and shifted workdays, seasons, and the days on which an officer cannot go: all dated rows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Named, Row
from lianxin.people.models import Area, Officer


class Holiday(Named):
    """One day by the State Council's notice: ``off`` for a holiday, else a weekend day that is worked."""

    reach = Reach(public=True)

    day = models.DateField(unique=True)
    name = models.CharField(max_length=40)
    off = models.BooleanField(default=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("day",)


class Season(Named):
    """Days to be preferred, avoided or left free; ``yearly`` ones come again on the same days each year."""

    class Wish(models.TextChoices):
        PREFER = "prefer", _("多去")
        AVOID = "avoid", _("少去")
        CLOSED = "closed", _("不去")

    reach = Reach(public=True)

    name = models.CharField(max_length=40)
    wish = models.CharField(max_length=10, choices=Wish)
    first = models.DateField()
    last = models.DateField()
    yearly = models.BooleanField(default=False)
    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ("first", "id")
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="season_order"),
        )


class Blocked(Row):
    """Days on which an officer cannot go to the village, though they are on duty otherwise."""

    class Kind(models.TextChoices):
        DUTY = "duty", _("值班")
        MEETING = "meeting", _("开会")
        TASK = "task", _("别的任务")
        PRIVATE = "private", _("家里有事")

    reach = Reach(unit="officer__unit__path", officer="officer_id")

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="blocked")
    kind = models.CharField(max_length=10, choices=Kind)
    first = models.DateField()
    last = models.DateField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("first", "id")
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="blocked_order"),
        )

    def __str__(self) -> str:
        return f"{self.first} {self.kind}"

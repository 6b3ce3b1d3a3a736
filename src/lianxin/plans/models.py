"""Measures 措施 of a household and the steps by which they move."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Officer
from lianxin.records.diary.models import Entry
from lianxin.register.models import Code, Household


class Measure(Row):
    """One measure: its direction (one of five), who answers, until when; ``percent`` is where it stands.

    ``stage``: the ``line`` of the stage of the household's plan that it belongs to. ``field``: one of the
    six fields of resources; ``means``: where money or goods come from; ``cost`` in fen; ``cause``: which
    cause of poverty it answers. ``blocked_for``: why it cannot go on at present.
    ``counts``: whether being done counts; not where a review found that nothing was done.
    """

    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="measures")
    direction = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(max_length=160)
    stage = models.UUIDField(null=True)
    field = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    cause = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    cost = models.BigIntegerField(null=True)
    means = models.CharField(max_length=60, blank=True)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="measures")
    from_day = models.DateField()
    year = models.PositiveSmallIntegerField()
    due = models.DateField()
    percent = models.PositiveSmallIntegerField(default=0)
    done = models.DateField(null=True)
    blocked = models.DateField(null=True)
    blocked_for = models.CharField(max_length=120, blank=True)
    counts = models.BooleanField(default=True)
    dropped = models.DateField(null=True)
    dropped_for = models.CharField(max_length=120, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(condition=Q(percent__lte=100), name="measure_percent"),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="measure_cost"
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]


class MeasureStep(Row):
    """How far a measure had come on a day, with a note and the entry that tells of it."""

    reach = Reach(area="measure__household__village__path", household="measure__household_id")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, related_name="measure_steps")
    day = models.DateField()
    percent = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.day} {self.percent}"

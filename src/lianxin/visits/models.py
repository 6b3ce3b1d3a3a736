"""Requirements 规定动作 as dated rows: who, which figure, how many, within which period."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Area, Unit


class Requirement(Row):
    """``minimum`` is asked of each officer, or of each household's officer for that household.

    Blank ``rank``, ``unit`` and ``village`` mean any. Stays are told in days, halves allowed, and kept
    in half-days.
    """

    class Figure(models.TextChoices):
        VISITS = "visits", _("入户")
        TALKS = "talks", _("谈心")
        STAY_DAYS = "stay_days", _("驻村")
        LECTURES = "lectures", _("宣讲")

    class Per(models.TextChoices):
        OFFICER = "officer", _("每名干部")
        HOUSEHOLD = "household", _("每个联系户")

    class Span(models.TextChoices):
        YEAR = "year", _("每年")
        HALF = "half", _("每半年")
        QUARTER = "quarter", _("每季度")
        TWO_MONTHS = "two_months", _("每两个月")
        MONTH = "month", _("每月")
        NONE = "none", _("没有写期限")

    reach = Reach(public=True)

    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    figure = models.CharField(max_length=12, choices=Figure)
    per = models.CharField(max_length=10, choices=Per, default=Per.OFFICER)
    minimum = models.PositiveSmallIntegerField()
    span = models.CharField(max_length=10, choices=Span, default=Span.YEAR)
    rank = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("position", "from_day", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="requirement_order",
            ),
            models.CheckConstraint(condition=Q(minimum__gte=1), name="requirement_minimum"),
        )

    def __str__(self) -> str:
        return self.name

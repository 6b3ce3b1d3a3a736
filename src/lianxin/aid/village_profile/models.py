"""Indicators of a village 村情 as rows with dates, and what was stated of them for a year."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Named, Row
from lianxin.kernel.text import in_english
from lianxin.people.models import Account, Area

HUNDREDTHS = 100
"""Numbers are kept in hundredths: yuan as fen, mu and kilometres with two places."""


class Kind(models.TextChoices):
    YES = "yes", _("有没有")
    NUMBER = "number", _("数")
    MONEY = "money", _("金额")
    CHOICE = "choice", _("选一项")


class VillageIndicator(Named):
    """How one thing is asked of every village from a day on; ``more``: whether more of it is better.

    Rows of one ``key`` follow each other in time; of one village its own rows replace those of all
    villages, and one that is not ``asked`` keeps the question from it. Those that come with the product
    are told in both languages by its words, an office's own by the English written with them.
    """

    reach = Reach(public=True)

    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=20)
    asked = models.BooleanField(default=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    heading = models.CharField(max_length=20)
    heading_en = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=8, choices=Kind)
    unit = models.CharField(max_length=6, blank=True)
    choices = models.JSONField(default=list)
    more = models.BooleanField(default=True)
    source = models.CharField(max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("position", "from_day")
        constraints = (
            models.UniqueConstraint(
                fields=("key", "from_day"),
                condition=Q(village__isnull=True),
                name="village_indicator_once",
            ),
            models.UniqueConstraint(
                fields=("village", "key", "from_day"), name="village_indicator_once_there"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="village_indicator_order",
            ),
        )

    @property
    def told(self) -> str:
        return (self.name_en if in_english() else "") or gettext(self.name)

    @property
    def told_heading(self) -> str:
        return (self.heading_en if in_english() else "") or gettext(self.heading)

    @property
    def sense(self) -> tuple[str, str, str]:
        """Statements of one sense are of the same thing, of one kind and in one unit."""
        return self.key, self.kind, self.unit

    @property
    def told_unit(self) -> str:
        return gettext(self.unit) if self.unit else ""

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen: as it is kept, and in the reader's language."""
        if self.kind == Kind.YES:
            return [("1", gettext("有")), ("0", gettext("没有"))]
        return [(one, gettext(one)) for one in self.choices]


class VillageFact(Row):
    """What was stated on a day of one indicator for one year; the latest statement holds.

    ``value`` in hundredths, 1 or 0 for yes and no; ``chosen`` of a list. Neither: it is known no longer.
    Rows are only added.
    """

    reach = Reach(area="village__path", village="village_id")

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    indicator = models.ForeignKey(
        VillageIndicator, models.PROTECT, related_name="facts", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    value = models.BigIntegerField(null=True)
    chosen = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=80)
    day = models.DateField()
    author = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_index=False)
    author_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=("village", "year"), name="village_fact_year"),)

    def __str__(self) -> str:
        return f"{self.year} {self.stated}"

    @property
    def stated(self) -> Any:
        """What is kept: a number, a choice, or None."""
        return self.chosen or self.value

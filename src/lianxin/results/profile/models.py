"""What a household may lack, as dated rows: a set of indicators with weights and a cut-off."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Named


class IndicatorSet(Named):
    """In force from ``from_day`` until the next set begins. A household lacks much whose lacking
    indicators weigh at least ``cut_part`` of ``cut_whole`` of all weights."""

    reach = Reach(public=True)

    name = models.CharField(max_length=40)
    source = models.CharField(max_length=300, blank=True)
    cut_part = models.PositiveSmallIntegerField()
    cut_whole = models.PositiveSmallIntegerField()
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("from_day", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="indicator_set_order",
            ),
            models.CheckConstraint(
                condition=Q(cut_part__gte=1) & Q(cut_part__lte=F("cut_whole")),
                name="indicator_set_cut",
            ),
        )

    @property
    def cut(self) -> Fraction:
        return Fraction(self.cut_part, self.cut_whole)


class Indicator(Named):
    """One thing that may be lacking: an aspect of the file ``side`` of the number ``cut``.

    ``name`` is what is asked for (住房安全), ``lack`` what is said of who lacks it (住房不安全).
    """

    class Side(models.TextChoices):
        UNDER = "under", _("不到")
        FROM = "from", _("达到")

    reach = Reach(public=True)

    set = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    lack = models.CharField(max_length=60)
    aspect = models.CharField(max_length=20)
    side = models.CharField(max_length=5, choices=Side)
    cut = models.BigIntegerField()
    weight = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("set", "position")
        constraints = (
            models.UniqueConstraint(fields=("set", "position"), name="indicator_position"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="indicator_weight"),
        )

    @property
    def told_lack(self) -> str:
        """What is said of who lacks it, in the reader's language where it came with the product."""
        return gettext(self.lack)

    @property
    def told_dimension(self) -> str:
        return gettext(self.dimension)

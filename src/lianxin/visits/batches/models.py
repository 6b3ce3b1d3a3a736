"""A batch 走访批次 with who goes and whom they visit. What became of it is read from the diary."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Area, Officer
from lianxin.register.models import Household


class Batch(Row):
    """``fixed``: made or moved by hand, so that a new proposal leaves it where it stands.

    ``lecture``: a lecture is planned on the trip, which counts for everybody who goes.
    """

    reach = Reach(
        area="village__path", via=("BatchHome", "batch_id"), by=("BatchOfficer", "batch_id")
    )

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    first = models.DateField()
    last = models.DateField()
    year = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=80, blank=True)
    lecture = models.BooleanField(default=False)
    car = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    fixed = models.BooleanField(default=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_for = models.CharField(max_length=120, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("first", "last", "id")
        indexes = (models.Index(fields=("village", "year", "first"), name="batch_village"),)
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="batch_order"),
        )

    def __str__(self) -> str:
        return f"{self.first} {self.purpose}".strip()

    @property
    def told(self) -> str:
        """What for, in the reader's language where it came with a proposal."""
        return gettext(self.purpose) if self.purpose else gettext("走访")

    @property
    def told_why(self) -> str:
        return gettext(self.cancelled_for) if self.cancelled_for else ""


class BatchOfficer(Row):
    """An officer goes along."""

    reach = Reach(area="batch__village__path", officer="officer_id")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="officers")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("batch", "officer"), name="batch_officer_once"),
        )

    def __str__(self) -> str:
        return str(self.officer_id)


class BatchHome(Row):
    """A household is to be visited, by the officer who goes there."""

    reach = Reach(area="batch__village__path", household="household_id")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="homes")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("batch", "household"), name="batch_home_once"),
        )

    def __str__(self) -> str:
        return str(self.household_id)

"""Papers that left the house, kept as they were."""

from __future__ import annotations

from django.db import models

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.people.models import Area, Unit


class IssuedPaper(Row):
    """A paper as it was handed in: its lines and, of each number, value, definition and day.

    Nothing of it ever changes; the same paper made twice is kept once. The text is sealed, since people
    write names in it. ``day``: the figures stand as of then. ``unit`` is who it belongs to.
    """

    reach = Reach(unit="unit__path")

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    report = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    content = SealedField()
    figures = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("village", "made_at"), name="issued_village"),)
        constraints = (models.UniqueConstraint(fields=("unit", "digest"), name="issued_once"),)

    def __str__(self) -> str:
        return self.title

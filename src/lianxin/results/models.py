"""Papers that left the house, kept as they were; and sheets that are made in the background."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.people.models import Account, Area, Unit


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


class ExportJob(Row):
    """A long sheet that is made while its owner does something else; its sealed file lasts for a day.

    ``asked`` is what was asked for, enough to read it again. ``beat``: when the work last told of
    itself; one that has fallen silent is asked for anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("排队")
        RUNNING = "running", _("正在做")
        READY = "ready", _("做好了")
        FAILED = "failed", _("没做成")

    reach = Reach(account="account_id")

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    ledger = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    form = models.CharField(max_length=10)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    beat = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        return min(99, self.done * 100 // self.total) if self.total else 0

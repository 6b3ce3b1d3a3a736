"""A meeting 会议 and whoever was asked to it; what is to follow from it are tasks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Officer, Unit

from ..documents.models import Document


class Meeting(Row):
    """``agenda`` and ``minutes``: a line for each item; ``document``: the minutes as they were issued."""

    class Kind(models.TextChoices):
        GROUP = "group", _("领导小组会议")
        OFFICE = "office", _("联户办例会")
        STUDY = "study", _("学习会")
        OTHER = "other", _("其他会议")

    reach = Reach(unit="unit__path", shared=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=120)
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    time = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=60, blank=True)
    chair = models.CharField(max_length=40, blank=True)
    agenda = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", db_index=False
    )
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_for = models.CharField(max_length=120, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "day", "id")
        indexes = (models.Index(fields=("unit", "year", "day"), name="meeting_year"),)

    def __str__(self) -> str:
        return self.title


class Attendee(Row):
    """Somebody asked to a meeting, an officer or somebody else by name, and whether they came."""

    class Came(models.TextChoices):
        ASKED = "asked", _("通知了")
        CAME = "came", _("到会")
        EXCUSED = "excused", _("请假")
        ABSENT = "absent", _("没来")

    reach = Reach(unit="meeting__unit__path", shared=True)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40, blank=True)
    workplace = models.CharField(max_length=60, blank=True)
    came = models.CharField(max_length=8, choices=Came, default=Came.ASKED)

    class Meta:
        ordering = ("meeting", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "officer"),
                condition=models.Q(officer__isnull=False),
                name="attendee_once",
            ),
            models.CheckConstraint(
                condition=models.Q(officer__isnull=True) ^ models.Q(name=""),
                name="attendee_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        return self.officer.name if self.officer is not None else self.name

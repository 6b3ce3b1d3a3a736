"""A need, its steps, and how many days an answer may take."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Area, Officer
from lianxin.records.diary.models import Entry
from lianxin.register.models import Code, Household


class ReplyRule(Row):
    """Within how many days a need of a kind (blank: of any other kind) is to be answered 办理时限."""

    reach = Reach(public=True)

    kind = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=160, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("kind__position", "from_day")

    def __str__(self) -> str:
        return f"{self.kind or ''} {self.days}"


class Need(Row):
    """A need 需求 of a household, or of the village where none is named; ``officer`` answers for it."""

    class Source(models.TextChoices):
        WORK = "", _("干部记的")
        CARD = "card", _("群众扫卡提的")

    reach = Reach(area="village__path", household="household_id", officer="officer_id", either=True)

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="needs")
    kind = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(max_length=300)
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, related_name="needs")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="needs")
    opened = models.DateField()
    year = models.PositiveSmallIntegerField()
    due = models.DateField()
    closed = models.DateField(null=True)
    closed_year = models.PositiveSmallIntegerField(null=True)
    result = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=4, choices=Source, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-opened", "-id")
        indexes = (
            models.Index(fields=("village", "year"), name="need_village"),
            models.Index(fields=("closed", "due"), name="need_due"),
        )

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def number(self) -> str:
        """Six digits by which a household and the office speak of the same need on the telephone."""
        return f"{self.pk.int % 1_000_000:06d}"


class NeedStep(Row):
    """What happened to a need on a day: talked about, handed on, closed, opened again."""

    class Kind(models.TextChoices):
        OPEN = "open", _("提出")
        TALK = "talk", _("跟进")
        HAND_ON = "hand_on", _("转办")
        CLOSE = "close", _("办结")
        REOPEN = "reopen", _("重新办理")

    reach = Reach(
        area="need__village__path",
        household="need__household_id",
        officer="need__officer_id",
        either=True,
    )

    need = models.ForeignKey(Need, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind)
    day = models.DateField()
    text = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", db_index=False
    )
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"

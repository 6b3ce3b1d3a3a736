"""Rules, doubts with their signs and steps, and rechecks with what each household said."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.aid.models import Delivery
from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.text import in_english
from lianxin.people.models import Account, Area, Officer, Unit
from lianxin.plans.models import Measure
from lianxin.records.diary.models import Entry
from lianxin.register.models import Household


class DoubtRule(Row):
    """What counts as a sign from a day on: its words, its thresholds and weight as data."""

    reach = Reach(public=True)

    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=40)
    title_en = models.CharField(max_length=80, blank=True)
    innocent = models.CharField(max_length=120, blank=True)
    innocent_en = models.CharField(max_length=200, blank=True)
    thresholds = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("kind", "from_day")
        constraints = (
            models.UniqueConstraint(fields=("kind", "from_day"), name="doubt_rule_once_a_day"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def told(self) -> str:
        """In the reader's language, as far as the row has it."""
        return (self.title_en if in_english() else "") or self.title

    @property
    def told_innocent(self) -> str:
        return (self.innocent_en if in_english() else "") or self.innocent


class State(models.TextChoices):
    OPEN = "open", _("待核实")
    ASKED = "asked", _("等本人说明")
    ANSWERED = "answered", _("本人说明了")
    RETURNED = "returned", _("退回补写")
    OBJECTED = "objected", _("本人申诉")
    ACCEPTED = "accepted", _("认可")
    EXCLUDED = "excluded", _("不计入")
    GONE = "gone", _("疑点已消")


WAITING = (State.OPEN, State.ANSWERED, State.OBJECTED)
"""Somebody who reviews has to decide."""
WITH_OFFICER = (State.ASKED, State.RETURNED)
UNDECIDED = (*WAITING, *WITH_OFFICER)


class Doubt(Row):
    """What is doubtful about one entry, one measure or one delivery, whatever the number of signs.

    ``met``: the entry's wording when it was last returned, so that a later one is an answer.
    """

    reach = Reach(unit="officer__unit__path", officer="officer_id")

    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="doubt")
    measure = models.OneToOneField(Measure, models.PROTECT, null=True, related_name="doubt")
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="doubt")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    met = models.PositiveIntegerField(default=0)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("found_at", "day", "id")
        indexes = (models.Index(fields=("village", "state", "found_at"), name="doubt_village"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(entry__isnull=False, measure__isnull=True, delivery__isnull=True)
                | Q(entry__isnull=True, measure__isnull=False, delivery__isnull=True)
                | Q(entry__isnull=True, measure__isnull=True, delivery__isnull=False),
                name="doubt_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.get_state_display()}"

    @property
    def of(self) -> Any:
        """The key of what it is about."""
        return self.entry_id or self.measure_id or self.delivery_id


class DoubtSign(Row):
    """One sign of a doubt: its kind and the fact as data; ``gone`` when it no longer holds.

    ``mark`` tells the same facts again when they are found again.
    """

    reach = Reach(unit="doubt__officer__unit__path", officer="doubt__officer_id")

    doubt = models.ForeignKey(Doubt, models.CASCADE, related_name="signs")
    kind = models.CharField(max_length=20)
    mark = models.CharField(max_length=160)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    others = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ("found_at", "id")
        constraints = (models.UniqueConstraint(fields=("doubt", "mark"), name="doubt_sign_once"),)

    def __str__(self) -> str:
        return self.kind


class DoubtStep(Row):
    """What somebody did about a doubt, with their reason; ``found`` and ``gone`` are the system's own."""

    class What(models.TextChoices):
        ASK = "ask", _("请本人说明")
        ACCEPT = "accept", _("认可")
        RETURN = "return", _("退回补写")
        EXCLUDE = "exclude", _("不计入")
        ANSWER = "answer", _("本人说明")
        OBJECT = "object", _("本人申诉")
        FOUND = "found", _("又有疑点")
        GONE = "gone", _("疑点已消")

    reach = Reach(unit="doubt__officer__unit__path", officer="doubt__officer_id")

    doubt = models.ForeignKey(Doubt, models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    words = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_what_display()}"


class Recheck(Row):
    """A random sample 复核 of the visits of a span, asked at the households by somebody else.

    Drawn by ``seed`` from ``population`` visits; ``frame`` is the SHA-256 of their sorted list, so that
    anybody can draw the same again.
    """

    reach = Reach(unit="unit__path")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    from_day = models.DateField()
    last_day = models.DateField()
    seed = models.PositiveBigIntegerField()
    population = models.PositiveIntegerField()
    frame = models.CharField(max_length=64)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("-drawn_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("from_day")), name="recheck_order"),
        )

    def __str__(self) -> str:
        return f"{self.from_day} {self.last_day}"


class RecheckItem(Row):
    """One drawn visit: an officer at a household on a day, and what the household told somebody else."""

    class Result(models.TextChoices):
        CAME = "came", _("来过")
        NOT = "not", _("没来过")
        ABSENT = "absent", _("没找到人")

    reach = Reach(unit="recheck__unit__path")

    recheck = models.ForeignKey(Recheck, models.CASCADE, related_name="items")
    place = models.PositiveIntegerField()
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    day = models.DateField()
    kinds = models.JSONField(default=list)
    result = models.CharField(max_length=6, choices=Result, blank=True)
    asker = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField(null=True)
    words = models.CharField(max_length=200, blank=True)
    author_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("recheck", "place")
        constraints = (
            models.UniqueConstraint(fields=("recheck", "place"), name="recheck_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.day}"

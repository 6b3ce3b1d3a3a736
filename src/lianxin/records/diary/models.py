"""A diary entry, the countable acts in it, and what an officer keeps at hand for writing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.people.models import Account, Area, Officer
from lianxin.register.models import Household


class Kind(models.TextChoices):
    VISIT = "visit", _("入户")
    TALK = "talk", _("谈心")
    STAY = "stay", _("驻村")
    LECTURE = "lecture", _("宣讲")
    TRAINING = "training", _("培训")
    DELIVERY = "delivery", _("送物")
    HELP = "help", _("帮办")


class Entry(Row):
    """One entry 日记. ``text`` is as first written and never changes; ``amended`` is the latest wording.

    ``brought_from`` names the sheet of an old year that it was brought in from, on ``written_at``.
    ``serial`` orders entries by day and then by the moment of their id; ``folded`` is what search reads.
    """

    reach = Reach(area="village__path", officer="officer_id", via=("Act", "entry_id"), either=True)

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="entries", db_index=False)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    kinds = models.JSONField(default=list)
    day = models.DateField()
    until = models.DateField(null=True)
    year = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(null=True)
    text = models.TextField()
    amended = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    tags = models.JSONField(default=list)
    place = models.JSONField(null=True)
    serial = models.BigIntegerField(unique=True)
    rev = models.PositiveIntegerField(default=1)
    brought_from = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_for = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-serial",)
        indexes = (
            models.Index(fields=("village", "-serial"), name="entry_village"),
            models.Index(fields=("officer", "-serial"), name="entry_officer"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("day")), name="entry_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.officer}"

    @property
    def words(self) -> str:
        """The text as it reads today."""
        return self.amended or self.text


class Act(Row):
    """One countable deed of an entry: a kind, an officer, a day, a household where there is one.

    ``half_days`` only for stays: 1 or 2. ``event`` is the same for all who took part in one lecture
    or training. Acts of an entry that was withdrawn no longer count.
    """

    reach = Reach(area="village__path", household="household_id", officer="officer_id", either=True)

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=10, choices=Kind)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="acts", db_index=False
    )
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="acts", db_index=False)
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    half_days = models.PositiveSmallIntegerField(default=0)
    event = models.UUIDField()
    counts = models.BooleanField(default=True)

    class Meta:
        indexes = (
            models.Index(fields=("household", "kind", "day"), name="act_household"),
            models.Index(fields=("officer", "year", "kind"), name="act_officer"),
            models.Index(fields=("village", "year", "kind"), name="act_village"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class Amendment(Row):
    """A later wording of an entry; the first text and every wording between stay as they were."""

    reach = Reach(area="entry__village__path", officer="entry__officer_id")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("entry", "number"), name="amendment_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.entry} {self.number}"


class Photo(Row):
    """A picture that was made anew from what was sent, without its metadata; ``sha256`` names the file.

    ``sent_sha256`` is what the sender knows it by. Without an entry it waits for one and is its sender's alone.
    ``look`` finds it again after it was passed on (``looks.py``); None as long as nobody has looked.
    """

    reach = Reach(area="entry__village__path", officer="entry__officer_id", account="author_id")

    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="photos")
    author = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    sent_sha256 = models.CharField(max_length=64, blank=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    look = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("sent_at", "id")
        indexes = (
            models.Index(fields=("sha256",), name="photo_sha256"),
            models.Index(fields=("sent_sha256",), name="photo_sent"),
        )

    def __str__(self) -> str:
        return self.sha256[:12]


class AwaitedPhoto(Row):
    """A photo that an entry names and that has not arrived yet: a phone sends the text first."""

    reach = Reach(area="entry__village__path", officer="entry__officer_id")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="awaited")
    author = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    sent_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "sent_sha256"), name="awaited_once"),
        )
        indexes = (models.Index(fields=("sent_sha256",), name="awaited_sent"),)

    def __str__(self) -> str:
        return self.sent_sha256[:12]


class Phrase(Row):
    """A phrase 常用语 that somebody keeps for writing."""

    reach = Reach(account="account_id")

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    text = models.CharField(max_length=60)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("account", "text"), name="phrase_once"),)

    def __str__(self) -> str:
        return self.text


class Draft(Row):
    """What somebody has typed and not yet saved, sealed; one for each form."""

    reach = Reach(account="account_id")

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    form = models.CharField(max_length=20)
    content = SealedField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "form"), name="draft_once"),)

    def __str__(self) -> str:
        return self.form

"""A document of a unit 文件 and its texts, one for each version; no text is ever overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Unit

from .numbers import written


class Document(Row):
    """A draft until it is issued: then it has a day, mostly a number, and is in force from ``from_day``.

    ``word``, ``year`` and ``number`` are the number 市自然资执法〔2026〕3号 in its parts. ``serial`` and
    ``folded`` are for the search, over title, number and the latest text.
    """

    class Kind(models.TextChoices):
        SCHEME = "scheme", _("实施方案")
        RULE = "rule", _("制度")
        NOTICE = "notice", _("通知")
        MINUTES = "minutes", _("会议纪要")
        OTHER = "other", _("其他文件")

    reach = Reach(unit="unit__path", shared=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    word = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    signer = models.CharField(max_length=40, blank=True)
    issued = models.DateField(null=True)
    from_day = models.DateField(null=True)
    until = models.DateField(null=True)
    ended_for = models.CharField(max_length=120, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False
    )
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    serial = models.BigIntegerField(unique=True)
    folded = models.TextField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-issued", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "word", "year", "number"),
                condition=Q(number__isnull=False),
                name="document_number_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="document_order",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def numbered(self) -> str:
        """The number as it is printed; nothing where it has none."""
        if self.number is None or self.year is None:
            return ""
        return written(self.word, self.year, self.number)

    @property
    def numbered_or_title(self) -> str:
        return self.numbered or f"《{self.title}》"


class DocumentVersion(Row):
    """The text as somebody wrote it; from ``from_day`` it is the one in force, a draft's has no day."""

    reach = Reach(unit="document__unit__path", shared=True)

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    changed = models.CharField(max_length=200, blank=True)
    from_day = models.DateField(null=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("document", "version")
        constraints = (
            models.UniqueConstraint(fields=("document", "version"), name="document_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.version}"

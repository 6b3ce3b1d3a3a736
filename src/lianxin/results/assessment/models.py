"""Schemes of assessment as dated rows; an assessment, the steps it goes through, and its frozen form."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Named, Row
from lianxin.people.models import Account, Area, Officer, Unit


class Subject(models.TextChoices):
    OFFICER = "officer", _("干部")
    UNIT = "unit", _("单位")
    VILLAGE = "village", _("村")


class Scheme(Named):
    """How somebody is assessed, from a day on, until a later row. Marks everywhere in tenths.

    Without a unit it came with the product and holds where no unit has its own. The year's total is the
    half-year's by ``half_weight`` percent and the year-end's by the rest. ``best_quota``: how many of a
    thousand may have the best grade.
    """

    reach = Reach(public=True)

    subject = models.CharField(max_length=8, choices=Subject)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=300, blank=True)
    half_weight = models.PositiveSmallIntegerField(default=0)
    objection_days = models.PositiveSmallIntegerField(default=5)
    best_quota = models.PositiveSmallIntegerField(default=200)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("subject", "from_day", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")), name="scheme_order"
            ),
            models.CheckConstraint(
                condition=Q(half_weight__lte=100, best_quota__lte=1000), name="scheme_weights"
            ),
        )


class OfScheme(Row):
    """A line of a scheme."""

    reach = Reach(public=True)

    scheme: models.ForeignKey[Scheme, Scheme] = models.ForeignKey(
        Scheme, models.CASCADE, related_name="%(class)ss"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ("scheme", "position")


class SchemeItem(OfScheme):
    """``figure`` held against ``whole`` (a figure too) or against what is asked; ``limits`` by formula.

    share: full marks from ``enough`` thousandths on. cap: ``each`` tenths a piece. growth: ``equal``
    thousandths where it is the village's own, ``points`` percentage points from there to full marks.
    average: of at most ``top``, not told below ``least`` of them.
    """

    class Part(models.TextChoices):
        KNOWN = "清", _("一清：底子清")
        KEPT = "记", _("二记：记得实")
        SET = "定", _("三定：定到人")
        REGULAR = "化", _("四化：常抓不断")
        CHANGED = "变", _("户有变化")

    class Formula(models.TextChoices):
        MINIMUM = "minimum", _("做到规定次数的几成")
        SHARE = "share", _("占几成")
        GROWTH = "growth", _("比上年涨多少")
        CAP = "cap", _("做一件得几分，封顶")
        AVERAGE = "average", _("平均分")

    code = models.CharField(max_length=8)
    part = models.CharField(max_length=1, choices=Part)
    title = models.CharField(max_length=40)
    standard = models.CharField(max_length=60, blank=True)
    figure = models.CharField(max_length=30)
    whole = models.CharField(max_length=30, blank=True)
    formula = models.CharField(max_length=8, choices=Formula)
    full = models.PositiveSmallIntegerField()
    limits = models.JSONField(default=dict)

    class Meta(OfScheme.Meta):
        constraints = (
            models.UniqueConstraint(fields=("scheme", "code"), name="scheme_item_code"),
            models.CheckConstraint(condition=Q(full__gte=1), name="scheme_item_full"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def told_title(self) -> str:
        """In the reader's language, where it came with the product."""
        return gettext(self.title)

    @property
    def told_standard(self) -> str:
        return gettext(self.standard) if self.standard else ""


class SchemeDeduction(OfScheme):
    """Marks taken off for each row of a figure, up to ``most``."""

    title = models.CharField(max_length=60)
    figure = models.CharField(max_length=30)
    each = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.title

    @property
    def told_title(self) -> str:
        return gettext(self.title)


class SchemeBar(OfScheme):
    """Whose rate of an item lies below so many thousandths has not the best grade, or has the worst."""

    class Effect(models.TextChoices):
        BEST = "best", _("不评最高一等")
        FAIL = "fail", _("定为最低一等")

    item = models.CharField(max_length=8)
    below = models.PositiveSmallIntegerField()
    effect = models.CharField(max_length=4, choices=Effect)

    def __str__(self) -> str:
        return f"{self.item} < {self.below}"


class SchemeGrade(OfScheme):
    """The first grade whose bound the total reaches, from the best down."""

    name = models.CharField(max_length=20)
    least = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        return gettext(self.name)


class Assessment(Row):
    """What was computed of somebody's year (``half`` 0) or half-year (1), as the office confirmed it.

    Never changed: what happens to it are its steps, and a correction is a later row that names it.
    ``number`` counts the assessments of one subject and year. ``unit``: the officer's, the assessed one,
    or the one that assesses its village.
    """

    reach = Reach(unit="unit__path", officer="officer_id", area="village__path")

    subject = models.CharField(max_length=8, choices=Subject)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="assessments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessments")
    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=1)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    last_day = models.DateField()
    computed = models.JSONField()
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrections", db_index=False
    )
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "half", "number", "id")
        indexes = (models.Index(fields=("year", "subject"), name="assessment_year"),)
        constraints = (
            models.UniqueConstraint(
                fields=("officer", "year", "half", "number"),
                name="assessment_officer_once",
                condition=Q(subject="officer"),
            ),
            models.UniqueConstraint(
                fields=("unit", "year", "half", "number"),
                name="assessment_unit_once",
                condition=Q(subject="unit"),
            ),
            models.UniqueConstraint(
                fields=("village", "year", "half", "number"),
                name="assessment_village_once",
                condition=Q(subject="village"),
            ),
            models.CheckConstraint(
                condition=Q(subject="officer", officer__isnull=False, village__isnull=True)
                | Q(subject="unit", officer__isnull=True, village__isnull=True)
                | Q(subject="village", officer__isnull=True, village__isnull=False),
                name="assessment_of_one",
            ),
            models.CheckConstraint(condition=Q(half__lte=1), name="assessment_half"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.village or self.officer or self.unit}"


class AssessmentStep(Row):
    """What somebody did with an assessment; only ever added. ``marks``: those of an item from now on.

    ``about``: the objection that an answer is about. ``grade``: the one that the leading group gave expressly.
    """

    class What(models.TextChoices):
        CONFIRM = "confirm", _("联户办核定")
        ADJUST = "adjust", _("改一项的分")
        SEND = "send", _("送本人看")
        READ = "read", _("本人看过")
        OBJECT = "object", _("本人申诉")
        ANSWER = "answer", _("答复申诉")
        AGREE = "agree", _("本人没有意见")
        SIGN = "sign", _("领导小组审定")
        WITHDRAW = "withdraw", _("撤回重算")

    reach = Reach(
        unit="assessment__unit__path",
        officer="assessment__officer_id",
        area="assessment__village__path",
    )

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=8, choices=What)
    item = models.CharField(max_length=8, blank=True)
    marks = models.PositiveSmallIntegerField(null=True)
    grade = models.CharField(max_length=20, blank=True)
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    words = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_index=False)
    author_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment",), name="assessment_signed_once", condition=Q(what="sign")
            ),
            models.UniqueConstraint(
                fields=("assessment",), name="assessment_sent_once", condition=Q(what="send")
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.What(self.what).label}"


class FrozenAssessment(Row):
    """A signed assessment as it is for good: ``content`` is its text to the letter, ``digest`` its SHA-256."""

    reach = Reach(
        unit="assessment__unit__path",
        officer="assessment__officer_id",
        area="assessment__village__path",
    )

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="frozen")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]

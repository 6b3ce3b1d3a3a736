"""一清: households, their members, and who answers for them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.kernel.text import in_english
from lianxin.people.models import Account, Area, Officer


class Code(Row):
    """One value of a code list, with its days; people's spellings of it stand in ``Spelling``.

    Lists in real files are local variants, so a value is matched by its normalised name, never by
    number. ``sex`` is what the value demands of a person (GB/T 2261.1: 1 male, 2 female, blank any).
    """

    reach = Reach(public=True)

    list = models.CharField(max_length=30)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    english = models.CharField(max_length=80, blank=True)
    standard = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("list", "position")
        constraints = (
            models.UniqueConstraint(fields=("list", "name", "from_day"), name="code_name_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        """In the reader's language, as far as the row has it."""
        return (self.english if in_english() else "") or self.name


class Spelling(Row):
    """A folded spelling that means a code: 长子 → 之子, 没钱 → 缺资金."""

    reach = Reach(public=True)

    code = models.ForeignKey(Code, models.CASCADE, related_name="spellings")
    text = models.CharField(max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "text"), name="spelling_once"),)

    def __str__(self) -> str:
        return self.text


class QualityRule(Row):
    """A doubt that an import or a file may raise: its text, why it is asked, its thresholds as data."""

    reach = Reach(public=True)

    name = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    why = models.CharField(max_length=240)
    title_en = models.CharField(max_length=120, blank=True)
    why_en = models.CharField(max_length=240, blank=True)
    thresholds = models.JSONField(default=dict)
    source = models.CharField(max_length=120, blank=True)
    active = models.BooleanField(default=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("name", "from_day")
        constraints = (
            models.UniqueConstraint(fields=("name", "from_day"), name="rule_once_a_day"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def told_title(self) -> str:
        """In the reader's language, as far as the row has it."""
        return (self.title_en if in_english() else "") or self.title

    @property
    def told_why(self) -> str:
        return (self.why_en if in_english() else "") or self.why


class Household(Row):
    """A 户. ``number`` is ours (group–sequence), ``register_code`` the national register's 户编号.

    ``edition`` counts changes of its fields and never goes back; ``marks``: by field, the edition at
    which it last changed, who changed it and when.
    """

    class Ending(models.TextChoices):
        MERGED = "merged", _("并户")
        MOVED = "moved", _("整户迁出")
        DIED = "died", _("整户消亡")
        MISTAKE = "mistake", _("登记有误")

    reach = Reach(area="village__path", household="id")

    # its look-ups go by the first column of household_number_once
    village = models.ForeignKey(Area, models.PROTECT, related_name="households", db_index=False)
    group = models.ForeignKey(Area, models.PROTECT, null=True, related_name="group_households")
    number = models.CharField(max_length=20)
    register_code = models.CharField(max_length=20, null=True)
    phone = models.CharField(max_length=20, blank=True)
    bank_name = models.CharField(max_length=40, blank=True)
    bank_sealed = SealedField()
    bank_tail = models.CharField(max_length=4, blank=True)
    martyr_family = models.BooleanField(null=True)
    opened = models.DateField()
    closed = models.DateField(null=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="split_into")
    rev = models.PositiveIntegerField(default=1)
    edition = models.PositiveIntegerField(default=1)
    marks = models.JSONField(default=dict)

    class Meta:
        ordering = ("village__path", "number")
        constraints = (
            models.UniqueConstraint(fields=("village", "number"), name="household_number_once"),
            models.UniqueConstraint(
                fields=("village", "register_code"), name="household_register_code_once"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Person(Row):
    """A member. The ID number is sealed; its last four characters and a blind index stand beside it.

    ``home`` is the household of the latest membership; the dated memberships are the history.
    """

    reach = Reach(area="home__village__path", household="home_id")

    home = models.ForeignKey(Household, models.PROTECT, related_name="people")
    name = models.CharField(max_length=60)
    name_folded = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, blank=True)
    id_kind = models.CharField(max_length=20, blank=True)
    id_sealed = SealedField()
    id_blind = models.BinaryField(max_length=16, null=True, editable=False)
    id_tail = models.CharField(max_length=4, blank=True)
    no_id_reason = models.CharField(max_length=60, blank=True)
    register_code = models.CharField(max_length=24, blank=True)
    sex = models.CharField(max_length=1, default="0")
    born = models.DateField(null=True)
    died = models.DateField(null=True)
    ethnic = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    party = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    phone = models.CharField(max_length=20, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("id_blind",), name="person_id_once", condition=Q(id_blind__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(id_blind__isnull=False) | ~Q(no_id_reason=""),
                name="person_id_or_reason",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Kept(Row):
    """A span that keeps who began and who ended it; no index, since nobody looks up by them."""

    begun_by = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    ended_by = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Membership(Kept):
    """A person belongs to a household from a day to a day, as its head's …; nothing is overwritten."""

    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    relation = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    is_head = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    from_day = models.DateField()
    until = models.DateField(null=True)
    joined_by = models.CharField(max_length=20, blank=True)
    left_by = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="membership_order",
            ),
        )

    def __str__(self) -> str:
        return str(self.person_id)


class Pairing(Kept):
    """An officer answers for a household (``responsible``) or helps, from a day to a day.

    One responsible officer per household at any moment: a trigger (``NoOverlap``) holds it.
    """

    reach = Reach(area="household__village__path", household="household_id", officer="officer_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="pairings")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="pairings")
    responsible = models.BooleanField(default=True)
    from_day = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=120)
    ended_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-from_day",)
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")), name="pairing_order"
            ),
            models.UniqueConstraint(
                fields=("household",),
                name="one_responsible_now",
                condition=Q(responsible=True, until__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("household", "officer"),
                name="pairing_once_open",
                condition=Q(until__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.officer}"


class SavedView(Row):
    """A ledger view somebody keeps: its name and its conditions."""

    reach = Reach(account="account_id")

    account = models.ForeignKey("lianxin.Account", models.CASCADE, related_name="+")
    ledger = models.CharField(max_length=30)
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("account", "ledger", "name"), name="view_name_once"),
        )

    def __str__(self) -> str:
        return self.name

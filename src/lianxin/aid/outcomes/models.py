"""What a household or one of its members got at an activity, and what became of it later."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Officer
from lianxin.register.models import Code, Household, Person

from ..models import Activity


class Got(models.TextChoices):
    """Goods are not among them: what was handed out stands in the deliveries of the activity."""

    LEARNT = "learnt", _("学会了")
    CERTIFICATE = "cert", _("发了证书")
    TREATED = "treated", _("看了病、做了检查")
    REFERRED = "referred", _("转到上级医院或部门")
    ANSWERED = "answered", _("问题当场答复了")
    OTHER = "other", _("其他")


class ActivityResult(Row):
    """What somebody got, on a day; ``number`` is that of a certificate. Taken back, it stays readable."""

    reach = Reach(area="activity__village__path", household="household_id")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="results")
    household = models.ForeignKey(Household, models.PROTECT, related_name="activity_results")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="activity_results")
    got = models.CharField(max_length=8, choices=Got)
    words = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=30, blank=True)
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_for = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("day", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(got="cert") | Q(person__isnull=False) & ~Q(number=""),
                name="activity_result_certificate",
            ),
            models.UniqueConstraint(
                fields=("activity", "number"),
                name="activity_result_number",
                condition=~Q(number=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.got}"


class FollowUp(Row):
    """Somebody is asked again after an activity: until when, by whom, and what had become of it.

    ``outcome`` from the list of outcomes; what of it is a fact of the household's file stands there.
    """

    reach = Reach(
        area="activity__village__path",
        household="household_id",
        officer="officer_id",
        either=True,
    )

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="follow_ups")
    household = models.ForeignKey(Household, models.PROTECT, related_name="follow_ups")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="follow_ups")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    ask = models.CharField(max_length=80)
    due = models.DateField()
    done = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    outcome = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    words = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due", "id")
        indexes = (models.Index(fields=("done", "due"), name="follow_up_due"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(done__isnull=True, outcome__isnull=True)
                | Q(done__isnull=False, outcome__isnull=False),
                name="follow_up_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.due} {self.ask}"

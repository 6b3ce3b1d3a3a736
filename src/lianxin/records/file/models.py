"""The dated file: statements about a household or a member, each with its day, source and author.

A statement holds from its day until the next one of its kind; none is overwritten, so the file as of
any day is a query. The national register's lesson: household data are snapshots, not one mutable row.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account
from lianxin.register.models import Code, Household, Person


class Source(models.TextChoices):
    IMPORT = "import", _("导入")
    OFFICE = "office", _("联户办填写")


class Statement(Row):
    """What every statement carries. ``until`` is the day from which a later one holds.

    Authors and codes have no index: nobody looks up by them alone, and an import writes each.
    """

    from_day = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=10, choices=Source)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()

    class Meta:
        abstract = True


class HouseholdStatement(Statement):
    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(
                fields=("household",), name="%(class)s_one_now", condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="%(class)s_order",
            ),
        )

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.from_day}"


class Standing(HouseholdStatement):
    """户类型, 监测对象类别 with the months of risk, causes of poverty (one main, up to five)."""

    category = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    watch = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    risk_cleared = models.BooleanField(null=True)
    identified = models.DateField(null=True)
    risk_from = models.DateField(null=True)
    risk_until = models.DateField(null=True)
    cause = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    causes = models.JSONField(default=list)


class Living(HouseholdStatement):
    """Housing and water as far as a roster tells them."""

    dangerous_house = models.BooleanField(null=True)
    safe_water = models.BooleanField(null=True)


class Income(HouseholdStatement):
    """Net income per head of a year as a roster states it, in fen."""

    year = models.PositiveSmallIntegerField()
    per_head = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("household", "year"), name="income_one_now", condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")), name="income_order"
            ),
        )


class Condition(Statement):
    """A member's schooling, health, labour, work and insurance."""

    reach = Reach(area="person__home__village__path", household="person__home_id")

    person = models.ForeignKey(Person, models.CASCADE, related_name="conditions")
    education = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    schooling = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    health = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    labour = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    work_months = models.PositiveSmallIntegerField(null=True)
    illness_insurance = models.BooleanField(null=True)
    identified = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), name="condition_one_now", condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="condition_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.from_day}"

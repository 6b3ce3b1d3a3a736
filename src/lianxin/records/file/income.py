"""Income of a year under a named rule set: its lines, its denominator, its working.

Layers of government count differently, so several rule sets stand side by side and each is a row with
days. A roster states the result alone: ``Income`` without a rule set and without amounts.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Named, Row

from .models import HouseholdStatement


class IncomeRule(Named):
    """A way of counting 口径. ``leading``: its result is the household's figure of the year."""

    class Denominator(models.TextChoices):
        REGISTERED = "registered", _("在册人口")
        STATED = "stated", _("填写的人数")

    reach = Reach(public=True)

    name = models.CharField(max_length=60)
    denominator = models.CharField(max_length=12, choices=Denominator)
    leading = models.BooleanField(default=False)
    source = models.CharField(max_length=160, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("-leading", "name", "from_day")
        constraints = (
            models.UniqueConstraint(fields=("name", "from_day"), name="income_rule_once_a_day"),
            models.UniqueConstraint(
                fields=("leading",),
                name="income_rule_one_leads",
                condition=Q(leading=True, until__isnull=True),
            ),
        )


class IncomeItem(Named):
    """One line of a rule set: its group, and whether it adds (1) or is taken off (−1)."""

    class Group(models.TextChoices):
        WAGE = "wage", _("工资性收入")
        BUSINESS = "business", _("生产经营性收入")
        PROPERTY = "property", _("财产性收入")
        TRANSFER = "transfer", _("转移性收入")

    reach = Reach(public=True)

    rule = models.ForeignKey(IncomeRule, models.CASCADE, related_name="items")
    name = models.CharField(max_length=60)
    group = models.CharField(max_length=10, choices=Group)
    sign = models.SmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("rule", "position")
        constraints = (
            models.UniqueConstraint(fields=("rule", "name"), name="income_item_once"),
            models.CheckConstraint(condition=Q(sign__in=(1, -1)), name="income_item_sign"),
        )


class Income(HouseholdStatement):
    """Net income of a year, in fen. ``people`` is the denominator, ``net`` the household's sum.

    Where a roster states the income per head alone, there is no ``rule``, ``people`` or ``net``.
    """

    year = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(
        IncomeRule, models.PROTECT, null=True, related_name="+", db_index=False
    )
    people = models.PositiveSmallIntegerField(null=True)
    net = models.BigIntegerField(null=True)
    per_head = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("household", "year"),
                name="income_one_now",
                condition=Q(until__isnull=True, rule__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("household", "year", "rule"),
                name="income_one_now_by_rule",
                condition=Q(until__isnull=True, rule__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")), name="income_order"
            ),
        )


class IncomeAmount(Row):
    """What one line of an income came to, in fen, never negative."""

    reach = Reach(area="income__household__village__path", household="income__household_id")

    income = models.ForeignKey(Income, models.CASCADE, related_name="amounts")
    item = models.ForeignKey(IncomeItem, models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("income", "item"), name="income_amount_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="income_amount_not_negative"),
        )

    def __str__(self) -> str:
        return str(self.amount)

"""What officers bring along, what a proposal weighs, and the proposals with what became of each pair."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Area, Officer
from lianxin.register.models import Code, Household, Pairing


class Strength(Row):
    """A skill or a language of an officer, or their party branch, from a day to a day."""

    class Kind(models.TextChoices):
        SKILL = "skill", _("专长")
        LANGUAGE = "language", _("会说的话")
        BRANCH = "branch", _("党支部")

    reach = Reach(unit="officer__unit__path", officer="officer_id")

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="strengths")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.CharField(max_length=60, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("kind", "from_day", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="strength_order",
            ),
            models.UniqueConstraint(
                fields=("officer", "kind", "code"),
                name="strength_once_open",
                condition=Q(until__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.text or str(self.code)


class PairingRule(Row):
    """How many households an officer may have, and what weighs how much; a village's own row replaces that of
    all. ``fits``: by cause of poverty the skills that answer to it, by ethnic group its language; by name, as
    lists are matched by name.
    """

    reach = Reach(public=True)

    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    least = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField(default=5)
    load = models.PositiveIntegerField(default=100)
    distance = models.PositiveIntegerField(default=60)
    skill = models.PositiveIntegerField(default=80)
    language = models.PositiveIntegerField(default=120)
    branch = models.PositiveIntegerField(default=20)
    tie = models.PositiveIntegerField(default=70)
    fits = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("-from_day", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(most__gte=F("least")) & Q(most__gte=1), name="pairing_rule_load"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="pairing_rule_order",
            ),
        )

    def __str__(self) -> str:
        return str(self.from_day)


class Advice(Row):
    """A proposal for a village: made on ``made_at`` for pairings from ``day`` on, with the weights it used.

    ``leaving``: whose households are to be handed over; None where they are those without anybody. ``after``:
    the proposal whose refused pairs are not proposed again. ``left``: households for which nobody was found
    and officers who could not be asked, each with the reason.
    """

    class State(models.TextChoices):
        OPEN = "open", _("等联户办定")
        SETTLED = "settled", _("定了")

    reach = Reach(area="village__path")

    village = models.ForeignKey(Area, models.CASCADE, related_name="+")
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    day = models.DateField()
    leaving = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", db_index=False)
    weights = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    cost = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return str(self.day)


class AdvisedPair(Row):
    """One household with the officer proposed and the next best, why each, and what became of it.

    ``pairing`` is the register's own pairing that the acceptance began.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("还没定")
        ACCEPTED = "accepted", _("用了")
        REFUSED = "refused", _("没用")

    reach = Reach(area="household__village__path", household="household_id")

    advice = models.ForeignKey(Advice, models.CASCADE, related_name="pairs")
    household = models.ForeignKey(Household, models.CASCADE, related_name="+")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    cost = models.IntegerField()
    why = models.JSONField(default=list)
    other = models.ForeignKey(Officer, models.CASCADE, null=True, related_name="+", db_index=False)
    other_cost = models.IntegerField(null=True)
    other_why = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("advice", "household__number", "id")
        constraints = (
            models.UniqueConstraint(fields=("advice", "household"), name="advised_once"),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.officer}"

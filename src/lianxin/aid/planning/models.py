"""Experts 专家 of a unit's directory, who is invited 邀请, and what of an offer an activity uses."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Unit
from lianxin.plans.models import Measure
from lianxin.pool.offers.models import Allocation
from lianxin.records.needs.models import Need
from lianxin.register.models import Code, Household, Person

from ..models import Activity


class Expert(Row):
    """Somebody who can teach or treat: typed once, chosen ever after. ``skill`` from the list of strengths."""

    reach = Reach(unit="unit__path", shared=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=30)
    workplace = models.CharField(max_length=60, blank=True)
    skill = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=60, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("skill__position", "name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "name", "workplace"),
                name="expert_once",
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")), name="expert_order"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ActivityExpert(Row):
    """An expert teaches at an activity; read with the activity itself."""

    reach = Reach(area="activity__village__path")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="experts")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="activities")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("activity", "expert"), name="activity_expert_once"),
        )

    def __str__(self) -> str:
        return str(self.expert_id)


class Why(models.TextChoices):
    """What speaks for inviting a household."""

    NEED = "need", _("提过这方面的需求")
    MEASURE = "measure", _("措施里写了")
    HAND = "", _("手工加的")


class Invitation(Row):
    """A household is asked to come, or one member of it; ``why`` and the need or measure that speaks for it."""

    reach = Reach(area="activity__village__path", household="household_id")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="invitations")
    household = models.ForeignKey(Household, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=8, choices=Why, blank=True)
    need = models.ForeignKey(Need, models.SET_NULL, null=True, related_name="+", db_index=False)
    measure = models.ForeignKey(
        Measure, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("activity", "household"), name="invitation_once"),
        )

    def __str__(self) -> str:
        return str(self.household_id)


class ActivityMeans(Row):
    """An allocation to the village that an activity uses, and it alone.

    ``cost``: what of money was paid out for it, in fen; written with the posting when it was held.
    """

    reach = Reach(area="activity__village__path")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="means")
    allocation = models.OneToOneField(Allocation, models.PROTECT, related_name="activity_means")
    cost = models.BigIntegerField(default=0)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return str(self.allocation_id)

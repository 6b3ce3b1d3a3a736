"""Activities 活动 with who goes and who came, and deliveries 发放 of goods."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Area, Officer
from lianxin.plans.models import Measure
from lianxin.pool.models import Goods
from lianxin.pool.offers.models import Allocation
from lianxin.records.diary.models import Entry
from lianxin.register.models import Code, Household, Person


class Activity(Row):
    """One activity from its plan to what came of it; ``people`` is how many villagers came.

    ``planned``: the day on which it was planned, none where it was only recorded afterwards. It counts
    from ``held_at`` on, when somebody wrote down that it took place; ``text`` then says how it went,
    before that what is intended. ``materials``: what must be brought along, a line each.
    """

    reach = Reach(
        area="village__path", via=("Presence", "activity_id"), by=("Attendance", "activity_id")
    )

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=80)
    day = models.DateField()
    until = models.DateField(null=True)
    year = models.PositiveSmallIntegerField()
    time = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=60, blank=True)
    organisers = models.CharField(max_length=120, blank=True)
    materials = models.CharField(max_length=400, blank=True)
    planned = models.DateField(null=True)
    held_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    text = models.TextField()
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_for = models.CharField(max_length=120, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-day", "id")
        indexes = (models.Index(fields=("village", "year"), name="activity_village"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("day")), name="activity_order"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def held(self) -> bool:
        return self.held_at is not None and self.cancelled_at is None


HELD = Q(held_at__isnull=False, cancelled_at__isnull=True)
"""Activities that count: those that took place."""


class Attendance(Row):
    """An officer goes, or took part; ``entry`` is the diary entry that the activity then wrote for them."""

    reach = Reach(area="activity__village__path", officer="officer_id")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="officers")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="attendance")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("activity", "officer"), name="attendance_once"),
        )

    def __str__(self) -> str:
        return str(self.officer_id)


class Presence(Row):
    """A household was there, with how many people; ``scanned``: by its card, else by the list."""

    reach = Reach(area="activity__village__path", household="household_id")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="households")
    household = models.ForeignKey(Household, models.PROTECT, related_name="presences")
    people = models.PositiveSmallIntegerField(default=1)
    scanned = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("activity", "household"), name="presence_once"),
        )

    def __str__(self) -> str:
        return str(self.household_id)


class Participant(Row):
    """A member of a household that was there, by name."""

    reach = Reach(area="activity__village__path", household="household_id")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participants")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("activity", "person"), name="participant_once"),
        )

    def __str__(self) -> str:
        return str(self.person_id)


class Delivery(Row):
    """Goods handed out on a day: how many, to which household (none: to the village), who signed.

    ``measure``: the household's measure that it moved on. ``allocation``: what it was taken from; none:
    the unit's own means.
    """

    reach = Reach(area="village__path", household="household_id", officer="officer_id", either=True)

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="deliveries")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="deliveries")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    goods = models.ForeignKey(Goods, models.PROTECT, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField()
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="deliveries", db_index=False
    )
    allocation = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="deliveries")
    received_by = models.CharField(max_length=40, blank=True)
    received = models.DateField(null=True)
    note = models.CharField(max_length=120, blank=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("village", "year"), name="delivery_village"),)
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gte=1), name="delivery_quantity"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.goods_id} {self.quantity}"

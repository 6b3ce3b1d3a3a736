"""A year's commitment of one officer, version by version; none is ever overwritten."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Officer


class Commitment(Row):
    """``text`` is what was shown, a line each, and never changes; ``digest`` seals it when it is accepted.

    ``basis``: what it was made from: the unit, households with their days, the requirements' sentences. A
    change of that calls for another version. ``until``: the day from which it holds no longer; a version that
    was accepted holds until the next one is accepted or the last pairing has ended.
    """

    class State(models.TextChoices):
        OPEN = "open", _("等本人接受")
        ACCEPTED = "accepted", _("接受了")
        REPLACED = "replaced", _("有了新的一版")
        WITHDRAWN = "withdrawn", _("收回了")

    reach = Reach(unit="officer__unit__path", officer="officer_id")

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="commitments")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    basis = models.JSONField(default=dict)
    households = models.PositiveSmallIntegerField()
    from_day = models.DateField()
    last_day = models.DateField()
    until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    made_on = models.DateField()
    accepted_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-year", "officer__unit__path", "officer__initials", "officer", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("officer", "year", "version"), name="commitment_version"
            ),
            models.UniqueConstraint(
                fields=("officer", "year"), name="commitment_one_open", condition=Q(state="open")
            ),
            models.UniqueConstraint(
                fields=("officer", "year"),
                name="commitment_one_accepted",
                condition=Q(state="accepted"),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="commitment_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.officer}"

    @property
    def whole(self) -> bool:
        """Still the text that was accepted."""
        return not self.digest or self.digest == sealed(self.text, self.accepted_on)


def sealed(text: str, day: date | None) -> str:
    return hashlib.sha256(f"{day}\n{text}".encode()).hexdigest()

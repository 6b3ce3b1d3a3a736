"""A household's contact card, and what stands on every card of a unit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.people.models import Account, Officer, Unit

from ..models import Household, Pairing


class Card(Row):
    """A card 民情连心卡 of one household under one pairing; it ends with that pairing.

    The token of its code is sealed, so that the office can print it again, and found by its SHA-256
    alone. ``number`` is printed beside the code and has nothing to do with it. ``withdrawn`` is the
    first day on which it opens nothing any more; it may lie ahead, as the end of a pairing may.
    """

    reach = Reach(area="household__village__path", household="household_id", officer="officer_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="cards")
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="cards")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=8, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    token_sealed = SealedField()
    issued = models.DateField()
    issued_by = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    handed_out = models.DateField(null=True)
    handed_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn = models.DateField(null=True)
    withdrawn_for = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-issued", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("household",), name="one_card_now", condition=Q(withdrawn__isnull=True)
            ),
        )

    def __str__(self) -> str:
        """As its household is called: its own number is told to nobody but who holds it."""
        return str(self.household)


class CardWords(Row):
    """What every card of a unit says from a day on: duties and rules, one a line, and whom to complain to.

    Without a unit they came with the product and hold where no unit has its own.
    """

    reach = Reach(public=True)

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    duties = models.TextField(blank=True)
    rules = models.TextField(blank=True)
    complaint = models.CharField(max_length=40, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("from_day",)

    def __str__(self) -> str:
        return str(self.unit or "")

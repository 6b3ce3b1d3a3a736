"""What a household says of one recorded visit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Officer
from lianxin.register.cards.models import Card
from lianxin.register.models import Household


class Confirmation(Row):
    """A household's word on an officer's visit of a day 户里说的来没来过; said again, it says the latest.

    It counts nothing by itself: a visit that is denied stays as it was written until people look at it.
    """

    class Answer(models.TextChoices):
        CAME = "came", _("来过")
        NOT = "not", _("没来过")
        UNSURE = "unsure", _("不记得")

    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="confirmations")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    card = models.ForeignKey(Card, models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(max_length=6, choices=Answer)
    rating = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("household", "officer", "day"), name="confirmed_once_a_visit"
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)), name="rating_1_to_5"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.get_answer_display()}"

    @property
    def stars(self) -> str:
        """A rating of four as four full marks and an empty one."""
        return "★" * self.rating + "☆" * (5 - self.rating) if self.rating else ""

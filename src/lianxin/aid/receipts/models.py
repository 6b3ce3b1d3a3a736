"""What a household says of one thing that was handed out to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.pool.loans.models import Loan
from lianxin.pool.offers.models import Allocation
from lianxin.register.cards.models import Card
from lianxin.register.models import Household

from ..models import Delivery


class ReceiptWord(Row):
    """A household's word 收到没有 on a delivery of goods, on money or a service that was sent, or on a loan.

    Rows are only added; the latest counts. ``quantity`` is what it was shown, in what that is counted in:
    when more is sent afterwards, it is asked again. ``signed``: how much it has signed for through its card.
    """

    class Answer(models.TextChoices):
        GOT = "got", _("收到了")
        NOT = "not", _("没收到")
        DIFFERS = "differs", _("数目不对")

    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.PROTECT, related_name="receipt_words")
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="words")
    allocation = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="words")
    loan = models.ForeignKey(Loan, models.PROTECT, null=True, related_name="words")
    card = models.ForeignKey(Card, models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(max_length=7, choices=Answer)
    words = models.CharField(max_length=200, blank=True)
    quantity = models.BigIntegerField()
    signed = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(delivery__isnull=False, allocation__isnull=True, loan__isnull=True)
                | Q(delivery__isnull=True, allocation__isnull=False, loan__isnull=True)
                | Q(delivery__isnull=True, allocation__isnull=True, loan__isnull=False),
                name="receipt_word_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_answer_display()}"

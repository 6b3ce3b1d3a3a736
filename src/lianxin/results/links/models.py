"""A link that opens one ledger, or one officer's calendar, without a sign-in 数据链接."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Area


class DataLink(Row):
    """Only the hash of its token is kept. It reads as its account reads, masked, and dies with it.

    ``query``: the ledger's conditions as they were when the link was made; nobody who holds the link can
    ask for anything else. ``until``: the first day on which it opens nothing.
    """

    class Kind(models.TextChoices):
        LEDGER = "ledger", _("台账")
        CALENDAR = "calendar", _("日历")

    reach = Reach(account="account_id")

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60)
    ledger = models.CharField(max_length=30, blank=True)
    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    query = models.CharField(max_length=500, blank=True)
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateField()
    last_used = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.name

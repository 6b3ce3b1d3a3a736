"""Who wants to be reminded by mail, and on which days somebody was."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.people.hooks.models import Hook
from lianxin.people.models import Account


class Reminding(Row):
    """An account's own wish; ``mail`` is its address, sealed."""

    reach = Reach(account="account_id")

    account = models.OneToOneField(Account, models.CASCADE, related_name="+")
    mail = SealedField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.account_id)


class Reminded(Row):
    """One day's reminder of one account or one address; there is never a second of the same day.

    ``tries``: how often it was handed over; ``done_at``: when that succeeded.
    """

    reach = Reach(account="account_id", unit="hook__unit__path")

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    hook = models.ForeignKey(Hook, models.CASCADE, null=True, related_name="+")
    day = models.DateField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "day"), name="reminded_account_once"),
            models.UniqueConstraint(fields=("hook", "day"), name="reminded_hook_once"),
            models.CheckConstraint(
                condition=Q(account__isnull=True) ^ Q(hook__isnull=True), name="reminded_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day}"

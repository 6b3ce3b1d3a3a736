"""A list on the wall 公示, for how long it must hang there, and what was objected to it."""

from __future__ import annotations

import json
import secrets
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.period import today
from lianxin.kernel.sealed import SealedField
from lianxin.people.models import Area, Unit


class PublicityRule(Row):
    """For how many days in a row, the first and the last counted, a list hangs at least 公示时限."""

    reach = Reach(public=True)

    days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=160)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("from_day", "id")

    def __str__(self) -> str:
        return f"{self.days} {self.source}"


def new_code() -> str:
    """128 random bits: the address of a list cannot be guessed from another one's."""
    return secrets.token_urlsafe(16)


class State(models.TextChoices):
    DRAFT = "draft", _("起草")
    WAITING = "waiting", _("还没到日子")
    RUNNING = "running", _("公示中")
    OVER = "over", _("期满")
    CLOSED = "closed", _("结束")
    WITHDRAWN = "withdrawn", _("撤下")


class Publicity(Row):
    """A list of households for everybody's eyes: masked names, never a number of a person.

    ``homes``: [household's id, amount in fen or None], as the office chose them. ``rows``: what hangs on
    the wall, written once when it begins; ``digest`` covers all that is shown. It hangs from ``from_day``
    up to, not including, ``until``.
    """

    reach = Reach(unit="unit__path")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=22, unique=True, default=new_code)
    title = models.CharField(max_length=80)
    decided = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, blank=True)
    complaint = models.CharField(max_length=80)
    columns = models.JSONField(default=list)
    homes = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    from_day = models.DateField()
    until = models.DateField()
    year = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-from_day", "-id")
        indexes = (models.Index(fields=("village", "year"), name="publicity_village"),)

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.until - self.from_day).days

    def state_on(self, day: date) -> State:
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.closed_at:
            return State.CLOSED
        if not self.begun_at:
            return State.DRAFT
        if day < self.from_day:
            return State.WAITING
        return State.RUNNING if day < self.until else State.OVER

    @property
    def state(self) -> State:
        return self.state_on(today())

    @property
    def shown(self) -> dict[str, Any]:
        """All that hangs on the wall."""
        return {
            "unit": self.unit.name,
            "village": self.village.name,
            "days": [str(self.from_day), str(self.until)],
            **{name: getattr(self, name) for name in ("title", "decided", "complaint")},
            "columns": self.columns,
            "rows": self.rows,
        }

    @property
    def digest_now(self) -> str:
        text = json.dumps(
            {**self.shown, "unit": str(self.unit_id), "village": str(self.village_id)},
            ensure_ascii=False,
            sort_keys=True,
        )
        return sha256(text.encode()).hexdigest()

    @property
    def intact(self) -> bool:
        return not self.begun_at or self.digest == self.digest_now


class Objection(Row):
    """What somebody said against a list 异议; the words and who to ring back are sealed."""

    class By(models.TextChoices):
        OFFICE = "office", _("当面、电话提的")
        PUBLIC = "public", _("公示页上提的")

    reach = Reach(unit="publicity__unit__path")

    publicity = models.ForeignKey(Publicity, models.PROTECT, related_name="objections")
    by = models.CharField(max_length=6, choices=By)
    text = SealedField()
    contact = SealedField()
    at = models.DateTimeField()
    taken_by = models.CharField(max_length=60, blank=True)
    answer = SealedField()
    upheld = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_by_display()}"

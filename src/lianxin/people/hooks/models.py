"""Addresses that are told of events 通知地址, and each call that is owed to one of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField

from ..models import Account, Unit


class Event(models.TextChoices):
    NEED = "need.opened", _("群众提了新需求")
    PAPER = "paper.issued", _("交出了一份材料")
    DIGEST = "day.digest", _("每个工作日早上，几件到期、几件超期")
    TRY = "hook.try", _("试着发一次")


class Style(models.TextChoices):
    """How a call is written: our own signed JSON, or the text message that a group's robot takes."""

    OWN = "own", _("办公系统（带签名的 JSON）")
    ROBOT = "robot", _("企业微信群、钉钉群机器人")
    FEISHU = "feishu", _("飞书群机器人")


class Hook(Row):
    """Told of what happens in the villages and papers of its unit. The secret signs each call."""

    reach = Reach(unit="unit__path")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=300)
    events = models.JSONField(default=list)
    style = models.CharField(max_length=8, choices=Style, default=Style.OWN)
    secret = SealedField()
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.name

    @property
    def told_events(self) -> list[str]:
        return [str(Event(name).label) for name in self.events]


class HookCall(Row):
    """One event that is owed to one address; ``next_at``: when it is tried again, nothing once it is over.

    ``about`` holds keys, kinds and days, and nothing of any person. ``status``: the last answer's, where
    there was one; else ``trouble`` says why there was none.
    """

    reach = Reach(unit="hook__unit__path")

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="calls")
    event = models.CharField(max_length=20, choices=Event)
    about = models.JSONField()
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("next_at",), name="hookcall_next"),)

    def __str__(self) -> str:
        return self.event

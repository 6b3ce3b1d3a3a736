"""Phones, the receipts of what they sent, what waits for somebody's decision, and what each was given."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import GuardedManager, Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.people.models import Account, Area, Officer, Token
from lianxin.records.diary.models import Entry
from lianxin.register.models import Household


class Device(Row):
    """A phone. Its id is made on the phone; ``waiting`` is what it last said it still holds unsent.

    ``skew``: seconds by which its clock runs ahead of ours. ``public_key`` (SPKI, base64) signs its
    outbox as a file; ``recovery_sealed`` opens what is on the phone after a forgotten lock.
    """

    reach = Reach(unit="account__unit__path", account="account_id")

    account = models.ForeignKey(Account, models.CASCADE, related_name="devices")
    token = models.OneToOneField(Token, models.SET_NULL, null=True, related_name="device")
    name = models.CharField(max_length=60)
    public_key = models.TextField(blank=True)
    recovery_sealed = SealedField()
    schema = models.PositiveSmallIntegerField(default=1)
    skew = models.IntegerField(null=True)
    waiting = models.PositiveIntegerField(default=0)
    waiting_photos = models.PositiveIntegerField(default=0)
    oldest_waiting = models.DateTimeField(null=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_for = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-last_seen",)

    def __str__(self) -> str:
        return self.name


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", _("已收")
    DUPLICATE = "duplicate", _("收过了")
    MERGED = "merged", _("已并入")
    CONFLICT = "conflict", _("两边不一样")
    REJECTED = "rejected", _("没收下")
    DEFERRED = "deferred", _("等前一条")
    QUARANTINED = "quarantined", _("先存着，等联户办看")


class Received(Row):
    """The receipt of one item, written in the transaction of its effect. Its id is the item's own."""

    reach = Reach(unit="account__unit__path", account="account_id")

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, models.SET_NULL, null=True, related_name="+")
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=30)
    at = models.DateTimeField()
    hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=12, choices=Verdict)
    problem = models.JSONField(null=True)
    door = models.CharField(max_length=10, default="phone")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("-received_at", "-id")
        indexes = (models.Index(fields=("device", "received_at"), name="received_device"),)

    def __str__(self) -> str:
        return f"{self.action} {self.seq}"


class Quarantined(Row):
    """An item that is kept and not applied: known id with other content, or its account had ended."""

    class Reason(models.TextChoices):
        OTHER_CONTENT = "other_content", _("编号用过，内容不同")
        REVOKED = "revoked", _("账号或手机已停用")

    class Decision(models.TextChoices):
        TAKEN = "taken", _("收下")
        DROPPED = "dropped", _("不收")

    reach = Reach(unit="account__unit__path", account="account_id")

    item = models.UUIDField()
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=30)
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    content = SealedField()
    reason = models.CharField(max_length=15, choices=Reason)
    received_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    decided_for = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("item", "hash"), name="quarantined_content_once"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d}"


class Proposal(Row):
    """A clash: what a phone said about one field, while somebody else had said otherwise meanwhile.

    ``yours`` and ``held`` are the values as JSON (for an entry: its wordings); ``held_by`` and
    ``held_at`` tell whose the other value is. ``decider`` is the named person it waits for.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("用手机写的")
        KEPT = "kept", _("用原来的")
        WITHDRAWN = "withdrawn", _("本人撤回")

    reach = Reach(area="village__path", household="household_id", officer="officer_id", either=True)

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="proposals")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="proposals")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    item = models.UUIDField()
    field = models.CharField(max_length=30)
    base = models.PositiveIntegerField()
    yours = models.JSONField()
    held = models.JSONField(null=True)
    held_by = models.CharField(max_length=60, blank=True)
    held_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    made_at = models.DateTimeField()
    decider = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("item", "field"), name="proposal_field_once"),
        )

    def __str__(self) -> str:
        return f"{self.household or self.entry} {self.field}"


class Feed(models.Model):
    """How far an account's documents have been looked at: the audit row and the day they stand for."""

    reach: ClassVar[Reach] = Reach()

    objects: ClassVar[GuardedManager[Self]] = GuardedManager()

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+")
    seen = models.BigIntegerField(default=-1)
    day = models.DateField(null=True)
    number = models.BigIntegerField(default=0)


class Given(models.Model):
    """One document of an account's feed: the number of its last change, and what it then held."""

    reach: ClassVar[Reach] = Reach()

    objects: ClassVar[GuardedManager[Self]] = GuardedManager()

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="given")
    kind = models.CharField(max_length=12)
    key = models.UUIDField()
    number = models.BigIntegerField()
    digest = models.BinaryField(max_length=16)
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("feed", "kind", "key"), name="given_once"),)
        indexes = (models.Index(fields=("feed", "number"), name="given_number"),)

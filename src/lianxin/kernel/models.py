"""The base row and the audit chain."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext

from .guard import GuardedManager, Reach
from .ids import new_id


class Row(models.Model):
    """Every table of the product: a UUIDv7 key, a guarded manager and a declared reach."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager()
    reach: ClassVar[Reach]

    class Meta:
        abstract = True


class Named(Row):
    """Something that comes with the product or that a unit has named itself, by its ``name``."""

    name: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)

    @property
    def told(self) -> str:
        """Its name in the reader's language, where it came with the product."""
        return gettext(self.name)


class AuditHead(models.Model):
    """The last link of the chain; its row lock orders writers on PostgreSQL."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class Epoch(models.Model):
    """Which life of the instance this is: a new one begins with each restore from a backup."""

    epoch = models.UUIDField(default=new_id)
    since = models.DateTimeField(auto_now_add=True)


class Tally(models.Model):
    """How often somebody did something within a span of time; ``key`` is blind, so it names nobody."""

    reach: ClassVar[Reach] = Reach()

    key = models.CharField(max_length=32, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.PositiveBigIntegerField()

    objects: ClassVar[GuardedManager[Self]] = GuardedManager()

    class Meta:
        indexes = (models.Index(fields=("until",), name="tally_until"),)


class AuditRow(models.Model):
    """Who did what, when, from where; each row's hash covers the row before it."""

    reach: ClassVar[Reach] = Reach()

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60)
    door = models.CharField(max_length=20)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_name = models.CharField(max_length=120, blank=True)
    done = models.BooleanField()
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager()

    class Meta:
        indexes = (
            models.Index(fields=("at",), name="audit_at"),
            models.Index(fields=("subject_id",), name="audit_subject"),
        )

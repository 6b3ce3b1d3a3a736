"""A leading group 领导小组 or its office 联户办, the posts in it, and who holds each from a day to a day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account, Officer, Unit
from lianxin.register.models import Code

from ..documents.models import Document

ORDERED = Q(until__isnull=True) | Q(until__gte=F("from_day"))


class Body(Row):
    """``order``: the document by which it was set up."""

    class Kind(models.TextChoices):
        GROUP = "group", _("领导小组")
        OFFICE = "office", _("办公室")
        TEAM = "team", _("工作专班")

    reach = Reach(unit="unit__path", shared=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=80)
    duties = models.CharField(max_length=300, blank=True)
    order = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    from_day = models.DateField()
    until = models.DateField(null=True)
    ended_for = models.CharField(max_length=120, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "position", "from_day", "id")
        constraints = (models.CheckConstraint(condition=ORDERED, name="body_order"),)

    def __str__(self) -> str:
        return self.name


class Post(Row):
    """A place in a body; ``title`` where the list has no word for it."""

    reach = Reach(unit="body__unit__path", shared=True)

    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    rank = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=40, blank=True)
    work = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("body", "rank__position", "position", "id")
        constraints = (models.CheckConstraint(condition=ORDERED, name="post_order"),)

    def __str__(self) -> str:
        return self.title or str(self.rank)

    @property
    def told(self) -> str:
        return self.title or self.rank.told


class Holder(Row):
    """Who holds a post: an officer, or somebody without an account by name and place of work."""

    reach = Reach(unit="post__body__unit__path", shared=True)

    post = models.ForeignKey(Post, models.PROTECT, related_name="holders")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40, blank=True)
    workplace = models.CharField(max_length=60, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)
    ended_for = models.CharField(max_length=120, blank=True)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("post", "from_day", "id")
        constraints = (
            models.CheckConstraint(condition=ORDERED, name="holder_order"),
            models.CheckConstraint(
                condition=Q(officer__isnull=True) ^ Q(name=""), name="holder_somebody"
            ),
        )

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        return self.officer.name if self.officer is not None else self.name

    @property
    def works(self) -> str:
        """What beside the name says who it is: an officer's post, others' place of work."""
        return self.officer.post if self.officer is not None else self.workplace

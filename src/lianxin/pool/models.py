"""Goods 物资, projects 项目 won for a village and the money received for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Named, Row
from lianxin.people.models import Area
from lianxin.register.models import Code


class Goods(Named):
    """Something that is handed out, and what it is counted in; ``printed``: leaflets 宣传资料."""

    reach = Reach(public=True)

    name = models.CharField(max_length=40, unique=True)
    unit = models.CharField(max_length=6)
    printed = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    until = models.DateField(null=True)

    class Meta:
        ordering = ("position", "name")

    @property
    def told_unit(self) -> str:
        return gettext(self.unit)

    def words(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Its name and its unit, each as kept and as told."""
        return (self.name, self.told), (self.unit, self.told_unit)


class Project(Row):
    """A project: its funder, the decision 批文 with its day, the amount decided, in fen."""

    reach = Reach(area="village__path")

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=80)
    field = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    funder = models.CharField(max_length=80)
    decision = models.CharField(max_length=80, blank=True)
    decided = models.DateField()
    year = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-decided", "id")
        indexes = (models.Index(fields=("village", "year"), name="project_village"),)
        constraints = (models.CheckConstraint(condition=Q(amount__gte=0), name="project_amount"),)

    def __str__(self) -> str:
        return self.title


class ProjectStage(Row):
    """A stage of a project, with the day by which it is to be done and the money planned for it, in fen."""

    reach = Reach(area="project__village__path")

    project = models.ForeignKey(Project, models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    due = models.DateField()
    amount = models.BigIntegerField(default=0)
    done = models.DateField(null=True)

    class Meta:
        ordering = ("project", "position")
        constraints = (
            models.UniqueConstraint(fields=("project", "position"), name="project_stage_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="project_stage_amount"),
        )

    def __str__(self) -> str:
        return self.title


class Acceptance(Row):
    """验收: somebody looked at a stage, or at the whole project, on a day, and what they found."""

    reach = Reach(area="project__village__path")

    project = models.ForeignKey(Project, models.CASCADE, related_name="acceptances")
    stage = models.ForeignKey(ProjectStage, models.CASCADE, null=True, related_name="acceptances")
    day = models.DateField()
    by = models.CharField(max_length=80)
    passed = models.BooleanField()
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"{self.day} {self.by}"


class Receipt(Row):
    """Money of a project that has arrived, in fen 到位资金; ``stage``: the one that it is for."""

    reach = Reach(area="project__village__path")

    project = models.ForeignKey(Project, models.CASCADE, related_name="receipts")
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    note = models.CharField(max_length=120, blank=True)
    stage = models.ForeignKey(
        ProjectStage, models.PROTECT, null=True, related_name="receipts", db_index=False
    )

    class Meta:
        ordering = ("day", "id")
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_amount"),)

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"


class Spending(Row):
    """What was paid to whom for what, in fen, from money that had arrived; one withdrawn no longer counts."""

    reach = Reach(area="project__village__path")

    project = models.ForeignKey(Project, models.CASCADE, related_name="spendings")
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="spendings")
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    payee = models.CharField(max_length=80)
    purpose = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_for = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("day", "id")
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="spending_amount"),)

    def __str__(self) -> str:
        return f"{self.day} {self.payee}"

"""A sheet on its way into the records: kept sealed, applied once, taken back within seven days."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.people.models import Account, Area, Unit


class SheetKind(models.TextChoices):
    """What a file is read as; the address, the command and the columns go by the same names."""

    ROSTER = "roster", _("花名册")
    PAIRINGS = "pairings", _("干部和结对")
    INCOMES = "incomes", _("收入表")
    DIARIES = "diaries", _("日记和走访记录")


class RosterImport(Row):
    """One file: a roster or another ``kind`` of sheet; blank until it is known which.

    ``content`` and ``corrections`` are sealed: they hold ID numbers.
    """

    class State(models.TextChoices):
        READ = "read", _("待核对")
        WORKING = "working", _("正在导入")
        WRITTEN = "written", _("已导入")
        TAKEN_BACK = "taken_back", _("已撤回")
        DROPPED = "dropped", _("已放弃")

    reach = Reach(area="village__path")

    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    author = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=SheetKind, default=SheetKind.ROSTER, blank=True)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    content = SealedField()
    corrections = SealedField()
    state = models.CharField(max_length=12, choices=State, default=State.READ)
    progress = models.PositiveSmallIntegerField(default=0)
    counts = models.JSONField(default=dict)
    undo = SealedField()
    started_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return self.file_name


class SetAside(Row):
    """待补: rows of a household that were left out of an import, with what is wrong in them."""

    reach = Reach(area="roster__village__path")

    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="set_aside")
    head = models.CharField(max_length=60)
    rows = models.JSONField(default=list)
    cells = SealedField()
    problems = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True)
    settled_as = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.head


class ColumnMapping(Row):
    """What a header means in a unit's sheets of a kind, as somebody there once said.

    ``header`` is folded, ``told`` as the file had it. An empty ``field`` leaves the column out.
    """

    reach = Reach(unit="unit__path")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=SheetKind)
    header = models.CharField(max_length=120)
    told = models.CharField(max_length=120)
    field = models.CharField(max_length=90, blank=True)
    author = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "told")
        constraints = (
            models.UniqueConstraint(fields=("unit", "kind", "header"), name="mapping_once"),
        )

    def __str__(self) -> str:
        return self.told

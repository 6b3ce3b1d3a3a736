"""A form 表样 that a unit keeps: its file, and which fact goes where in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.kernel.sealed import SealedField
from lianxin.people.models import Account, Unit


class FormTemplate(Row):
    """One file as it was sent, sealed, for it may come with somebody's data in it.

    ``cells`` leads from an address in the file to a slot, ``marks`` from a mark's own words to a slot, to
    nothing where it stays blank, or to None while nobody has said what it means. ``edition`` counts changes.
    """

    class Kind(models.TextChoices):
        XLSX = "xlsx", _("Excel 表")
        DOCX = "docx", _("Word 文档")

    reach = Reach(unit="unit__path", shared=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="forms")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=4, choices=Kind)
    file_name = models.CharField(max_length=200)
    content = SealedField()
    cells = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "name"),
                name="form_name_once",
                condition=Q(dropped_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def open_marks(self) -> list[str]:
        """Marks of which nobody has said what they mean."""
        return [text for text, slot in self.marks.items() if slot is None]

    @property
    def slots(self) -> list[str]:
        return [slot for slot in (*self.cells.values(), *self.marks.values()) if slot]

    @property
    def ready(self) -> bool:
        return bool(self.slots) and not self.open_marks

    @property
    def listing(self) -> bool:
        """Whether it lists households row by row, so that many go into one sheet."""
        return any(slot.startswith("each:") for slot in self.slots)

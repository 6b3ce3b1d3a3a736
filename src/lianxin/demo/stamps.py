"""History reads as if it had been written on its days: the stamps that pages show are set back to them.

Only in the demo, and only what tells when something was typed; the audit trail keeps the true moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.office.documents.models import DocumentVersion
from lianxin.office.tasks.models import TaskStep
from lianxin.plans.models import MeasureStep
from lianxin.records.diary.models import Entry
from lianxin.records.needs.models import NeedStep


def set_back() -> None:
    entries = list(Entry.objects.visible_to(SYSTEM))
    for entry in entries:
        entry.written_at = evening(entry.until or entry.day, entry.serial)
    Entry.objects.visible_to(SYSTEM).bulk_update(entries, ["written_at"])
    needs = list(NeedStep.objects.visible_to(SYSTEM).order_by("at", "id"))
    _in_order(needs)
    NeedStep.objects.visible_to(SYSTEM).bulk_update(needs, ["at"])
    measures = list(MeasureStep.objects.visible_to(SYSTEM).order_by("at", "id"))
    _in_order(measures)
    MeasureStep.objects.visible_to(SYSTEM).bulk_update(measures, ["at"])
    _books()


def _books() -> None:
    """Versions of documents, and what was said of tasks."""
    versions = list(DocumentVersion.objects.visible_to(SYSTEM).filter(from_day__isnull=False))
    for one in versions:
        one.written_at = evening(one.from_day or today(), one.version)
    DocumentVersion.objects.visible_to(SYSTEM).bulk_update(versions, ["written_at"])
    steps = list(TaskStep.objects.visible_to(SYSTEM))
    for step in steps:
        step.written_at = evening(step.day, 0)
    TaskStep.objects.visible_to(SYSTEM).bulk_update(steps, ["written_at"])


def _in_order(steps: Sequence[NeedStep | MeasureStep]) -> None:
    """Steps of one day stay in the order in which they were written."""
    for place, step in enumerate(steps):
        step.at = evening(step.day, 0) + timedelta(seconds=place)


def evening(day: date, number: int) -> datetime:
    """Some time after work on the day, never later than now."""
    minutes = 17 * 60 + 40 + number % 200
    moment = datetime.combine(day, time(), timezone.get_current_timezone()) + timedelta(
        minutes=minutes
    )
    return min(moment, timezone.now())

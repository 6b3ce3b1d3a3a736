"""Papers that the demo's unit has handed in: the closing report of 2012 and last year's summary."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.results.actions import report_make

FIRST = 2012


def hand_in(office: Actor, village: Area, day: date) -> None:
    """Each stands as of the last day of its year, and was made on the fifth of the next month."""
    for report, year in (("results", FIRST), ("yearly", day.year - 1)):
        ended = date(year, 12, 31)
        _paper, row = report_make(
            actor=office, report=report, village=village, year=year, day=ended, form="docx"
        )
        row.made_at = timezone.make_aware(datetime.combine(date(year + 1, 1, 5), time(10)))
        row.save()

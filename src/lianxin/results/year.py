"""What stands in a book of one officer's year."""

from __future__ import annotations

from datetime import date

from lianxin.kernel.actor import Actor
from lianxin.people.models import Officer
from lianxin.records.diary.models import Entry


def diary_of(actor: Actor, officer: Officer, year: int) -> list[Entry]:
    """The officer's entries of a year that were not withdrawn, the first day first."""
    rows = Entry.objects.visible_to(actor).filter(officer=officer, withdrawn_at=None)
    rows = rows.filter(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
    return list(rows.select_related("officer__unit", "village").order_by("day", "serial"))

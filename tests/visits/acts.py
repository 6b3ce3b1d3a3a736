"""Deeds of the tests, written beside one entry: what is counted, without the diary's own rules."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import new_id
from lianxin.kernel.span import serial
from lianxin.people.models import Officer
from lianxin.records.diary.models import Act, Entry
from lianxin.register.models import Household
from lianxin.visits.models import Requirement


def did(
    officer: Officer,
    kind: str,
    day: date,
    *,
    home: Household | None = None,
    village=None,
    halves: int = 0,
    event: UUID | None = None,
    counts: bool = True,
) -> Act:
    place = home.village if home else village
    key = new_id()
    entry = Entry.objects.create(
        id=key,
        village=place,
        officer=officer,
        kinds=[kind],
        day=day,
        year=day.year,
        text="去了",
        serial=serial(day, key) + Entry.objects.visible_to(SYSTEM).count(),
        written_at=timezone.now(),
    )
    return Act.objects.create(
        entry=entry,
        kind=kind,
        household=home,
        officer=officer,
        village=place,
        day=day,
        year=day.year,
        month=day.month,
        half_days=halves,
        event=event or entry.pk,
        counts=counts,
    )


def rule(figure: str, minimum: int, **more) -> Requirement:
    """The only requirement there is."""
    Requirement.objects.visible_to(SYSTEM).all().delete()
    return Requirement.objects.create(
        **{"name": figure, "figure": figure, "minimum": minimum, "from_day": date(2012, 1, 1)}
        | more
    )


def line_of(found, officer: Officer):
    """The officer's one line."""
    (line,) = next(one.lines for one in found.officers if one.officer == officer)
    return line

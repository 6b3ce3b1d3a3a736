"""How often something is tried in a day: counted by the database, so that two at once are two."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F

from .models import Tally
from .period import today


def counted(key: str, most: int) -> bool:
    """One more today, where that stays within ``most``; otherwise nothing is counted and no is said.

    Counted before what is tried is looked at: who asks twice at the same moment has asked twice.
    """
    rows = Tally.objects.filter(key=key, day=today())
    if rows.filter(count__lt=most).update(count=F("count") + 1):
        return True
    _begin(key, today())
    return bool(rows.filter(count__lt=most).update(count=F("count") + 1))


def _begin(key: str, day: date) -> None:
    """The day's row, whoever of two comes first; what earlier days held is of no use any more."""
    Tally.objects.bulk_create([Tally(key=key, day=day)], ignore_conflicts=True)
    Tally.objects.filter(day__lt=day).delete()


def returned(key: str) -> None:
    """What was counted turned out to be none: a right answer is no try."""
    rows = Tally.objects.filter(key=key, day=today(), count__gt=0)
    rows.update(count=F("count") - 1)


def counts(keys: Iterable[str]) -> dict[str, int]:
    """How often each of them was tried today."""
    rows = Tally.objects.filter(key__in=list(keys), day=today())
    return dict(rows.values_list("key", "count"))

"""Counts tries, so that nobody does too much at once: one statement decides, whoever else asks meanwhile."""

from __future__ import annotations

import time

from django.db.models import F

from .actor import SYSTEM
from .models import Tally
from .sealed import blind

HOUR, DAY = 3600, 86400


def one_more(what: str, *, most: int, per: int = HOUR) -> bool:
    """Whether one more is within the limit of this span of seconds; it is counted only then.

    ``what`` may hold an address: only its keyed hash is kept, until the span is over.
    """
    now = int(time.time())
    span = now // per
    key = blind(f"{what}\0{per}\0{span}", "tally").hex()
    rows = Tally.objects.visible_to(SYSTEM)
    if rows.filter(key=key, count__lt=most).update(count=F("count") + 1):
        return True
    if rows.filter(key=key).exists():
        return False
    rows.filter(until__lt=now).delete()
    Tally.objects.bulk_create([Tally(key=key, until=(span + 1) * per)], ignore_conflicts=True)
    return bool(rows.filter(key=key, count__lt=most).update(count=F("count") + 1))

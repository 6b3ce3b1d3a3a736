"""How often something is tried in a span of time: counted by the database, so that two at once are two."""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.db.models import F

from .actor import SYSTEM
from .models import Tally
from .period import today
from .sealed import blind

HOUR, DAY = 3600, 86400


def counted(what: str, most: int, per: int = DAY) -> bool:
    """One more in this hour or this day, where that stays within ``most``; else nothing is counted.

    Counted before what is tried is looked at: who asks twice at the same moment has asked twice.
    ``what`` may hold an address: only its keyed hash is kept, until the span is over.
    """
    key, rows, now = _key(what, per), Tally.objects.visible_to(SYSTEM), int(time.time())
    if rows.filter(key=key, count__lt=most).update(count=F("count") + 1):
        return True
    if rows.filter(key=key).exists():
        return False
    rows.filter(until__lt=now).delete()
    Tally.objects.bulk_create([Tally(key=key, until=now + 2 * per)], ignore_conflicts=True)
    return bool(rows.filter(key=key, count__lt=most).update(count=F("count") + 1))


def returned(what: str, per: int = DAY) -> None:
    """What was counted turned out to be none: a right answer is no try."""
    rows = Tally.objects.visible_to(SYSTEM).filter(key=_key(what, per), count__gt=0)
    rows.update(count=F("count") - 1)


def counts(whats: Iterable[str], per: int = DAY) -> dict[str, int]:
    """How often each of them was tried in this span, where it was."""
    keys = {_key(what, per): what for what in whats}
    rows = Tally.objects.visible_to(SYSTEM).filter(key__in=list(keys))
    return {keys[key]: count for key, count in rows.values_list("key", "count")}


def _key(what: str, per: int) -> str:
    """A day is one of the calendar here; everything shorter is cut by the clock."""
    span = today().isoformat() if per == DAY else f"{per}:{int(time.time()) // per}"
    return blind(f"{what}\0{span}", "tally").hex()

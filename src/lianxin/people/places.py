"""Villages as people name them on a command line or in a query."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import simplified, tidy

from .models import Area, Level


def village_named(text: str) -> Area:
    """A village by its name where that is unique, else by its code. Areas are public."""
    text = simplified(tidy(text))
    rows = Area.objects.visible_to(SYSTEM).filter(level=Level.VILLAGE)
    found = list(rows.filter(Q(name=text) | Q(code=text))[:6])
    if not found:
        raise refuse("place.unknown", "village", name=text)
    if len(found) > 1:
        codes = "、".join(f"{one.code} {one.parent}" for one in found)
        raise refuse("place.several", "village", name=text, codes=codes)
    return found[0]


def day_written(text: str, field: str = "as_of") -> date | None:
    """A day as 2026-07-15; nothing for nothing."""
    if not text:
        return None
    try:
        return date.fromisoformat(tidy(text))
    except ValueError:
        raise refuse("input.not_a_date", field, value=text[:20]) from None

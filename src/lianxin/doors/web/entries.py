"""Rows that a diary entry tells of, each with the way to that entry where the reader may open it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianxin.records.diary.models import Entry

from .menu import address_of
from .requests import Acted


def with_entries(request: Acted, rows: Sequence[Any]) -> list[tuple[Any, str]]:
    keys = {row.entry_id for row in rows if row.entry_id}
    seen = Entry.objects.visible_to(request.actor).filter(pk__in=keys).order_by()
    opened = set(seen.values_list("pk", flat=True)) if keys else set()
    return [
        (row, address_of("entry", row.entry_id) if row.entry_id in opened else "") for row in rows
    ]

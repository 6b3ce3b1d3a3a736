"""What the first half-year came to, where a scheme lets it weigh in the year's total."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM

from .models import Assessment, Subject
from .schemes import Whole
from .standing import Standing, current, standings


def half_totals(year: int, **which: Any) -> dict[UUID, int]:
    """In tenths, of each officer, unit or village whose half-year was confirmed. Unscoped: as the sheets are."""
    rows = Assessment.objects.visible_to(SYSTEM).filter(year=year, half=1, **which)
    found: dict[UUID, list[Standing]] = defaultdict(list)
    for one in standings(rows.select_related("scheme__unit", "officer__unit", "unit", "village")):
        found[_key(one.row)].append(one)
    held = {key: current(those) for key, those in found.items()}
    return {key: one.result.total for key, one in held.items() if one is not None}


def weighs(scheme: Whole, half: int) -> bool:
    """Whether the half-year counts in such a sheet; in the half-year's own it does not."""
    return not half and scheme.scheme.half_weight > 0


def _key(row: Assessment) -> UUID:
    if row.subject == Subject.OFFICER and row.officer_id:
        return row.officer_id
    return row.village_id or row.unit_id

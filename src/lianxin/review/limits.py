"""The rules in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import in_force

from .models import DoubtRule
from .tables import shipped


def rules_on(day: date) -> dict[str, DoubtRule]:
    """By kind; what is switched off stays out. Rules are public."""
    rows = DoubtRule.objects.visible_to(SYSTEM).filter(in_force(day), active=True)
    return {row.kind: row for row in rows}


def limits_on(day: date) -> dict[str, dict[str, Any]]:
    """What a row does not say, because the product came to ask it later, is as the product has it."""
    known = shipped()
    return {kind: {**known.get(kind, {}), **row.thresholds} for kind, row in rules_on(day).items()}


def titles() -> dict[str, DoubtRule]:
    """The latest row of each kind, for its words; also of a rule that is switched off by now."""

    def read() -> dict[str, DoubtRule]:
        rows = DoubtRule.objects.visible_to(SYSTEM).order_by("from_day")
        return {row.kind: row for row in rows}

    return remembered(("doubt_rules",), read)

"""Assessments as the command and the API tell them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Account

from .queries import OfficerLine


def number(tenths: int | None) -> int | float | None:
    """Marks as people write them: 50 → 5, 104 → 10.4."""
    if tenths is None:
        return None
    return tenths // 10 if tenths % 10 == 0 else tenths / 10


def as_told(lines: Sequence[OfficerLine]) -> list[dict[str, Any]]:
    """Officers by login, by name where they have none; ``confirmed`` is null until the office confirms."""
    logins = _logins(lines)
    return [_told(one, logins.get(one.officer.pk, one.officer.name)) for one in lines]


def _told(one: OfficerLine, officer: str) -> dict[str, Any]:
    result, confirmed = one.result, one.confirmed
    return {
        "officer": officer,
        "households": one.sheet.homes,
        "items": [
            {
                "code": line.item.code,
                "full": number(line.item.full),
                "computed": number(line.marks),
                "confirmed": number(confirmed.get(line.item.code)),
                "evidence": line.told.rows,
            }
            for line in one.sheet.lines
        ],
        "total": number(result.total),
        "grade": result.grade.name if result.grade else None,
    }


def _logins(lines: Sequence[OfficerLine]) -> dict[Any, str]:
    """Unscoped: the logins of officers that the actor has been shown."""
    rows = Account.objects.visible_to(SYSTEM).filter(officer__isnull=False)
    if len(lines) <= 500:
        rows = rows.filter(officer__in=[one.officer.pk for one in lines])
    return {key: login for key, login in rows.values_list("officer_id", "login") if key}

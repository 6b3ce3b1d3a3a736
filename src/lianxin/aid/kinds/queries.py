"""What holds of the kinds of activities on a day; kinds are public, so the look-ups are unscoped."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.register.models import Code

from .models import ActivityKind, Group, Writes


def kinds_on(day: date | None = None) -> dict[UUID, ActivityKind]:
    """By the key of the code."""
    rows = ActivityKind.objects.visible_to(SYSTEM).filter(in_force(day or today()))
    return {row.kind_id: row for row in rows.select_related("kind")}


def kind_on(code: Code, day: date) -> ActivityKind:
    """What held of the kind on the day; of one that nobody has described, a help of another kind."""
    rows = ActivityKind.objects.visible_to(SYSTEM).filter(in_force(day), kind=code)
    plain = ActivityKind(kind=code, group=Group.OTHER, writes=Writes.HELP, from_day=day)
    return rows.first() or plain


def of_kinds(*groups: str, prefix: str = "") -> Exists:
    """Activities whose kind was of one of these groups on their day; ``prefix`` leads to the activity."""
    day = OuterRef(f"{prefix}day")
    rows = ActivityKind.objects.visible_to(SYSTEM).filter(
        Q(until__isnull=True) | Q(until__gt=day),
        group__in=groups,
        kind=OuterRef(f"{prefix}kind"),
        from_day__lte=day,
    )
    return Exists(rows.order_by())


def all_kinds() -> list[tuple[Code, ActivityKind | None, list[ActivityKind]]]:
    """Each kind that is offered, with what holds of it today and what held before, the latest first."""
    codes = Code.objects.visible_to(SYSTEM).filter(in_force(), list="activity")
    rows: dict[UUID, list[ActivityKind]] = {}
    for row in ActivityKind.objects.visible_to(SYSTEM).order_by("-from_day"):
        rows.setdefault(row.kind_id, []).append(row)
    now = kinds_on()
    return [
        (
            code,
            now.get(code.pk),
            [
                row
                for row in rows.get(code.pk, [])
                if now.get(code.pk) is None or row.pk != now[code.pk].pk
            ],
        )
        for code in codes.order_by("position", "id")
    ]

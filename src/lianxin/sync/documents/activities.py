"""Activities at hand: what they are, who goes, and which of one's households are asked or have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count

from lianxin.aid.models import Activity, Attendance, Presence
from lianxin.aid.planning.models import Invitation, Why
from lianxin.aid.planning.queries import around, experts_by
from lianxin.kernel.actor import SYSTEM

from .scope import Doc, Scope

BACK, AHEAD = timedelta(days=14), timedelta(days=60)
"""So long who came can still be said without signal; and so far ahead one is told."""


def activities(scope: Scope) -> dict[UUID, Doc]:
    """Those within reach of the day in the villages of one's households, and those to which one goes.

    What was called off is told until its day, since somebody may be on the way.
    """
    if scope.actor.sees(Activity) is None:
        return {}
    villages = {home.household.village_id for home in scope.homes.values()}
    first, last = scope.day - BACK, scope.day + AHEAD
    found = around(scope.actor, scope.officer, villages, first, last)
    rows = [row for row in found if row.cancelled_at is None or (row.until or row.day) >= scope.day]
    if not rows:
        return {}
    keys = [row.pk for row in rows]
    teachers, going, homes = experts_by(keys), _going(scope, keys), _homes(scope, keys)
    here = _here(keys)
    return {
        row.pk: Doc(
            row.rev,
            {
                **_told(row),
                "experts": teachers.get(row.pk, []),
                "officers": [one.name for one in going[row.pk] if one != scope.officer],
                "going": scope.officer in going[row.pk],
                "homes": list(homes[row.pk].values()),
                "here": here.get(row.pk, 0),
            },
        )
        for row in rows
    }


def _told(row: Activity) -> dict[str, Any]:
    return {
        "village": str(row.village_id),
        "where": row.village.name,
        "kind": row.kind.told,
        "title": row.title,
        "day": row.day.isoformat(),
        "until": row.until and row.until.isoformat(),
        "time": row.time,
        "place": row.place,
        "organisers": row.organisers,
        "materials": row.materials.splitlines(),
        "text": row.text,
        "held": row.held_at is not None,
        "off": row.cancelled_for if row.cancelled_at else None,
    }


def _going(scope: Scope, keys: Collection[UUID]) -> dict[UUID, list[Any]]:
    rows = Attendance.objects.visible_to(scope.actor).filter(activity__in=keys)
    found: dict[UUID, list[Any]] = defaultdict(list)
    for one in rows.select_related("officer").order_by("officer__name", "id"):
        found[one.activity_id].append(one.officer)
    return found


def _homes(scope: Scope, keys: Collection[UUID]) -> dict[UUID, dict[UUID, dict[str, Any]]]:
    """Of one's own households: whether and why they are asked, and how many of them have come."""
    found: dict[UUID, dict[UUID, dict[str, Any]]] = defaultdict(dict)

    def of(one: Invitation | Presence) -> dict[str, Any]:
        key = one.household_id
        blank = {"id": str(key), "asked": False, "why": "", "people": 0, "card": False}
        return found[one.activity_id].setdefault(key, blank)

    own, order = {"activity__in": keys, "household__in": scope.keys}, ("household__number", "id")
    for asked in Invitation.objects.visible_to(scope.actor).filter(**own).order_by(*order):
        of(asked).update(asked=True, why=str(Why(asked.why).label) if asked.why else "")
    for came in Presence.objects.visible_to(scope.actor).filter(**own).order_by(*order):
        of(came).update(people=came.people, card=came.scanned is not None)
    return found


def _here(keys: Collection[UUID]) -> dict[UUID, int]:
    """How many households have come. Unscoped: numbers, of activities that the actor sees."""
    rows = Presence.objects.visible_to(SYSTEM).filter(activity__in=keys).order_by()
    return dict(rows.values("activity_id").annotate(n=Count("pk")).values_list("activity_id", "n"))

"""What is under way in one's households: needs, measures, and what differs on the two sides."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need

from ..fields import label
from ..models import Proposal
from .scope import Doc, Scope

KEPT = timedelta(days=60)
"""So long what is settled stays on the phone."""


def needs(scope: Scope) -> dict[UUID, Doc]:
    mine = Q(household__in=scope.keys) | Q(officer=scope.officer)
    fresh = Q(closed__isnull=True) | Q(closed__gte=scope.day - KEPT)
    rows = Need.objects.visible_to(scope.actor).filter(mine, fresh)
    return {
        row.pk: Doc(
            row.rev,
            {
                "household": str(row.household_id) if row.household_id in scope.homes else None,
                "village": str(row.village_id),
                "kind": row.kind.told,
                "text": row.text,
                "opened": row.opened.isoformat(),
                "due": row.due.isoformat(),
                "closed": row.closed and row.closed.isoformat(),
                "result": row.result.told if row.result else None,
                "outcome": row.outcome,
                "mine": row.officer_id == scope.officer.pk,
            },
        )
        for row in rows.select_related("kind", "result")
    }


def measures(scope: Scope) -> dict[UUID, Doc]:
    fresh = Q(done__isnull=True) | Q(done__gte=scope.day - KEPT)
    rows = Measure.objects.visible_to(scope.actor).filter(
        fresh, household__in=scope.keys, dropped=None
    )
    return {
        row.pk: Doc(
            row.rev,
            {
                "household": str(row.household_id),
                "direction": row.direction.told,
                "text": row.text,
                "from_day": row.from_day.isoformat(),
                "due": row.due.isoformat(),
                "percent": row.percent,
                "done": row.done and row.done.isoformat(),
            },
        )
        for row in rows.select_related("direction")
    }


def proposals(scope: Scope) -> dict[UUID, Doc]:
    """One's own, open or decided of late."""
    fresh = Q(decided_at__isnull=True) | Q(decided_at__date__gte=scope.day - KEPT)
    rows = Proposal.objects.visible_to(scope.actor).filter(fresh, account=scope.actor.account)
    return {
        row.pk: Doc(
            1,
            {
                "household": str(row.household_id) if row.household_id else None,
                "entry": str(row.entry_id) if row.entry_id else None,
                "field": row.field,
                "label": label(row.field),
                "yours": row.yours,
                "held": row.held,
                "held_by": row.held_by,
                "decider": row.decider.name if row.decider else "",
                "outcome": row.outcome,
                "item": str(row.item),
            },
        )
        for row in rows.select_related("decider")
    }

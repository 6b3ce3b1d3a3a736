"""What stands beside an activity in a ledger: who taught, who was named, what came of it; for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum

from lianxin.aid.models import Participant
from lianxin.aid.outcomes.models import ActivityResult, FollowUp, Got
from lianxin.aid.planning.models import ActivityMeans, Invitation
from lianxin.aid.planning.queries import experts_by
from lianxin.kernel.actor import Actor


def teachers(keys: Sequence[UUID]) -> dict[UUID, list[str]]:
    return experts_by(keys)


def got(actor: Actor, keys: Sequence[UUID], day: date) -> dict[UUID, dict[str, int]]:
    """By activity how many were invited, named, certified and asked again by the day, and what it cost."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    results = ActivityResult.objects.visible_to(actor).filter(cancelled_at=None, day__lte=day)
    asked = FollowUp.objects.visible_to(actor).filter(cancelled_at=None, done__lte=day)
    for name, rows, fold in (
        ("invited", Invitation.objects.visible_to(actor), Count("pk")),
        ("named", Participant.objects.visible_to(actor), Count("pk")),
        ("certificates", results.filter(got=Got.CERTIFICATE), Count("pk")),
        ("followed", asked, Count("pk")),
        ("cost", ActivityMeans.objects.visible_to(actor), Sum("cost")),
    ):
        counted = rows.filter(activity__in=list(keys)).order_by().values_list("activity_id")
        for key, n in counted.annotate(n=fold):
            found[key][name] = n or 0
    return found

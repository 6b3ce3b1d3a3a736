"""What ends with an activity that is withdrawn: its results, its certificates, what was still to be asked."""

from __future__ import annotations

from django.utils import timezone

from lianxin.kernel.actor import SYSTEM

from ..models import Activity
from .models import ActivityResult, FollowUp


def end_outcomes(row: Activity, why: str) -> None:
    """Within the activity's own action. What a follow-up wrote into the file was true and stays."""
    now = timezone.now()
    results = ActivityResult.objects.visible_to(SYSTEM).filter(activity=row, cancelled_at=None)
    results.update(cancelled_at=now, cancelled_for=why)
    asked = FollowUp.objects.visible_to(SYSTEM).filter(activity=row, cancelled_at=None)
    asked.update(cancelled_at=now)

"""How batches are put together, as it comes with the product."""

from __future__ import annotations

from datetime import date

from lianxin.kernel.actor import SYSTEM

from .models import ScheduleRule


def load_schedule_rules() -> None:
    """Once, into an instance without any."""
    if not ScheduleRule.objects.visible_to(SYSTEM).exists():
        ScheduleRule.objects.create(
            from_day=date(2012, 1, 1), source="产品自带，请按本单位的实际修改"
        )

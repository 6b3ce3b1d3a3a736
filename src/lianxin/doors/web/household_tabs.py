"""The tabs of the household page: what the reader may see, each with its count."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need

from .household_page import HouseholdPage
from .household_rooms import sees_diary


def tabs_of(page: HouseholdPage) -> dict[str, tuple[str, Any]]:
    """Name to title and count; the counts of changes and entries are known to the view."""
    actor, rooms = page.actor, page.rooms
    found: dict[str, tuple[str, Any]] = {"now": (_("概况"), "")}
    if page.whole:
        found["income"] = (_("收入"), "")
    if actor.sees(Measure) is not None:
        counted = f"{rooms.done}/{len(rooms.standing)}" if rooms.standing else ""
        found["measures"] = (_("计划与措施"), counted)
    if sees_diary(actor):
        found["diary"] = (_("日记"), "")
    if actor.sees(Need) is not None:
        unmet = rooms.open_needs
        found["needs"] = (_("需求"), _("%(n)d 件未办") % {"n": unmet} if unmet else "")
    return found | {"changes": (_("变更记录"), "")}

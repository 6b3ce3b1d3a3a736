"""The village that the pages speak of: one of those the actor reaches, remembered in the session."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest

from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.people.policy import AccountActor
from lianxin.register.models import Household


def villages_of(actor: AccountActor) -> list[Area]:
    """Villages of the actor's units and area, and those in which a household is theirs."""
    return remembered(("villages", actor.id, today()), lambda: _reached(actor))


def _reached(actor: AccountActor) -> list[Area]:
    own = Household.objects.visible_to(actor).order_by().values("village_id")
    reached = Q(pk__in=own)
    for path in _paths(actor):
        reached |= Q(path__startswith=path)
    villages = Area.objects.visible_to(actor).filter(reached, level="village")
    return list(villages.select_related("parent"))


def village_of(request: HttpRequest, villages: list[Area]) -> Area | None:
    chosen = request.session.get("village")
    return next((one for one in villages if str(one.pk) == chosen), next(iter(villages), None))


def _paths(actor: AccountActor) -> list[str]:
    paths = [path for found in actor.villages.values() for path in found]
    return paths + [grant.area.path for grant in actor.grants if grant.area is not None]

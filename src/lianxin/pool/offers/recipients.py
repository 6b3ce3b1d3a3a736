"""Whom something may be set aside for: within sight, in the place of the offer, in its time, as it demands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.wording import Reading
from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need
from lianxin.register.models import Household

from .models import Offer
from .terms import terms_of, unfit

Homes = Mapping[Household | None, int]


def check_seen(
    actor: Actor, offer: Offer, village: Area, quantities: Homes | Mapping[Household, int]
) -> None:
    """The offer is within sight and meant for the village; the households live in it, within sight."""
    if not Offer.objects.visible_to(actor).filter(pk=offer.pk).exists():
        raise refuse("action.absent", "offer")
    if not village.path.startswith(offer.area.path):
        raise refuse("offer.elsewhere", "village", area=offer.area.name)
    homes = {home.pk for home in quantities if home is not None}
    seen = Household.objects.visible_to(actor).filter(pk__in=homes, village=village)
    if seen.count() != len(homes):
        raise refuse("action.absent", "households")


def check_of(
    home: Household | None, village: Area, need: Need | None, measure: Measure | None
) -> None:
    """A need or a measure of somebody else is not answered by it."""
    whose = home.pk if home else None
    if need is not None and (need.household_id != whose or need.village_id != village.pk):
        raise refuse("action.absent", "need")
    if measure is not None and measure.household_id != whose:
        raise refuse("action.absent", "measure")


def check_fit(
    actor: Actor, offer: Offer, quantities: Homes | Mapping[Household, int], day: date, why: str
) -> None:
    """The time of the offer binds everybody; its conditions whoever is given without a reason."""
    terms, found = terms_of([offer.pk])[offer.pk], Reading()
    if day < terms.from_day or (terms.last_day and day > terms.last_day):
        raise refuse("offer.not_now", "day", from_day=terms.from_day, last=terms.last_day or "")
    if why:
        return
    homes = [home for home in quantities if home is not None]
    for key, wrong in unfit(actor, terms, homes, day).items():
        if wrong:
            found.add("offer.unfit", f"quantity-{key}", conditions=_("；").join(wrong))
    found.check()

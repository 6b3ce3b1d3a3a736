"""Allocations: set aside for a household or the village, divided, released, given back; each is a posting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.wording import Reading
from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need
from lianxin.register.models import Household

from .ledger import OFFERED, SOURCE, Place, hold, lots, post
from .models import Account, Allocation, Offer, Posting
from .recipients import Homes, check_fit, check_of, check_seen
from .steps import offer_of, why_of


def offer_allocate(
    *,
    actor: Actor,
    offer: Offer,
    village: Area,
    quantities: Homes,
    day: date | None = None,
    needs: Mapping[Household | None, Need] | None = None,
    measures: Mapping[Household, Measure] | None = None,
    reason: str = "",
) -> list[Allocation]:
    """Sets some of the offer aside for each: all of them, or none. ``None`` is the village itself.

    A household that does not fulfil the conditions is given only with a ``reason``.
    """
    with act(actor, "offer.allocate", on=village) as audit:
        day, found = day or today(), Reading()
        why = found.words("reason", reason, _("为什么给"), 160, sentence=True)
        found.check()
        if not quantities:
            raise refuse("offer.nobody", "quantities")
        check_seen(actor, offer, village, quantities)
        row = _held(offer)
        check_fit(actor, row, quantities, day, why)
        made = []
        for home, quantity in quantities.items():
            need, measure = (needs or {}).get(home), (measures or {}).get(home) if home else None
            check_of(home, village, need, measure)
            lot = _lot(actor, row, village, home, day, why, need, measure)
            into = Place(Account.ALLOCATED, lot.pk)
            post(actor, row, OFFERED, into, quantity, day, reason=why)
            made.append(lot)
        audit.note(row, quantity=sum(quantities.values()), households=len(made), day=day)
        return made


def allocation_split(
    *, actor: Actor, allocation: Allocation, quantities: Mapping[Household, int], reason: str = ""
) -> list[Allocation]:
    """What was set aside for the village, or for one household, goes on to several households."""
    with act(actor, "allocation.split", on=allocation) as audit:
        found, day = Reading(), today()
        why = found.words("reason", reason, _("原因"), 160, sentence=True)
        found.check()
        if not quantities:
            raise refuse("offer.nobody", "quantities")
        row, village = offer_of(allocation), allocation.village
        check_seen(actor, row, village, quantities)
        check_fit(actor, row, quantities, day, why)
        made = []
        for home, quantity in quantities.items():
            lot = _lot(actor, row, village, home, day, why, None, None)
            out, into = Place(Account.ALLOCATED, allocation.pk), Place(Account.ALLOCATED, lot.pk)
            post(actor, row, out, into, quantity, day, reason=why)
            made.append(lot)
        audit.note(allocation, quantity=sum(quantities.values()), households=len(made))
        return made


def allocation_release(
    *, actor: Actor, allocation: Allocation, reason: str, quantity: int | None = None
) -> Posting:
    """It is set aside no longer: so much of it, else all that was not sent yet."""
    with act(actor, "allocation.release", on=allocation) as audit:
        row, why = offer_of(allocation), why_of(reason)
        held = lots([allocation.pk])[allocation.pk].allocated
        out = Place(Account.ALLOCATED, allocation.pk)
        n = held if quantity is None else quantity
        if not held:
            raise refuse("offer.nothing_left")
        audit.note(allocation, quantity=n, reason=why)
        return _back(actor, row, out, n, why)


def allocation_return(
    *, actor: Actor, allocation: Allocation, quantity: int, reason: str
) -> Posting:
    """What had been received is given back, and can be given to somebody else."""
    with act(actor, "allocation.return", on=allocation) as audit:
        row, why = offer_of(allocation), why_of(reason)
        out = Place(Account.RECEIVED, allocation.pk)
        audit.note(allocation, quantity=quantity, reason=why)
        return _back(actor, row, out, quantity, why)


def _back(actor: Actor, row: Offer, out: Place, quantity: int, why: str) -> Posting:
    """To whom it can be given again; of an offer that was withdrawn, to the giver."""
    made = post(actor, row, out, OFFERED, quantity, today(), reason=why)
    if row.withdrawn is not None:
        post(actor, row, OFFERED, SOURCE, quantity, today(), reason=row.withdrawn_for)
    return made


def _lot(
    actor: Actor,
    offer: Offer,
    village: Area,
    home: Household | None,
    day: date,
    reason: str,
    need: Need | None,
    measure: Measure | None,
) -> Allocation:
    return Allocation.objects.create(
        offer=offer,
        village=village,
        household=home,
        need=need,
        answers=measure,
        day=day,
        year=day.year,
        reason=reason,
        author_id=actor.id,
        at=timezone.now(),
    )


def _held(offer: Offer) -> Offer:
    row = hold([offer.pk])[offer.pk]
    if row.withdrawn is not None:
        raise refuse("offer.withdrawn")
    return row

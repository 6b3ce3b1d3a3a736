"""Allocations: set aside, divided, released, sent, signed for, given back; each is a posting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

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
from .models import Account, Allocation, Kind, Offer, Posting
from .terms import terms_of, unfit

Homes = Mapping[Household | None, int]


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
        _check_seen(actor, offer, village, quantities)
        row = _held(offer)
        _check_fit(actor, row, quantities, day, why)
        made = []
        for home, quantity in quantities.items():
            need, measure = (needs or {}).get(home), (measures or {}).get(home) if home else None
            _check_of(home, village, need, measure)
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
        row, village = _of(allocation), allocation.village
        _check_seen(actor, row, village, quantities)
        _check_fit(actor, row, quantities, day, why)
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
        row, why = _of(allocation), _why(reason)
        held = lots([allocation.pk])[allocation.pk].allocated
        out = Place(Account.ALLOCATED, allocation.pk)
        n = held if quantity is None else quantity
        if not held:
            raise refuse("offer.nothing_left")
        audit.note(allocation, quantity=n, reason=why)
        return _back(actor, row, out, n, why)


def allocation_deliver(
    *, actor: Actor, allocation: Allocation, quantity: int, day: date, note: str = ""
) -> Posting:
    """It was sent or given; goods go through their deliveries, so that nothing is told twice."""
    with act(actor, "allocation.deliver", on=allocation) as audit:
        row = _of(allocation, goods=False)
        words = _words(note)
        audit.note(allocation, quantity=quantity, day=day)
        return _step(
            actor, row, allocation, Account.ALLOCATED, Account.DELIVERED, quantity, day, words
        )


def allocation_receive(
    *, actor: Actor, allocation: Allocation, quantity: int, day: date, received_by: str
) -> Posting:
    """Somebody of the household or the village says that it has come."""
    with act(actor, "allocation.receive", on=allocation) as audit:
        row, found = _of(allocation, goods=False), Reading()
        name = found.words("received_by", received_by, _("签收人"), 40, needed=True)
        found.check()
        audit.note(allocation, quantity=quantity, day=day)
        return _step(
            actor, row, allocation, Account.DELIVERED, Account.RECEIVED, quantity, day, name
        )


def allocation_call_back(
    *, actor: Actor, allocation: Allocation, quantity: int, reason: str
) -> Posting:
    """It was not sent after all, or did not arrive: it is set aside again."""
    with act(actor, "allocation.call_back", on=allocation) as audit:
        row, why = _of(allocation, goods=False), _why(reason)
        audit.note(allocation, quantity=quantity, reason=why)
        return _step(
            actor, row, allocation, Account.DELIVERED, Account.ALLOCATED, quantity, today(), why
        )


def allocation_return(
    *, actor: Actor, allocation: Allocation, quantity: int, reason: str
) -> Posting:
    """What had been received is given back, and can be given to somebody else."""
    with act(actor, "allocation.return", on=allocation) as audit:
        row, why = _of(allocation), _why(reason)
        out = Place(Account.RECEIVED, allocation.pk)
        audit.note(allocation, quantity=quantity, reason=why)
        return _back(actor, row, out, quantity, why)


def _back(actor: Actor, row: Offer, out: Place, quantity: int, why: str) -> Posting:
    """To whom it can be given again; of an offer that was withdrawn, to the giver."""
    made = post(actor, row, out, OFFERED, quantity, today(), reason=why)
    if row.withdrawn is not None:
        post(actor, row, OFFERED, SOURCE, quantity, today(), reason=row.withdrawn_for)
    return made


def handed_out(actor: Actor, allocation: Allocation, quantity: int, day: date, cause: UUID) -> None:
    """A delivery took it; within the delivery's own action, which has asked the policy."""
    row = hold([allocation.offer_id])[allocation.offer_id]
    _step(actor, row, allocation, Account.ALLOCATED, Account.DELIVERED, quantity, day, cause=cause)


def signed_for(
    actor: Actor, allocation: Allocation, quantity: int, day: date, name: str, cause: UUID
) -> None:
    """The delivery was signed for; within the delivery's own action."""
    row = hold([allocation.offer_id])[allocation.offer_id]
    _step(actor, row, allocation, Account.DELIVERED, Account.RECEIVED, quantity, day, name, cause)


def taken_back(
    actor: Actor, allocation: Allocation, quantity: int, received: bool, why: str, cause: UUID
) -> None:
    """The delivery was written by mistake; within the delivery's own action."""
    row, day = hold([allocation.offer_id])[allocation.offer_id], today()
    if received:
        _step(
            actor, row, allocation, Account.RECEIVED, Account.DELIVERED, quantity, day, why, cause
        )
    _step(actor, row, allocation, Account.DELIVERED, Account.ALLOCATED, quantity, day, why, cause)


def signed_by_card(actor: Actor, allocation: Allocation, name: str) -> int:
    """The household says that it has come: all that was sent is signed for; within its own action."""
    row = hold([allocation.offer_id])[allocation.offer_id]
    waiting = lots([allocation.pk])[allocation.pk].delivered
    if waiting:
        _step(actor, row, allocation, Account.DELIVERED, Account.RECEIVED, waiting, today(), name)
    return waiting


def unsigned_by_card(actor: Actor, allocation: Allocation, quantity: int, why: str) -> None:
    """The household takes its own signature back; what was returned meanwhile stays returned."""
    row = hold([allocation.offer_id])[allocation.offer_id]
    n = min(quantity, lots([allocation.pk])[allocation.pk].received)
    if n:
        _step(actor, row, allocation, Account.RECEIVED, Account.DELIVERED, n, today(), why)


def unsigned(actor: Actor, allocation: Allocation, quantity: int, why: str, cause: UUID) -> None:
    """A signature for a delivery is taken back; within the delivery's own action."""
    row = hold([allocation.offer_id])[allocation.offer_id]
    _step(
        actor,
        row,
        allocation,
        Account.RECEIVED,
        Account.DELIVERED,
        quantity,
        today(),
        why,
        cause,
    )


def hold_all(allocations: Iterable[Allocation]) -> None:
    """Before several are written at once: their offers are held in one order, so that nobody waits in a ring."""
    hold(one.offer_id for one in allocations)


def _step(
    actor: Actor,
    row: Offer,
    lot: Allocation,
    out: str,
    into: str,
    quantity: int,
    day: date,
    reason: str = "",
    cause: UUID | None = None,
) -> Posting:
    places = Place(out, lot.pk), Place(into, lot.pk)
    return post(actor, row, *places, quantity, day, reason=reason, cause=cause)


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


def _check_seen(
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


def _check_of(
    home: Household | None, village: Area, need: Need | None, measure: Measure | None
) -> None:
    """A need or a measure of somebody else is not answered by it."""
    whose = home.pk if home else None
    if need is not None and (need.household_id != whose or need.village_id != village.pk):
        raise refuse("action.absent", "need")
    if measure is not None and measure.household_id != whose:
        raise refuse("action.absent", "measure")


def _check_fit(
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


def _held(offer: Offer) -> Offer:
    row = hold([offer.pk])[offer.pk]
    if row.withdrawn is not None:
        raise refuse("offer.withdrawn")
    return row


def _of(allocation: Allocation, *, goods: bool | None = None) -> Offer:
    row = hold([allocation.offer_id])[allocation.offer_id]
    if goods is False and row.kind == Kind.GOODS:
        raise refuse("offer.by_delivery")
    return row


def _why(reason: str) -> str:
    found = Reading()
    why = found.words("reason", reason, _("原因"), 120, needed=True, sentence=True)
    found.check()
    return why


def _words(note: str) -> str:
    found = Reading()
    words = found.words("note", note, _("备注"), 120, sentence=True)
    found.check()
    return words

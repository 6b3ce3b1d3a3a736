"""What an activity uses of the pool: taken when it is planned, paid out when it is held, given back else.

Each step is a posting of the offer's own ledger, so that nothing is used twice or out of nothing. Goods
stay set aside until deliveries hand them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import refuse
from lianxin.pool.offers.allocations import allocation_release, allocation_return, offer_allocate
from lianxin.pool.offers.handovers import hold_all
from lianxin.pool.offers.ledger import lots
from lianxin.pool.offers.models import Allocation, Kind, Offer
from lianxin.pool.offers.sendings import allocation_deliver, allocation_receive

from ..models import Activity
from .models import ActivityMeans


def means_take(*, actor: Actor, activity: Activity, allocation: Allocation) -> ActivityMeans:
    """What had been set aside for the village is used for this activity, and for no other."""
    with act(actor, "activity.means", on=activity) as audit:
        row = _planned(activity)
        if not Allocation.objects.visible_to(actor).filter(pk=allocation.pk).exists():
            raise refuse("action.absent", "allocation")
        hold_all([allocation])
        audit.note(row, allocation=str(allocation.pk))
        return _take(actor, row, allocation)


def means_allocate(
    *, actor: Actor, activity: Activity, offer: Offer, quantity: int, day: date | None = None
) -> ActivityMeans:
    """So much of an offer is set aside for the village, on the day or today, and used for this activity."""
    with act(actor, "activity.means", on=activity) as audit:
        row = _planned(activity)
        [lot] = offer_allocate(
            actor=actor,
            offer=offer,
            village=row.village,
            quantities={None: quantity},
            day=day,
            reason=_("用于活动：%(title)s") % {"title": row.title},
        )
        audit.note(row, quantity=quantity)
        return _take(actor, row, lot)


def means_drop(*, actor: Actor, means: ActivityMeans) -> None:
    """Not needed after all: what is still set aside goes back to the offer."""
    activity = means.activity
    with act(actor, "activity.means", on=activity) as audit:
        row = _planned(activity)
        _release(actor, means, _("活动不用了"))
        audit.note(row, dropped=str(means.allocation_id))
        means.delete()


def _take(actor: Actor, row: Activity, lot: Allocation) -> ActivityMeans:
    if lot.village_id != row.village_id or lot.household_id is not None:
        raise refuse("action.absent", "allocation")
    if ActivityMeans.objects.visible_to(SYSTEM).filter(allocation=lot).exists():
        raise refuse("activity.means_taken", "allocation")
    if lots([lot.pk])[lot.pk].allocated <= 0:
        raise refuse("offer.nothing_left", "allocation")
    return ActivityMeans.objects.create(activity=row, allocation=lot, author_id=actor.id)


def of_activity(row: Activity) -> list[ActivityMeans]:
    """Unscoped: within an action on the activity, or for who sees it."""
    rows = ActivityMeans.objects.visible_to(SYSTEM).filter(activity=row)
    return list(rows.select_related("allocation__offer__goods", "allocation__village"))


def use(actor: Actor, row: Activity, used: Mapping[ActivityMeans, int]) -> None:
    """Within ``activity_held``: so much of each is paid out or has come, the rest goes back."""
    for one in _held(row):
        lot, told = one.allocation, {means.pk: n for means, n in used.items()}
        there = lots([lot.pk])[lot.pk].allocated
        wanted = told.get(one.pk, there)
        if lot.offer.kind == Kind.GOODS or not there:
            continue
        if not 0 <= wanted <= there:
            raise refuse("activity.means_quantity", f"used-{one.pk}")
        if wanted:
            day = max(row.day, lot.day)
            name = row.organisers[:40] or row.village.name
            sent = {"allocation": lot, "quantity": wanted, "day": day}
            allocation_deliver(actor=actor, note=row.title[:120], **sent)  # type: ignore[arg-type]
            allocation_receive(actor=actor, received_by=name, **sent)  # type: ignore[arg-type]
        if wanted < there:
            allocation_release(actor=actor, allocation=lot, reason=_("活动没有用完"))
        if lot.offer.kind == Kind.MONEY:
            one.cost = wanted
            one.save(update_fields=["cost"])


def give_back(actor: Actor, row: Activity, why: str) -> None:
    """Within ``activity_cancel``: what had been paid out is returned, what was set aside is free again.

    Goods that were handed out stay with who has them; they are withdrawn at their deliveries.
    """
    for one in _held(row):
        lot = one.allocation
        received = lots([lot.pk])[lot.pk].received
        if received and lot.offer.kind != Kind.GOODS:
            allocation_return(actor=actor, allocation=lot, quantity=received, reason=why)
        _release(actor, one, why)
        if one.cost:
            one.cost = 0
            one.save(update_fields=["cost"])


def _held(row: Activity) -> list[ActivityMeans]:
    """Its means, with the offers that they are of held in one order."""
    rows = of_activity(row)
    hold_all(one.allocation for one in rows)
    return rows


def _release(actor: Actor, one: ActivityMeans, why: str) -> None:
    if lots([one.allocation_id])[one.allocation_id].allocated:
        allocation_release(actor=actor, allocation=one.allocation, reason=why)


def _planned(activity: Activity) -> Activity:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Activity.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village").get(pk=activity.pk)
    if row.cancelled_at is not None:
        raise refuse("activity.cancelled")
    if row.held_at is not None:
        raise refuse("activity.held_already")
    return row


__all__ = ["give_back", "means_allocate", "means_drop", "means_take", "of_activity", "use"]

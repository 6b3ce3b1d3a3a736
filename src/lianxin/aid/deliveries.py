"""Goods handed out, signed for, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Area, Officer
from lianxin.people.wording import Reading
from lianxin.plans.actions import measure_progress
from lianxin.plans.models import Measure, MeasureStep
from lianxin.pool.models import Goods
from lianxin.pool.offers.handovers import handed_out, hold_all, signed_for, taken_back, unsigned
from lianxin.pool.offers.models import Allocation
from lianxin.register.models import Household

from .models import Activity, Delivery

MOST = 1_000_000


def delivery_give(
    *,
    actor: Actor,
    village: Area,
    goods: Goods,
    quantity: int,
    officer: Officer,
    day: date,
    household: Household | None = None,
    activity: Activity | None = None,
    received_by: str = "",
    note: str = "",
    allocation: Allocation | None = None,
) -> Delivery:
    """Handed out on the day; with ``received_by`` it is signed for at once.

    ``allocation``: what it is taken from; none where it is the unit's own means.
    """
    with act(actor, "delivery.give", on=household or village) as audit:
        found = Reading()
        if not 1 <= quantity <= MOST:
            found.add("delivery.quantity", "quantity", limit=MOST)
        if day > today():
            found.add("delivery.future", "day", day=day)
        if goods.until and day >= goods.until:
            found.add("input.unknown_choice", "goods", value=goods.name)
        name = found.words("received_by", received_by, _("签收人"), 40)
        words = found.words("note", note, _("备注"), 120, sentence=True)
        found.check()
        _check_seen(actor, village, household, officer, activity)
        _check_allocated(actor, allocation, village, household, goods)
        row = Delivery.objects.create(
            village=village,
            household=household,
            activity=activity,
            allocation=allocation,
            officer=officer,
            goods=goods,
            quantity=quantity,
            day=day,
            year=day.year,
            received_by=name,
            received=day if name else None,
            note=words,
        )
        if allocation is not None:
            handed_out(actor, allocation, quantity, day, row.pk)
            if name:
                signed_for(actor, allocation, quantity, day, name, row.pk)
        audit.note(row, household=str(household or ""), goods=goods.name, quantity=quantity)
        return row


def deliveries_give(
    *,
    actor: Actor,
    village: Area,
    goods: Goods,
    quantities: Mapping[Household | None, int],
    officer: Officer,
    day: date,
    activity: Activity | None = None,
    note: str = "",
    allocations: Mapping[Household | None, Allocation] | None = None,
) -> list[Delivery]:
    """The same goods to several households at once: all of them, or none and every problem.

    ``None`` among them is the village itself. ``allocations``: what each is given from.
    """
    found, made = Reading(), []
    if not quantities:
        raise refuse("delivery.nobody", "quantities")
    from_where = allocations or {}
    with transaction.atomic():
        hold_all(from_where.values())
        for household, quantity in quantities.items():
            try:
                made.append(
                    delivery_give(
                        actor=actor,
                        village=village,
                        household=household,
                        goods=goods,
                        quantity=quantity,
                        officer=officer,
                        day=day,
                        activity=activity,
                        note=note,
                        allocation=from_where.get(household),
                    )
                )
            except Refused as error:
                found.problems += [_beside(one, household) for one in error.problems]
        found.check()
    return made


def _beside(one: Problem, household: Household | None) -> Problem:
    """A wrong quantity stands beside its household."""
    if household is None or one.field != "quantity":
        return one
    return replace(one, field=f"quantity-{household.pk}")


def _check_seen(
    actor: Actor,
    village: Area,
    household: Household | None,
    officer: Officer,
    activity: Activity | None,
) -> None:
    """All of one village, within the writer's sight; nobody records in a name they do not see."""
    if not Officer.objects.visible_to(actor).filter(pk=officer.pk).exists():
        raise refuse("action.absent", "officer")
    if household is not None and household.village_id != village.pk:
        raise refuse("action.absent", "household")
    if activity is None:
        return
    if activity.village_id != village.pk:
        raise refuse("action.absent", "activity")
    if activity.cancelled_at is not None:
        raise refuse("activity.cancelled", "activity")


def _check_allocated(
    actor: Actor,
    allocation: Allocation | None,
    village: Area,
    household: Household | None,
    goods: Goods,
) -> None:
    """It was set aside for just this household, or for the village, and is of just these goods."""
    if allocation is None:
        return
    rows = Allocation.objects.visible_to(actor).filter(village=village, household=household)
    if not rows.filter(pk=allocation.pk, offer__goods=goods).exists():
        raise refuse("action.absent", "allocation")


def deliveries_receive(
    *, actor: Actor, receivers: Mapping[Delivery, str], day: date | None = None
) -> list[Delivery]:
    """Several signed for at once, each by its own receiver: all of them, or none."""
    if not receivers:
        raise refuse("delivery.none_chosen")
    with transaction.atomic():
        hold_all(row.allocation for row in receivers if row.allocation is not None)
        return [
            delivery_receive(actor=actor, delivery=row, received_by=name, day=day)
            for row, name in receivers.items()
        ]


def delivery_receive(
    *, actor: Actor, delivery: Delivery, received_by: str, day: date | None = None
) -> Delivery:
    """Somebody of the household or the village signs for it."""
    with act(actor, "delivery.receive", on=delivery) as audit:
        row, day, name = _locked(delivery), day or today(), tidy(received_by or "")[:40]
        if row.received is not None:
            raise refuse("delivery.received_already", name=row.received_by)
        if not name:
            raise refuse("delivery.receiver_wanted", "received_by")
        if day > today():
            raise refuse("delivery.future", "day", day=day)
        if day < row.day:
            raise refuse("delivery.before_given", "day", given=row.day)
        row.received_by, row.received = name, day
        row.save(update_fields=["received_by", "received"])
        if row.allocation is not None:
            signed_for(actor, row.allocation, row.quantity, day, name, row.pk)
        audit.note(row)
        return row


def signed_by_home(actor: Actor, delivery: Delivery) -> bool:
    """The household itself says that it came: it signs where nobody has yet. Within its own action."""
    row = _locked(delivery)
    if row.received is not None:
        return row.received_by == actor.name
    row.received_by, row.received = actor.name, today()
    row.save(update_fields=["received_by", "received"])
    if row.allocation is not None:
        signed_for(actor, row.allocation, row.quantity, today(), actor.name, row.pk)
    return True


def unsigned_by_home(actor: Actor, delivery: Delivery) -> None:
    """The household takes its own signature back, and only that. Within its own action."""
    row = _locked(delivery)
    if row.received is None or row.received_by != actor.name:
        return
    row.received_by, row.received = "", None
    row.save(update_fields=["received_by", "received"])
    if row.allocation is not None:
        unsigned(actor, row.allocation, row.quantity, actor.name, row.pk)


def delivery_cancel(*, actor: Actor, delivery: Delivery, reason: str) -> Delivery:
    """Written by mistake: it no longer counts, and stays readable; ``note`` then tells why."""
    with act(actor, "delivery.cancel", on=delivery) as audit:
        row, why = _locked(delivery), tidy(reason or "")[:120]
        if not why:
            raise refuse("activity.reason_wanted", "reason")
        audit.note(row, reason=why, note=row.note)
        row.cancelled_at, row.note = timezone.now(), why
        row.save(update_fields=["cancelled_at", "note"])
        if row.allocation is not None:
            taken_back(actor, row.allocation, row.quantity, row.received is not None, why, row.pk)
        _step_back(actor, row)
        return row


def delivery_towards(
    *, actor: Actor, delivery: Delivery, measure: Measure, percent: int
) -> MeasureStep:
    """What was handed out moves a measure of the same household on; it counts for one only."""
    with act(actor, "delivery.towards", on=delivery) as audit:
        row = _locked(delivery)
        if row.household_id != measure.household_id:
            raise refuse("action.absent", "delivery")
        if row.measure_id is not None:
            raise refuse("delivery.counted_already", "delivery")
        step = measure_progress(
            actor=actor, measure=measure, percent=percent, day=row.day, given=told(row)
        )
        row.measure = measure
        row.save(update_fields=["measure"])
        audit.note(row, measure=measure.text, percent=percent)
        return step


def told(row: Delivery) -> str:
    """What was handed out, in a few words."""
    words = {"goods": row.goods.name, "n": row.quantity, "unit": row.goods.unit}
    return _("发了%(goods)s %(n)s %(unit)s") % words


def _step_back(actor: Actor, row: Delivery) -> None:
    """The measure that a withdrawn delivery had moved on stands again where it stood before."""
    measure = row.measure
    if measure is None or measure.dropped is not None:
        return
    steps = MeasureStep.objects.visible_to(SYSTEM).filter(measure=measure).order_by("-at", "-id")
    before = steps.exclude(day=row.day, note=told(row)).first()
    given = _("撤下发放：%(what)s") % {"what": told(row)}
    measure_progress(
        actor=actor, measure=measure, percent=before.percent if before else 0, given=given
    )


def _locked(delivery: Delivery) -> Delivery:
    """Unscoped: the policy has just been asked about this very row. The offer is held first, always."""
    hold_all([delivery.allocation] if delivery.allocation is not None else [])
    row = Delivery.objects.visible_to(SYSTEM).select_for_update().get(pk=delivery.pk)
    if row.cancelled_at is not None:
        raise refuse("delivery.cancelled")
    return row

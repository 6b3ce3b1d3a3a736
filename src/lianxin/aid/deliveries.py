"""Goods handed out, signed for, withdrawn; a unit may add kinds of goods."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Area, Officer
from lianxin.people.wording import Reading
from lianxin.register.models import Household

from .models import Activity, Delivery, Goods


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
) -> Delivery:
    """Handed out on the day; with ``received_by`` it is signed for at once."""
    with act(actor, "delivery.give", on=household or village) as audit:
        found = Reading()
        if quantity < 1:
            found.add("delivery.quantity", "quantity")
        if day > today():
            found.add("delivery.future", "day", day=day)
        name = found.words("received_by", received_by, _("签收人"), 40)
        words = found.words("note", note, _("备注"), 120, sentence=True)
        found.check()
        row = Delivery.objects.create(
            village=village,
            household=household,
            activity=activity,
            officer=officer,
            goods=goods,
            quantity=quantity,
            day=day,
            year=day.year,
            received_by=name,
            received=day if name else None,
            note=words,
        )
        audit.note(row, household=str(household or ""), goods=goods.name, quantity=quantity)
        return row


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
        if day > today() or day < row.day:
            raise refuse("delivery.future", "day", day=day)
        row.received_by, row.received = name, day
        row.save(update_fields=["received_by", "received"])
        audit.note(row)
        return row


def delivery_cancel(*, actor: Actor, delivery: Delivery, reason: str) -> Delivery:
    """Written by mistake: it no longer counts, and stays readable."""
    with act(actor, "delivery.cancel", on=delivery) as audit:
        row, why = _locked(delivery), tidy(reason or "")[:120]
        if not why:
            raise refuse("activity.reason_wanted", "reason")
        row.cancelled_at, row.note = timezone.now(), why
        row.save(update_fields=["cancelled_at", "note"])
        audit.note(row, reason=why)
        return row


def goods_add(*, actor: Actor, name: str, unit: str, printed: bool = False) -> Goods:
    """A kind of goods the product did not bring; ``unit`` is what it is counted in: 袋, 份, 瓶 …"""
    with act(actor, "goods.add") as audit:
        found, rows = Reading(), Goods.objects.visible_to(SYSTEM)
        name = found.words("name", name, _("名称"), 40, needed=True)
        unit = found.words("unit", unit, _("单位"), 6, needed=True)
        found.check()
        if rows.filter(name=name).exists():
            raise refuse("goods.known", "name", name=name)
        place = (rows.aggregate(n=Max("position"))["n"] or 0) + 1
        row = Goods.objects.create(name=name, unit=unit, printed=printed, position=place)
        audit.note(row, name=name)
        return row


def _locked(delivery: Delivery) -> Delivery:
    """Unscoped: the policy has just been asked about this very row."""
    row = Delivery.objects.visible_to(SYSTEM).select_for_update().get(pk=delivery.pk)
    if row.cancelled_at is not None:
        raise refuse("delivery.cancelled")
    return row

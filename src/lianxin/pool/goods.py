"""Kinds of goods: those that come with the product, and those that a unit adds."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading

from .models import Goods


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


def goods_in_use(day: date) -> Q:
    """Goods that are still handed out on the day."""
    return Q(until__isnull=True) | Q(until__gt=day)

"""Quantities of an offer and its conditions, as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.money import yuan
from lianxin.people.models import Area
from lianxin.register.queries import every_code

from .models import Kind, Offer

YUAN = "元"


def amount(offer: Offer, quantity: int) -> str:
    """37 袋; money, which is kept in fen, in yuan."""
    number = yuan(quantity) if offer.kind == Kind.MONEY else f"{quantity:,}"
    return _("%(n)s %(unit)s") % {"n": number, "unit": offer.told_measure}


def conditions_told(conditions: Mapping[str, Any]) -> list[str]:
    """Each condition as a few words; none where the offer is for everybody."""
    found = []
    for name, label in (("categories", _("户类型")), ("causes", _("致贫原因"))):
        if keys := conditions.get(name):
            known = every_code()
            names = [known[key].told for text in keys if (key := UUID(text)) in known]
            found.append(_told(label, names))
    if keys := conditions.get("groups"):
        rows = Area.objects.visible_to(SYSTEM).filter(pk__in=keys)  # public
        found.append(_told(_("村社"), [row.name for row in rows]))
    if age := conditions.get("age"):
        found.append(
            _told(_("年龄"), [_("%(low)s 到 %(high)s 岁") % {"low": age[0], "high": age[1]}])
        )
    if sex := conditions.get("sex"):
        found.append(_told(_("性别"), [_("男") if sex == "1" else _("女")]))
    if skill := conditions.get("skill"):
        found.append(_told(_("手艺"), [skill]))
    return found


def _told(label: str, values: list[str]) -> str:
    return _("%(label)s：%(values)s") % {"label": label, "values": _("、").join(values)}

"""Offers: made, told anew, made more or less, withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import check_order, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Unit
from lianxin.people.wording import Reading
from lianxin.register.models import Code

from ..models import Goods
from .ledger import OFFERED, SOURCE, balances, hold, post
from .models import Kind, Offer, OfferTerms
from .telling import YUAN
from .terms import conditions_read

MOST = 10**13


def offer_make(
    *,
    actor: Actor,
    unit: Unit,
    area: Area,
    kind: str,
    field: Code,
    title: str,
    quantity: int,
    goods: Goods | None = None,
    measure: str = "",
    giver: str = "",
    conditions: Mapping[str, Any] | None = None,
    from_day: date | None = None,
    last_day: date | None = None,
    note: str = "",
    day: date | None = None,
) -> Offer:
    """Somebody offers so much of something; ``giver`` where it is not the unit that keeps it.

    ``quantity`` in fen for money, in what the goods are counted in, else in ``measure``.
    """
    with act(actor, "offer.make", on=unit) as audit:
        day, found = day or today(), Reading()
        row = Offer(unit=unit, area=area, kind=kind, field=field, goods=goods, day=day)
        row.year = day.year
        row.giver = found.words("giver", giver or unit.name, _("谁提供的"), 80, needed=True)
        row.measure = _measure(found, kind, goods, measure)
        told = {"title": title, "conditions": conditions or {}, "note": note}
        span = {"from_day": from_day or day, "last_day": last_day}
        terms = _terms(found, {**told, **span})
        _check_quantity(found, quantity)
        _check_day(found, day)
        found.check()
        row.save(force_insert=True)
        _told(actor, row, terms, day)
        post(actor, row, SOURCE, OFFERED, quantity, day)
        audit.note(row, quantity=quantity, name=terms["title"])
        return row


def offer_change(
    *,
    actor: Actor,
    offer: Offer,
    rev: int,
    title: str,
    conditions: Mapping[str, Any],
    from_day: date,
    last_day: date | None = None,
    note: str = "",
) -> Offer:
    """From today on it is told like this; what was told before stays readable."""
    with act(actor, "offer.change", on=offer.unit) as audit:
        row, found = _held(offer, rev), Reading()
        told = {"title": title, "conditions": conditions, "note": note}
        terms = _terms(found, {**told, "from_day": from_day, "last_day": last_day})
        found.check()
        _told(actor, row, terms, today())
        _moved_on(row)
        audit.note(row, name=terms["title"])
        return row


def offer_more(*, actor: Actor, offer: Offer, quantity: int, reason: str) -> Offer:
    """There is more of it, or with a negative quantity less; never less than was given away."""
    with act(actor, "offer.more", on=offer.unit) as audit:
        row, found = _held(offer), Reading()
        why = _why(found, reason)
        _check_quantity(found, abs(quantity))
        found.check()
        out, into = (SOURCE, OFFERED) if quantity > 0 else (OFFERED, SOURCE)
        post(actor, row, out, into, abs(quantity), today(), reason=why)
        _moved_on(row)
        audit.note(row, quantity=quantity, reason=why)
        return row


def offer_withdraw(*, actor: Actor, offer: Offer, reason: str) -> Offer:
    """What nobody has been given is taken back; what was set aside stays promised."""
    with act(actor, "offer.withdraw", on=offer.unit) as audit:
        row, found = _held(offer), Reading()
        why = _why(found, reason)
        found.check()
        left = balances([row.pk])[row.pk].offered
        if left:
            post(actor, row, OFFERED, SOURCE, left, today(), reason=why)
        row.withdrawn, row.withdrawn_for = today(), why
        _moved_on(row)
        audit.note(row, quantity=left, reason=why)
        return row


def _measure(found: Reading, kind: str, goods: Goods | None, measure: str) -> str:
    if (goods is not None) != (kind == Kind.GOODS):
        found.add("input.required", "goods", label=_("物资"))
    if kind == Kind.MONEY:
        return YUAN
    if goods is not None:
        return goods.unit
    return found.words("measure", measure, _("单位"), 6, needed=True)


def _terms(found: Reading, told: Mapping[str, Any]) -> dict[str, Any]:
    with found.catching():
        check_order(told["from_day"], told["last_day"], "last_day")
    return {
        "title": found.words("title", told["title"], _("提供什么"), 80, needed=True, sentence=True),
        "conditions": conditions_read(found, told["conditions"]),
        "from_day": told["from_day"],
        "last_day": told["last_day"],
        "note": found.words("note", told["note"], _("说明"), 200, sentence=True),
    }


def _told(actor: Actor, row: Offer, terms: Mapping[str, Any], day: date) -> None:
    before = OfferTerms.objects.visible_to(SYSTEM).filter(offer=row)
    number = (before.aggregate(n=Max("number"))["n"] or 0) + 1
    OfferTerms.objects.create(
        offer=row, number=number, day=day, author_id=actor.id, at=timezone.now(), **terms
    )


def _check_quantity(found: Reading, quantity: int) -> None:
    if not 0 < quantity <= MOST:
        found.add("offer.quantity", "quantity")


def _check_day(found: Reading, day: date) -> None:
    if day > today():
        found.add("offer.future", "day", day=day)


def _why(found: Reading, reason: str) -> str:
    return found.words("reason", reason, _("原因"), 120, needed=True, sentence=True)


def _held(offer: Offer, rev: int | None = None) -> Offer:
    row = hold([offer.pk])[offer.pk]
    if row.withdrawn is not None:
        raise refuse("offer.withdrawn")
    if rev is not None and row.rev != rev:
        raise refuse("action.changed_meanwhile")
    return row


def _moved_on(row: Offer) -> None:
    row.rev += 1
    row.save(update_fields=["rev", "withdrawn", "withdrawn_for"])

"""Matching 匹配: what could answer an open need, with reasons; and why nothing does. People decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force
from lianxin.people.models import Area
from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import Wanted, needs

from .ledger import Balance, balances, holding
from .models import Allocation, NeedField, Offer, OfferTerms
from .telling import amount
from .terms import terms_of, unfit


class Why(Enum):
    """Why a need has been given nothing."""

    NO_OFFER = "no_offer"
    NOT_NOW = "not_now"
    UNFIT = "unfit"
    USED_UP = "used_up"
    GIVEN_BEFORE = "given_before"
    NOT_LOOKED_AT = "not_looked_at"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Why.NO_OFFER: gettext_lazy("没有人提供这方面的"),
    Why.NOT_NOW: gettext_lazy("有提供的，不在时间内"),
    Why.UNFIT: gettext_lazy("有提供的，这户不符合条件"),
    Why.USED_UP: gettext_lazy("有提供的，已经分完"),
    Why.GIVEN_BEFORE: gettext_lazy("同一项供给已经给过这户"),
    Why.NOT_LOOKED_AT: gettext_lazy("有合适的，还没有定"),
}
NEAREST = tuple(Why)
"""Of several offers the one that came nearest tells the reason: the latest in this order."""


@dataclass(frozen=True)
class Supply:
    """An offer beside its terms and what is left of it."""

    offer: Offer
    terms: OfferTerms
    held: Balance

    @property
    def left(self) -> str:
        return amount(self.offer, self.held.offered)


@dataclass
class Match:
    """An open need without anything allocated; ``fits``: offers with the reasons that speak for them."""

    need: Need
    day: date
    fits: list[tuple[Supply, list[str]]] = field(default_factory=list)
    why: Why = Why.NO_OFFER

    @property
    def age(self) -> int:
        """Days since it was raised."""
        return (self.day - self.need.opened).days

    @property
    def late(self) -> bool:
        return self.need.due < self.day


def offers_for(actor: Actor, village: Area, day: date) -> GuardedQuerySet[Offer]:
    """Offers meant for the village, or for a place around it, that were made by the day."""
    around = {village.path[:n] for n in range(2, len(village.path) + 1)}
    rows = Offer.objects.visible_to(actor).filter(area__path__in=around, day__lte=day)
    return rows.select_related("field", "goods", "area", "unit")


def supplies(actor: Actor, *, village: Area, day: date) -> list[Supply]:
    """Offers meant for the village that are not withdrawn, the newest first."""
    still = Q(withdrawn=None) | Q(withdrawn__gt=day)
    listed = list(offers_for(actor, village, day).filter(still))
    keys = [row.pk for row in listed]
    terms, held = terms_of(keys, day), balances(keys, day)
    return [Supply(row, terms[row.pk], held[row.pk]) for row in listed if row.pk in terms]


def unmet(actor: Actor, *, village: Area, day: date) -> list[Match]:
    """Open needs to which nothing was allocated, the oldest first, each with what fits or why nothing does."""
    rows = needs(actor, Wanted(village=village), state="open", day=day)
    rows = rows.exclude(pk__in=answered(day))
    listed = list(
        rows.select_related("kind", "household__group", "officer").order_by("opened", "id")
    )
    if not listed:
        return []
    offered, fields = supplies(actor, village=village, day=day), _fields(day)
    homes = {need.household for need in listed if need.household is not None}
    wrong = {
        one.offer.pk: unfit(actor, one.terms, homes, day) for one in offered if one.terms.conditions
    }
    given = _given((one.offer.pk for one in offered), day)
    found = [Match(need, day) for need in listed]
    for match in found:
        _look(match, offered, fields[match.need.kind_id], wrong, given)
    return found


def answered(day: date) -> Any:
    """Keys of the needs for which something is set aside, as of the day. Unscoped: of needs in sight."""
    rows = Allocation.objects.visible_to(SYSTEM).filter(need__isnull=False)
    return holding(rows, day).order_by().values("need")


def _fields(day: date) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for row in NeedField.objects.visible_to(SYSTEM).filter(in_force(day)):  # public
        found[row.need_id].add(row.field_id)
    return found


def _given(offers: Iterable[UUID], day: date) -> set[tuple[UUID, UUID | None]]:
    """Which offer was given to which household. Unscoped: it only spares giving twice."""
    rows = Allocation.objects.visible_to(SYSTEM).filter(offer__in=list(offers))
    return set(holding(rows, day).order_by().values_list("offer_id", "household_id"))


def _look(
    match: Match,
    offered: list[Supply],
    fields: set[UUID],
    wrong: dict[UUID, dict[UUID, list[str]]],
    given: set[tuple[UUID, UUID | None]],
) -> None:
    for one in offered:
        if one.offer.field_id not in fields:
            continue
        why = _verdict(match, one, wrong, given)
        if NEAREST.index(why) > NEAREST.index(match.why):
            match.why = why
        if why is Why.NOT_LOOKED_AT:
            match.fits.append((one, _reasons(match, one)))


def _verdict(
    match: Match,
    one: Supply,
    wrong: dict[UUID, dict[UUID, list[str]]],
    given: set[tuple[UUID, UUID | None]],
) -> Why:
    home, terms = match.need.household_id, one.terms
    if match.day < terms.from_day or (terms.last_day and match.day > terms.last_day):
        return Why.NOT_NOW
    if home is not None and wrong.get(one.offer.pk, {}).get(home):
        return Why.UNFIT
    if one.held.offered <= 0:
        return Why.USED_UP
    if (one.offer.pk, home) in given:
        return Why.GIVEN_BEFORE
    return Why.NOT_LOOKED_AT


def _reasons(match: Match, one: Supply) -> list[str]:
    found = [
        _("“%(need)s”可以用“%(field)s”来办")
        % {"need": match.need.kind.told, "field": one.offer.field.told}
    ]
    if one.terms.conditions:
        found.append(_("这户符合条件"))
    else:
        found.append(_("不限条件"))
    found.append(_("还有 %(n)s") % {"n": one.left})
    if one.terms.last_day:
        found.append(_("到 %(day)s 为止") % {"day": one.terms.last_day})
    return found


def measures_without_means(actor: Actor, *, village: Area, day: date) -> list[Measure]:
    """Measures under way for which no money or goods are named and nothing was allocated."""
    rows = Measure.objects.visible_to(actor).filter(household__village=village, from_day__lte=day)
    rows = rows.filter(done=None, dropped=None, means="", field__isnull=False, cost__gt=0)
    taken = Allocation.objects.visible_to(SYSTEM).filter(answers__isnull=False)
    rows = rows.exclude(pk__in=holding(taken, day).order_by().values("answers"))
    return list(rows.select_related("household", "field").order_by("due", "id"))

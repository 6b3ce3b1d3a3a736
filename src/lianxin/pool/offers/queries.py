"""Offers with their terms and balances, and where each piece went, within one's scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.people.models import Area
from lianxin.register.models import Household

from .ledger import Balance, balances, lots
from .matching import Supply, offers_for
from .models import Allocation, Offer, OfferTerms, Posting
from .telling import amount, conditions_told
from .terms import terms_of

STATES = ("left", "used", "withdrawn")


@dataclass(frozen=True)
class Lot:
    """An allocation beside what of it stands where."""

    row: Allocation
    held: Balance
    terms: OfferTerms

    @property
    def told(self) -> dict[str, str]:
        names = ("given", "allocated", "delivered", "received")
        return {name: amount(self.row.offer, getattr(self.held, name)) for name in names}

    @property
    def sent(self) -> str:
        """What has left the giver's hands, signed for or not."""
        return amount(self.row.offer, self.held.out)


@dataclass(frozen=True)
class Shown(Supply):
    """An offer as a page shows it."""

    @property
    def told(self) -> dict[str, str]:
        names = ("whole", "offered", "given", "allocated", "out", "received")
        return {name: amount(self.offer, getattr(self.held, name)) for name in names}

    @property
    def share(self) -> int:
        """Hundredths of it that were set aside for somebody."""
        return self.held.given * 100 // self.held.whole if self.held.whole else 0

    @property
    def for_whom(self) -> list[str]:
        return conditions_told(self.terms.conditions)

    @property
    def state(self) -> str:
        if self.offer.withdrawn is not None:
            return "withdrawn"
        return "left" if self.held.offered else "used"


def in_sight(actor: Actor, village: Area | None, day: date) -> GuardedQuerySet[Offer]:
    """Those meant for the village; where there is none, all that one may see."""
    if village is not None:
        return offers_for(actor, village, day)
    rows = Offer.objects.visible_to(actor).filter(day__lte=day)
    return rows.select_related("field", "goods", "area", "unit")


def shown(rows: Iterable[Offer], day: date) -> list[Shown]:
    listed = list(rows)
    keys = [row.pk for row in listed]
    terms, held = terms_of(keys, day), balances(keys, day)
    return [Shown(row, terms[row.pk], held[row.pk]) for row in listed if row.pk in terms]


def offer(actor: Actor, pk: UUID, day: date) -> Shown:
    rows = Offer.objects.visible_to(actor).select_related("field", "goods", "area", "unit")
    return shown([rows.get_visible(pk=pk)], day)[0]


def allocations(actor: Actor, offer: Offer, day: date) -> list[Lot]:
    """Those of the offer that the actor may see, the newest first."""
    rows = Allocation.objects.visible_to(actor).filter(offer=offer, day__lte=day)
    return lots_of(rows, day)


def allocation(actor: Actor, pk: UUID, day: date) -> Lot:
    rows = Allocation.objects.visible_to(actor)
    row = rows.select_related("offer__goods", "household", "village").get_visible(pk=pk)
    return lots_of(rows.filter(pk=row.pk), day)[0]


def lots_of(rows: GuardedQuerySet[Allocation], day: date) -> list[Lot]:
    listed = list(rows.select_related("offer__goods", "household", "village", "need__kind"))
    held = lots([row.pk for row in listed], day)
    terms = terms_of({row.offer_id for row in listed}, day)
    return [Lot(row, held[row.pk], terms[row.offer_id]) for row in listed]


def lots_of_household(actor: Actor, household: Household, day: date) -> list[Lot]:
    """What was set aside for it by the day and not taken back, the newest first."""
    rows = Allocation.objects.visible_to(actor).filter(household=household, day__lte=day)
    return [one for one in lots_of(rows, day) if one.held.given]


def goods_waiting(actor: Actor, village: Area, day: date) -> list[Lot]:
    """Goods that were set aside in the village and are not handed out yet, the oldest last."""
    rows = Allocation.objects.visible_to(actor).filter(
        village=village, offer__kind="goods", day__lte=day
    )
    return [one for one in lots_of(rows, day) if one.held.allocated]


def moves(actor: Actor, offer: Offer, day: date) -> list[Posting]:
    rows = Posting.objects.visible_to(actor).filter(offer=offer, day__lte=day)
    return list(rows.select_related("offer__goods", "author").order_by("-number"))

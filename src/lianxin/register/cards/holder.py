"""Whoever holds a card: nobody by name. What the second question opens, and how often it may be tried."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q

from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.guard import Reach
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import blind
from lianxin.kernel.tally import counted, counts, returned
from lianxin.kernel.text import tidy

from ..models import Household, Membership
from .models import Card
from .queries import TRIES, tries_key

FROM_ONE = 40
"""Wrong answers from one address in a day, until it is taken for somebody who guesses."""
AFTERWARDS = 2
"""Wrong answers that such an address has left for each card: a whole village may stand behind it, and its
households answer rightly at once or nearly so; whoever guesses has to hold ever more cards."""
NAME = "户里（扫卡）"
DOES = frozenset(["need.open", "visit.confirm", "receipt.say", "village_comment.send"])
SEES: dict[str, Q] = {
    "Act": Q(entry__withdrawn_at=None),
    "Confirmation": Q(),
    "Delivery": Q(cancelled_at=None),
    "Allocation": Q(),
    "Loan": Q(),
    "ReceiptWord": Q(),
    "VillageComment": Q(),
    "Need": Q(source="card"),
    "NeedStep": Q(need__source="card"),
}
PUBLISHED = ("public", "approved")
OF_THE_VILLAGE: dict[str, Q] = {
    "VillagePlan": Q(state__in=PUBLISHED),
    "PlanItem": Q(plan__state__in=PUBLISHED),
    "ItemStep": Q(),
}
"""What hangs for everybody of the household's village."""


def reach_of(model: type[Model]) -> Reach:
    return model.reach  # type: ignore[attr-defined, no-any-return]


@dataclass(frozen=True)
class Holder:
    """The actor behind the second question: this household's own, and nothing else."""

    card: Card
    id: UUID | None = None
    name: str = NAME
    door: str = "card"
    address: str = ""

    def sees(self, model: type[Model]) -> Q | None:
        """Visits on record, whether or not they count by now, what was handed out, what was said and asked
        through a card, and the plan of the village that everybody may read."""
        if model.__name__ in OF_THE_VILLAGE:
            village = {reach_of(model).village: self.card.household.village_id}
            return Q(**village) & OF_THE_VILLAGE[model.__name__]
        if model.__name__ not in SEES:
            return None
        return Q(**{reach_of(model).household: self.card.household_id}) & SEES[model.__name__]

    def allows(self, action: str, on: Any = None) -> bool:
        mine = isinstance(on, Household) and on.pk == self.card.household_id
        return mine and action in DOES


@dataclass(frozen=True)
class Stranger(Holder):
    """Who has not answered yet: sees nothing and may do nothing."""

    def sees(self, model: type[Model]) -> Q | None:
        return None

    def allows(self, action: str, on: Any = None) -> bool:
        return False


def card_open(*, card: Card, said: str, address: str) -> Holder:
    """The second question: the card's printed number, or the last four digits of the household's phone.

    Each try is counted before it is looked at, for the card and for the address; right ones are
    given back. A wrong one is kept in the audit, without what was typed.
    """
    mine, theirs = tries_key(card), f"card-from-{blind(address, 'card.address').hex()}"
    if not counted(mine, TRIES):
        raise refuse("card.locked_today", "said")
    if not counted(theirs, FROM_ONE):
        theirs = f"{theirs}-{card.pk}"
        if not counted(theirs, AFTERWARDS):
            returned(mine)
            raise refuse("card.locked_today", "said")
    if not _right(card, said):
        with transaction.atomic():
            audit.write(Stranger(card, address=address), "card.open", card, {}, done=False)
        raise refuse("card.wrong_answer", "said", left=_left(card, mine, theirs))
    returned(mine)
    returned(theirs)
    return Holder(card)


def _left(card: Card, mine: str, theirs: str) -> int:
    """How often this card may be tried from this address yet."""
    tried = counts([mine, theirs])
    theirs_left = AFTERWARDS - tried.get(theirs, 0) if theirs.endswith(str(card.pk)) else TRIES
    return max(0, min(TRIES - tried.get(mine, 0), theirs_left))


def _right(card: Card, said: str) -> bool:
    digits = "".join(one for one in tidy(said) if one in "0123456789")
    phone = _phone(card.household)
    tail = phone[-4:] if len(phone) >= 7 else card.number
    typed, known = digits.encode(), (card.number.encode(), tail.encode())
    return any(hmac.compare_digest(typed, one) for one in known)


def _phone(household: Household) -> str:
    """The household's, else its head's, as the ledger shows it. Unscoped: it is compared, never told."""
    heads = Membership.objects.visible_to(SYSTEM).filter(in_force(), is_head=True)
    head = heads.filter(household=household).values_list("person__phone", flat=True).first()
    return household.phone or head or ""

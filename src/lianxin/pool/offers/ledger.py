"""The double entry: the only place that writes postings, and the sums that they come to.

An offer's postings are written one after the other, since whoever writes holds the offer's row. As of
no day may an account hold less than nothing; only the source stands below it, by what was offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, F, Max, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.among import among
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse

from .models import Account, Allocation, Offer, Posting
from .telling import amount


class Place(NamedTuple):
    """An account, and whose it is where it belongs to an allocation."""

    account: str
    lot: UUID | None = None


SOURCE, OFFERED = Place(Account.SOURCE), Place(Account.OFFERED)


@dataclass(frozen=True)
class Balance:
    """How much of an offer, or of one allocation of it, stands where."""

    offered: int = 0
    allocated: int = 0
    delivered: int = 0
    received: int = 0

    @property
    def whole(self) -> int:
        return self.offered + self.allocated + self.delivered + self.received

    @property
    def given(self) -> int:
        """What was set aside, whatever has become of it."""
        return self.allocated + self.delivered + self.received

    @property
    def out(self) -> int:
        """What has left the giver's hands: sent, or signed for."""
        return self.delivered + self.received


def hold(offers: Iterable[UUID]) -> dict[UUID, Offer]:
    """Locks the offers' rows, always in one order. Unscoped: the caller has asked the policy."""
    rows = Offer.objects.visible_to(SYSTEM).select_for_update().filter(pk__in=set(offers))
    return {row.pk: row for row in rows.order_by("pk")}


def post(
    actor: Actor,
    offer: Offer,
    out: Place,
    into: Place,
    quantity: int,
    day: date,
    *,
    reason: str = "",
    cause: UUID | None = None,
) -> Posting:
    """Moves a quantity of an offer that the caller holds; refuses what is not there.

    Raises ``offer.quantity``, ``offer.future`` and ``offer.not_there``.
    """
    if quantity <= 0:
        raise refuse("offer.quantity", "quantity")
    if day > today():
        raise refuse("offer.future", "day", day=day)
    if out != SOURCE and (there := free(offer, out, day)) < quantity:
        told = {"there": amount(offer, there), "wanted": amount(offer, quantity)}
        raise refuse("offer.not_there", "quantity", place=Account(out.account).label, **told)
    return Posting.objects.create(
        offer=offer,
        number=_next(offer),
        out_of=out.account,
        out_lot_id=out.lot,
        into=into.account,
        into_lot_id=into.lot,
        quantity=quantity,
        day=day,
        year=day.year,
        reason=reason,
        cause=cause,
        author_id=actor.id,
        at=timezone.now(),
    )


def _next(offer: Offer) -> int:
    rows = Posting.objects.visible_to(SYSTEM).filter(offer=offer)
    return (rows.aggregate(n=Max("number"))["n"] or 0) + 1


def free(offer: Offer, place: Place, day: date) -> int:
    """What may leave an account on the day, so that it is never short on that day or a later one."""
    rows = Posting.objects.visible_to(SYSTEM).filter(offer=offer).order_by()
    steps: dict[date, int] = defaultdict(int)
    for sign, out in ((1, False), (-1, True)):
        side, lot = ("out_of", "out_lot") if out else ("into", "into_lot")
        mine = rows.filter(**{side: place.account, lot: place.lot})
        for when, n in mine.values_list("day").annotate(n=Sum("quantity")):
            steps[when] += sign * n
    held = sum(n for when, n in steps.items() if when <= day)
    least = held
    for when in sorted(when for when in steps if when > day):
        held += steps[when]
        least = min(least, held)
    return least


def balances(offers: Collection[UUID], day: date | None = None) -> dict[UUID, Balance]:
    """By offer, as of the day. Unscoped: sums without names of offers that the caller may see."""
    rows = Posting.objects.visible_to(SYSTEM).filter(
        offer__in=among(offers), day__lte=day or today()
    )
    return _summed(rows, "offer_id", "offer_id", offers)


def lots(allocations: Collection[UUID], day: date | None = None) -> dict[UUID, Balance]:
    """By allocation, as of the day. Unscoped: sums of allocations that the caller may see."""
    rows = Posting.objects.visible_to(SYSTEM).filter(day__lte=day or today())
    return _summed(rows, "into_lot", "out_lot", allocations)


def _summed(
    rows: GuardedQuerySet[Posting], into: str, out: str, keys: Collection[UUID]
) -> dict[UUID, Balance]:
    found: dict[UUID, dict[str, int]] = {key: defaultdict(int) for key in keys}
    for sign, whose, side in ((1, into, "into"), (-1, out, "out_of")):
        mine = rows.filter(**{f"{whose}__in": among(keys)}).order_by()
        for key, account, n in mine.values_list(whose, side).annotate(n=Sum("quantity")):
            found[key][account] += sign * n
    return {key: _balance(sums) for key, sums in found.items()}


def _balance(sums: dict[str, int]) -> Balance:
    names = (Account.OFFERED, Account.ALLOCATED, Account.DELIVERED, Account.RECEIVED)
    return Balance(*(sums[name] for name in names))


def holding(rows: QuerySet[Allocation], day: date) -> QuerySet[Allocation]:
    """Those of which something is still set aside, sent or received as of the day: more came in than went out."""

    def moved(lot: str) -> Any:
        mine = Posting.objects.visible_to(SYSTEM).filter(**{lot: OuterRef("pk")}, day__lte=day)
        summed = mine.order_by().values(lot).annotate(n=Sum("quantity")).values("n")
        return Coalesce(Subquery(summed), Value(0), output_field=BigIntegerField())

    return (
        rows.filter(day__lte=day)
        .alias(came=moved("into_lot"), went=moved("out_lot"))
        .filter(came__gt=F("went"))
    )

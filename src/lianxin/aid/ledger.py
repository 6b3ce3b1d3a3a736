"""Deliveries held against the ledger of offers: what was handed out and signed for stands there too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.pool.offers.models import Account, Posting

from .models import Delivery


def astray() -> Iterator[Delivery]:
    """Deliveries from an allocation whose postings do not come to what the delivery says."""
    held: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Posting.objects.visible_to(SYSTEM).filter(cause__isnull=False).order_by()
    for cause, out, into, n in rows.values_list("cause", "out_of", "into", "quantity").iterator():
        if cause is not None:
            held[cause][out] -= n
            held[cause][into] += n
    given = Delivery.objects.visible_to(SYSTEM).filter(allocation__isnull=False)
    for row in given.iterator():
        if _differs(row, held[row.pk]):
            yield row


def _differs(row: Delivery, stands: dict[str, int]) -> bool:
    counts = row.quantity if row.cancelled_at is None else 0
    signed = counts if row.received is not None else 0
    wanted = {
        Account.ALLOCATED: -counts,
        Account.DELIVERED: counts - signed,
        Account.RECEIVED: signed,
    }
    return any(stands[name] != n for name, n in wanted.items())

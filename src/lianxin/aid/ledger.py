"""Deliveries and the means of activities held against the ledger of offers: what was handed out, signed for
and paid stands there too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.pool.offers.ledger import lots
from lianxin.pool.offers.models import Account, Kind, Posting

from .models import Delivery
from .planning.models import ActivityMeans


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


def astray_means() -> Iterator[ActivityMeans]:
    """Money of activities of which the postings say something else than the activity does."""
    rows = ActivityMeans.objects.visible_to(SYSTEM).filter(allocation__offer__kind=Kind.MONEY)
    found = {one.allocation_id: one for one in rows.select_related("activity")}
    for key, held in lots(list(found)).items():
        if found[key].activity.held and held.received != found[key].cost:
            yield found[key]


def _differs(row: Delivery, stands: dict[str, int]) -> bool:
    counts = row.quantity if row.cancelled_at is None else 0
    signed = counts if row.received is not None else 0
    wanted = {
        Account.ALLOCATED: -counts,
        Account.DELIVERED: counts - signed,
        Account.RECEIVED: signed,
    }
    return any(stands[name] != n for name, n in wanted.items())

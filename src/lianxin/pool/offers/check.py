"""The ledger counted a second time, posting by posting in Python: independent of the database's sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM

from .models import MOVES, OFFER_ACCOUNTS, Account, Posting


def wrong() -> Iterator[tuple[Posting, str]]:
    """The first posting of each offer at which the ledger does not hold, and what does not hold."""
    rows = Posting.objects.visible_to(SYSTEM).select_related("offer", "out_lot", "into_lot")
    for _key, postings in groupby(rows.order_by("offer_id", "number").iterator(), _of_offer):
        yield from _first(list(postings))


def _of_offer(row: Posting) -> object:
    return row.offer_id


def _first(rows: list[Posting]) -> Iterator[tuple[Posting, str]]:
    for place, row in enumerate(rows, 1):
        if said := _not_in_order(row, place):
            yield row, said
            return
    held: dict[tuple[str, object], int] = defaultdict(int)
    by_day = sorted(rows, key=lambda row: (row.day, row.number))
    for _day, within in groupby(by_day, lambda row: row.day):
        last = _moved(held, within)
        if any(n < 0 for (account, _lot), n in held.items() if account != Account.SOURCE):
            yield last, _("有的账上成了负数")
            return


def _not_in_order(row: Posting, place: int) -> str:
    if row.number != place:
        return _("中间少了一笔")
    if row.quantity <= 0 or (row.out_of, row.into) not in MOVES:
        return _("这一笔走不通")
    for account, lot in ((row.out_of, row.out_lot), (row.into, row.into_lot)):
        if (lot is None) != (account in OFFER_ACCOUNTS):
            return _("不知道是谁的")
        if lot is not None and lot.offer_id != row.offer_id:
            return _("记到了别的供给上")
    return ""


def _moved(held: dict[tuple[str, object], int], rows: Iterator[Posting]) -> Posting:
    for row in rows:
        held[row.out_of, row.out_lot_id] -= row.quantity
        held[row.into, row.into_lot_id] += row.quantity
    return row

"""What stands beside an offer, an allocation or a loan, read as of a day for many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from lianxin.kernel.actor import Actor
from lianxin.pool.loans.models import Loan, Repayment
from lianxin.pool.offers.ledger import Balance, balances, lots
from lianxin.pool.offers.models import Allocation, Offer, OfferTerms
from lianxin.pool.offers.terms import terms_of

if TYPE_CHECKING:
    from .lines import Line


def _of_offers(actor: Actor, batch: list[Line]) -> None:
    keys = [line.it.pk for line in batch]
    held, terms = balances(keys, batch[0].day), terms_of(keys, batch[0].day)
    _tell(batch, lambda line: (held[line.it.pk], terms.get(line.it.pk)))


def _of_allocations(actor: Actor, batch: list[Line]) -> None:
    held = lots([line.it.pk for line in batch], batch[0].day)
    terms = terms_of({line.it.offer_id for line in batch}, batch[0].day)
    _tell(batch, lambda line: (held[line.it.pk], terms.get(line.it.offer_id)))


def _tell(batch: list[Line], told: Any) -> None:
    for line in batch:
        line.told[Balance], line.told[OfferTerms] = told(line)


def _of_loans(actor: Actor, batch: list[Line]) -> None:
    last, keys = batch[0].day, [line.it.pk for line in batch]
    rows = Repayment.objects.visible_to(actor).filter(loan__in=keys, day__lte=last)
    paid = dict(rows.order_by().values_list("loan_id").annotate(n=Sum("amount")))
    for line in batch:
        line.received = paid.get(line.it.pk, 0)
        owed = line.it.amount > line.received
        line.told[Repayment] = max(0, (last - line.it.due).days) if owed else 0


FILLING = {Offer: _of_offers, Allocation: _of_allocations, Loan: _of_loans}

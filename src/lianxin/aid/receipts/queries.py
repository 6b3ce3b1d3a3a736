"""What was handed out to a household and what it says of it; and for the office, what it says did not come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.among import among
from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.pool.loans.models import Loan
from lianxin.pool.offers.ledger import Balance, lots
from lianxin.pool.offers.models import Account, Allocation, Kind, Posting
from lianxin.pool.offers.telling import amount
from lianxin.pool.offers.terms import terms_of
from lianxin.register.models import Household

from ..models import Delivery
from .models import ReceiptWord

DAYS = 180
MOST = 12
Answer = ReceiptWord.Answer
KINDS = ("delivery", "allocation", "loan")


@dataclass(frozen=True)
class Handed:
    """One thing that went to a household: what, how much of it, when and from whom; and its latest word."""

    kind: str
    row: Any
    day: date
    what: str
    told: str
    giver: str
    quantity: int
    said: ReceiptWord | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.row.pk}"

    @property
    def asked_again(self) -> bool:
        """More was sent since the household spoke."""
        return self.said is not None and self.said.quantity != self.quantity

    @property
    def answer(self) -> str:
        """The word that counts for all of it; nothing where it is still to be asked."""
        return self.said.answer if self.said and not self.asked_again else ""


def handed_to(actor: Actor, household: Household) -> list[Handed]:
    """What went to the household in the last half-year; what it has not spoken of yet comes first."""
    since = today() - timedelta(days=DAYS)
    said = latest(actor, ReceiptWord.objects.visible_to(actor).filter(household=household))
    found = [
        *_deliveries(actor, household, since, said),
        *_lots(actor, household, since, said),
        *_loans(actor, household, since, said),
    ]
    found.sort(key=lambda one: (one.day, one.key), reverse=True)
    found.sort(key=lambda one: bool(one.answer))
    return found[:MOST]


Words = dict[tuple[str, UUID], ReceiptWord]


def latest(actor: Actor, rows: Iterable[ReceiptWord]) -> Words:
    """By kind and thing the word that counts."""
    found: Words = {}
    for row in sorted(rows, key=lambda one: (one.at, one.pk)):
        for kind in KINDS:
            if (key := getattr(row, f"{kind}_id")) is not None:
                found[kind, key] = row
    return found


def words_on(actor: Actor, kind: str, keys: Collection[UUID]) -> dict[UUID, ReceiptWord]:
    """The word that counts on each of several deliveries, allocations or loans, within one's sight."""
    rows = ReceiptWord.objects.visible_to(actor).filter(**{f"{kind}__in": among(keys)})
    return {key: row for (_kind, key), row in latest(actor, rows).items()}


def _deliveries(actor: Actor, home: Household, since: date, said: Words) -> Iterable[Handed]:
    rows = Delivery.objects.visible_to(actor).filter(household=home, cancelled_at=None)
    rows = rows.filter(day__gt=since, day__lte=today())
    for row in rows.select_related("goods", "officer__unit", "allocation__offer"):
        told = _("%(n)s %(unit)s") % {"n": row.quantity, "unit": row.goods.told_unit}
        # unscoped look-ups through the row: who gave it is for the household to know
        giver = row.allocation.offer.giver if row.allocation else row.officer.unit.name
        giver = _("%(giver)s，%(name)s经手") % {"giver": giver, "name": row.officer.name}
        word = said.get(("delivery", row.pk))
        yield Handed("delivery", row, row.day, row.goods.told, told, giver, row.quantity, word)


def _lots(actor: Actor, home: Household, since: date, said: Words) -> Iterable[Handed]:
    """Money and services that were sent; a loan is asked about by itself."""
    rows = Allocation.objects.visible_to(actor).filter(household=home, loans=None)
    listed = list(rows.exclude(offer__kind=Kind.GOODS).select_related("offer"))
    held, sent = lots([row.pk for row in listed]), _sent(row.pk for row in listed)
    terms = terms_of({row.offer_id for row in listed})
    for row in listed:
        out = held[row.pk].out
        if out and row.pk in sent and sent[row.pk] > since:
            told, word = amount(row.offer, out), said.get(("allocation", row.pk))
            what, giver = terms[row.offer_id].title, row.offer.giver
            yield Handed("allocation", row, sent[row.pk], what, told, giver, out, word)


def _sent(keys: Iterable[UUID]) -> dict[UUID, date]:
    """By allocation the last day on which some of it was sent. Unscoped: of those that one sees."""
    rows = Posting.objects.visible_to(SYSTEM).filter(
        into=Account.DELIVERED, out_of=Account.ALLOCATED, into_lot__in=among(list(keys))
    )
    found = rows.order_by().values_list("into_lot").annotate(day=Max("day"))
    return {key: day for key, day in found if key is not None}


def _loans(actor: Actor, home: Household, since: date, said: Words) -> Iterable[Handed]:
    rows = Loan.objects.visible_to(actor).filter(household=home, day__gt=since, day__lte=today())
    for row in rows:
        told = _("%(n)s %(unit)s") % {"n": yuan(row.amount), "unit": _("元")}
        what = _("贷款（%(purpose)s）") % {"purpose": row.purpose}
        yield Handed(
            "loan", row, row.day, what, told, row.bank, row.amount, said.get(("loan", row.pk))
        )


@dataclass(frozen=True)
class Amiss:
    """A thing of which the household says that it did not come, or not as much: for the office to look at."""

    word: ReceiptWord
    what: str
    told: str
    day: date
    giver: str


def amiss_in(actor: Actor, village: Area) -> list[Amiss]:
    """The latest first. What was withdrawn, called back, or has come by now is none any more."""
    rows = ReceiptWord.objects.visible_to(actor).filter(household__village=village)
    near = rows.select_related(
        "household__group",
        "delivery__goods",
        "delivery__officer__unit",
        "allocation__offer",
        "loan",
    )
    words = [one for one in latest(actor, near).values() if one.answer != Answer.GOT]
    keys = [one.allocation_id for one in words if one.allocation_id]
    held = lots(keys)
    terms = terms_of({one.allocation.offer_id for one in words if one.allocation})
    found = [told for one in words if (told := _amiss(one, held, terms)) is not None]
    return sorted(found, key=lambda one: (one.word.at, one.word.pk), reverse=True)


def _amiss(one: ReceiptWord, held: dict[UUID, Balance], terms: Any) -> Amiss | None:
    if one.delivery is not None:
        it = one.delivery
        if it.cancelled_at is not None:
            return None
        told = _("%(n)s %(unit)s") % {"n": it.quantity, "unit": it.goods.told_unit}
        return Amiss(one, it.goods.told, told, it.day, it.officer.name)
    if one.allocation is not None:
        lot = one.allocation
        if not held[lot.pk].out:
            return None
        told = amount(lot.offer, one.quantity)
        return Amiss(one, terms[lot.offer_id].title, told, lot.day, lot.offer.giver)
    if one.loan is None:
        return None
    told = _("%(n)s %(unit)s") % {"n": yuan(one.quantity), "unit": _("元")}
    return Amiss(one, one.loan.purpose, told, one.loan.day, one.loan.bank)


def counted(words: Iterable[ReceiptWord]) -> dict[str, int]:
    """How often each answer counts."""
    found: dict[str, int] = defaultdict(int)
    for one in words:
        found[one.answer] += 1
    return dict(found)

"""Whatever a unit does with an offer, nothing is delivered twice and nothing comes out of nothing."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from lianxin.aid.deliveries import delivery_cancel, delivery_give, delivery_receive
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.appended import AppendOnly
from lianxin.kernel.problem import Refused
from lianxin.people.policy import AccountActor
from lianxin.pool.offers.actions import offer_more, offer_withdraw
from lianxin.pool.offers.allocations import (
    allocation_release,
    allocation_return,
    allocation_split,
    offer_allocate,
)
from lianxin.pool.offers.check import wrong
from lianxin.pool.offers.ledger import balances, lots
from lianxin.pool.offers.models import Allocation, Offer, Posting
from lianxin.pool.offers.sendings import (
    allocation_call_back,
    allocation_deliver,
    allocation_receive,
)
from tests.cast import SINCE, Cast

from .giving import goods, money, offered

NUMBERS = st.integers(-1, 7)
DAYS = st.integers(0, 5).map(lambda n: SINCE + timedelta(days=n))
HOMES = st.integers(0, 2)


class Book(RuleBasedStateMachine):
    """Two offers, one of goods through deliveries and one of money; beside them plain counts by hand."""

    cast: Cast
    lots_of_money = Bundle("lots_of_money")
    lots_of_goods = Bundle("lots_of_goods")
    handed = Bundle("handed")

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        cast = type(self).cast
        self.actor = cast.actor(cast.office)
        self.bags, self.fen = offered(cast, 6), money(cast, 6)
        self.homes = [*type(self).homes, None]
        self.source = {self.bags.pk: 6, self.fen.pk: 6}
        self.signed = {self.bags.pk: 0, self.fen.pk: 0}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def tried(self, do, **told):
        """What is refused changes nothing."""
        before = Posting.objects.visible_to(SYSTEM).count()
        try:
            return do(actor=self.actor, **told)
        except Refused:
            assert Posting.objects.visible_to(SYSTEM).count() == before
            return None

    def allocated(self, offer, homes, n, day):
        made = self.tried(
            offer_allocate,
            offer=offer,
            village=self.cast.village,
            quantities={self.homes[home]: n for home in homes},
            day=day,
        )
        return multiple(*(made or ()))

    @rule(target=lots_of_goods, homes=st.sets(HOMES, max_size=3), n=NUMBERS, day=DAYS)
    def allocate_bags(self, homes, n, day):
        return self.allocated(self.bags, homes, n, day)

    @rule(target=lots_of_money, homes=st.sets(HOMES, max_size=3), n=NUMBERS, day=DAYS)
    def allocate_money(self, homes, n, day):
        return self.allocated(self.fen, homes, n, day)

    @rule(target=lots_of_money, lot=lots_of_money, home=st.integers(0, 1), n=NUMBERS)
    def split(self, lot, home, n):
        made = self.tried(allocation_split, allocation=lot, quantities={self.homes[home]: n})
        return multiple(*(made or ()))

    @rule(which=st.booleans(), n=st.integers(-4, 4))
    def more_or_less(self, which, n):
        offer = self.bags if which else self.fen
        if self.tried(offer_more, offer=offer, quantity=n, reason="核对"):
            self.source[offer.pk] += n

    @rule(lot=lots_of_money | lots_of_goods, n=st.none() | NUMBERS)
    def release(self, lot, n):
        self.to_the_giver(
            self.tried(allocation_release, allocation=lot, quantity=n, reason="不要了")
        )

    @rule(lot=lots_of_money, n=NUMBERS, day=DAYS)
    def send(self, lot, n, day):
        self.tried(allocation_deliver, allocation=lot, quantity=n, day=day)

    @rule(lot=lots_of_money | lots_of_goods, n=NUMBERS, day=DAYS)
    def sign(self, lot, n, day):
        told = {"quantity": n, "day": day, "received_by": "户主"}
        if self.tried(allocation_receive, allocation=lot, **told):
            self.signed[lot.offer_id] += n

    @rule(lot=lots_of_money, n=NUMBERS)
    def call_back(self, lot, n):
        self.tried(allocation_call_back, allocation=lot, quantity=n, reason="没送到")

    @rule(lot=lots_of_money | lots_of_goods, n=NUMBERS)
    def give_back(self, lot, n):
        made = self.tried(allocation_return, allocation=lot, quantity=n, reason="用不上")
        self.signed[lot.offer_id] -= n if made else 0
        self.to_the_giver(made)

    def to_the_giver(self, made):
        """What comes back of an offer that was withdrawn is the giver's again."""
        if made and Offer.objects.visible_to(SYSTEM).get(pk=made.offer_id).withdrawn:
            self.source[made.offer_id] -= made.quantity

    @rule(target=handed, lot=lots_of_goods, n=NUMBERS, day=DAYS, signed=st.booleans())
    def hand_out(self, lot, n, day, signed):
        told = {"goods": goods(), "quantity": n, "officer": self.cast.tian, "day": day}
        told |= {"village": self.cast.village, "household": lot.household, "allocation": lot}
        made = self.tried(delivery_give, received_by="户主" if signed else "", **told)
        if made and signed:
            self.signed[lot.offer_id] += n
        return multiple(*([made] if made else []))

    @rule(delivery=handed)
    def sign_delivery(self, delivery):
        if self.tried(delivery_receive, delivery=delivery, received_by="户主"):
            self.signed[self.bags.pk] += delivery.quantity

    @rule(delivery=handed)
    def cancel_delivery(self, delivery):
        if made := self.tried(delivery_cancel, delivery=delivery, reason="写错了"):
            self.signed[self.bags.pk] -= made.quantity if made.received else 0

    @rule(which=st.sampled_from([True, False, False, False]))
    def withdraw(self, which):
        if which and self.tried(offer_withdraw, offer=self.fen, reason="计划变了"):
            self.source[self.fen.pk] = balances([self.fen.pk])[self.fen.pk].whole

    @invariant()
    def every_piece_stands_somewhere_once(self):
        for key, held in balances(list(self.source)).items():
            assert held.whole == self.source[key] >= 0
            assert held.received == self.signed[key] >= 0
            assert min(held.offered, held.allocated, held.delivered) >= 0

    @invariant()
    def the_allocations_add_up_to_the_offer(self):
        for key, held in balances(list(self.source)).items():
            rows = Allocation.objects.visible_to(SYSTEM).filter(offer=key)
            parts = lots([row.pk for row in rows]).values()
            assert sum(one.given for one in parts) == held.given
            assert all(min(one.allocated, one.delivered, one.received) >= 0 for one in parts)

    @invariant()
    def as_of_no_day_is_anything_short_and_the_check_agrees(self):
        for n in range(7):
            for held in balances(list(self.source), SINCE + timedelta(days=n)).values():
                assert min(held.offered, held.allocated, held.delivered, held.received) >= 0
        assert list(wrong()) == []


def test_after_any_sequence_of_acts_the_sums_balance(cast):
    Book.cast = cast
    assert cast.office
    assert cast.tian  # made before the examples, which are each taken back
    Book.homes = [cast.household(f"康{n}", number=f"1-00{n}") for n in range(2)]
    run_state_machine_as_test(
        Book,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_posting_is_never_changed_and_never_taken_away(cast, engine):
    offer = offered(cast)
    rows = Posting.objects.visible_to(SYSTEM).filter(offer=offer)
    if engine == "sqlite3":  # the tests' own tables may be emptied; the guard is put back here
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER lianxin_posting_kept_UPDATE")
        AppendOnly("lianxin_posting").database_forwards("lianxin", Within(), None, None)
    for harm in (lambda: rows.update(quantity=99), lambda: rows.delete()):
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            harm()
    assert balances([offer.pk])[offer.pk].offered == 10


class Within:
    """What the operation needs of a schema editor, within the transaction of the test."""

    connection = connection


@pytest.mark.django_db(transaction=True)
def test_of_many_who_allocate_the_last_bag_at_once_exactly_one_succeeds():
    from lianxin.site.instance import load_tables

    load_tables()
    cast = Cast()
    offer, homes = offered(cast, 1), [cast.household(f"康{n}", number=f"1-0{n}") for n in range(4)]
    told = at_once(
        [
            lambda home=home: offer_allocate(
                actor=AccountActor.of(cast.office),
                offer=Offer.objects.visible_to(SYSTEM).get(pk=offer.pk),
                village=cast.village,
                quantities={home: 1},
            )
            for home in homes
        ]
    )
    assert sorted(told) == ["done", *["offer.not_there"] * 3]
    held = balances([offer.pk])[offer.pk]
    assert (held.offered, held.allocated) == (0, 1)
    assert list(wrong()) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_out_one_bag_at_once_exactly_one_succeeds():
    from lianxin.site.instance import load_tables

    load_tables()
    cast = Cast()
    home, offer, office = cast.household(), offered(cast, 3), AccountActor.of(cast.office)
    lot = offer_allocate(actor=office, offer=offer, village=cast.village, quantities={home: 1})[0]
    told = {"village": cast.village, "household": home, "goods": goods(), "quantity": 1}
    told |= {"officer": cast.tian, "day": date.today(), "allocation": lot}
    give = [lambda: delivery_give(actor=office, **told)] * 2
    free = [lambda: allocation_release(actor=office, allocation=lot, reason="不要了")]
    said = at_once([*give, *free])
    assert said.count("done") == 1
    held = balances([offer.pk])[offer.pk]
    assert (held.whole, held.allocated) == (3, 0)
    assert list(wrong()) == []


def at_once(acts) -> list[str]:
    """What came of each: "done", or the code of its problem; all begin in one moment."""
    start, told = threading.Barrier(len(acts)), []

    def run(do):
        try:
            start.wait()
            do()
            told.append("done")
        except Refused as refused:
            told.append(refused.problems[0].code)
        finally:
            connection.close()

    rivals = [threading.Thread(target=run, args=(do,)) for do in acts]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    return told

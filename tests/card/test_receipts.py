"""The household says through its card what has come of what was handed out to it, and who hears of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.deliveries import delivery_cancel, delivery_give, delivery_receive
from lianxin.aid.ledger import astray
from lianxin.aid.models import Delivery
from lianxin.aid.receipts.models import ReceiptWord
from lianxin.aid.receipts.queries import amiss_in, words_on
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.pool.loans.actions import loan_take
from lianxin.pool.offers.allocations import offer_allocate
from lianxin.pool.offers.check import wrong
from lianxin.pool.offers.ledger import lots
from lianxin.pool.offers.sendings import allocation_deliver
from lianxin.records.confirmations.models import Confirmation
from lianxin.register.models import Household
from lianxin.review.actions import doubt_decide
from lianxin.review.finding import doubts_find
from lianxin.review.models import Doubt, State
from lianxin.review.queries import lines as doubt_lines
from lianxin.review.queries import whole
from tests.pool.giving import goods, money, offered
from tests.readers import as_, body

from .holding import Holding

pytestmark = pytest.mark.django_db


@pytest.fixture
def holding(cast):
    made = Holding(cast)
    made.enter()
    return made


def allocated(holding, quantity=2, offer=None):
    cast = holding.cast
    [lot] = offer_allocate(
        actor=cast.actor(cast.office),
        offer=offer or offered(cast),
        village=cast.village,
        quantities={holding.home: quantity},
        reason="缺肥",
    )
    return lot


def given_to(holding, lot=None, quantity=2, **other):
    cast = holding.cast
    return delivery_give(
        actor=cast.actor(cast.officer),
        village=cast.village,
        household=holding.home,
        goods=goods(),
        quantity=quantity,
        officer=cast.tian,
        day=today(),
        allocation=lot,
        **other,
    )


def say(holding, row, answer, words="", kind="delivery"):
    return holding.send("receipt", thing=f"{kind}-{row.pk}", answer=answer, words=words)


def fresh(row):
    return Delivery.objects.visible_to(SYSTEM).get(pk=row.pk)


def stands(lot):
    held = lots([lot.pk])[lot.pk]
    return held.allocated, held.delivered, held.received


def words():
    return list(ReceiptWord.objects.visible_to(SYSTEM).order_by("at", "id"))


# what the household is shown


def test_the_household_is_shown_its_own_and_nothing_of_its_neighbours(holding, cast):
    neighbour = Holding(cast, "漆玉珍", "1-002")
    mine, theirs = given_to(holding), given_to(neighbour, quantity=7)
    page = holding.body()
    assert "发给您家的，收到了吗？" in page
    assert f"delivery-{mine.pk}" in page
    assert "化肥　2 袋" in page
    assert "田立新经手" in page
    assert f"delivery-{theirs.pk}" not in page
    assert "7 袋" not in page
    assert say(holding, theirs, "not").status_code == 409
    assert words() == []


def test_a_stranger_is_shown_nothing_and_says_nothing(holding):
    row = given_to(holding)
    stranger = Client()
    assert "化肥" not in stranger.get(holding.path).content.decode()
    sent = {"do": "receipt", "thing": f"delivery-{row.pk}", "answer": "got"}
    assert stranger.post(holding.path, sent).status_code == 403
    assert words() == []


def test_what_was_withdrawn_vanishes_from_the_card(holding, cast):
    row = given_to(holding)
    delivery_cancel(actor=cast.actor(cast.officer), delivery=row, reason="写错户了")
    assert "化肥" not in holding.body()
    assert say(holding, row, "got").status_code == 409


def test_money_services_and_loans_are_asked_about_too(holding, cast):
    office = cast.actor(cast.office)
    lot = allocated(holding, 50_000, money(cast))
    allocation_deliver(actor=office, allocation=lot, quantity=50_000, day=today())
    loan = loan_take(
        actor=office,
        household=holding.home,
        bank="信用社",
        purpose="养牛",
        amount=5_000_000,
        day=today(),
        due=today() + timedelta(days=365),
    )
    page = holding.body()
    assert "500 元" in page
    assert "50,000 元" in page
    assert say(holding, lot, "got", kind="allocation").status_code == 302
    assert stands(lot) == (0, 0, 50_000)
    assert say(holding, loan, "differs", "到手四万八", kind="loan").status_code == 302
    assert [one.answer for one in words()] == ["got", "differs"]


def test_when_more_is_sent_the_household_is_asked_again(holding, cast):
    office, lot = cast.actor(cast.office), allocated(holding, 90_000, money(cast))
    allocation_deliver(actor=office, allocation=lot, quantity=30_000, day=today())
    say(holding, lot, "got", kind="allocation")
    assert "记下了：收到了" in holding.body()
    allocation_deliver(actor=office, allocation=lot, quantity=20_000, day=today())
    assert "您说过以后又送了，再说一声。" in holding.body()
    say(holding, lot, "not", kind="allocation")
    assert stands(lot) == (40_000, 50_000, 0)
    assert [(one.quantity, one.signed) for one in words()] == [(30_000, 30_000), (50_000, 0)]


# what a word does


def test_that_it_came_signs_for_it_as_far_as_the_door(holding):
    lot = allocated(holding)
    row = given_to(holding, lot)
    assert stands(lot) == (0, 2, 0)
    assert say(holding, row, "got").status_code == 302
    signed = fresh(row)
    assert (signed.received, signed.received_by) == (today(), "户里（扫卡）")
    assert stands(lot) == (0, 0, 2)
    assert "记下了：收到了" in holding.body()
    row = AuditRow.objects.visible_to(SYSTEM).get(action="receipt.say")
    assert (row.door, row.actor_id, row.address) == ("card", None, "")


def test_said_otherwise_afterwards_its_own_signature_goes_and_every_word_stays(holding):
    lot = allocated(holding)
    row = given_to(holding, lot)
    say(holding, row, "got")
    say(holding, row, "not")
    assert (fresh(row).received, stands(lot)) == (None, (0, 2, 0))
    assert [one.answer for one in words()] == ["got", "not"]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptWord.objects.visible_to(SYSTEM).update(answer="got")


def test_somebody_elses_signature_is_not_touched(holding, cast):
    lot = allocated(holding)
    row = given_to(holding, lot)
    delivery_receive(actor=cast.actor(cast.officer), delivery=row, received_by="康润生")
    for answer in ("got", "not"):
        say(holding, row, answer)
        assert (fresh(row).received_by, stands(lot)) == ("康润生", (0, 0, 2))


def test_a_wrong_amount_wants_a_word(holding):
    row = given_to(holding)
    answer = say(holding, row, "differs")
    assert answer.status_code == 422
    assert "实际收到多少" in answer.content.decode()
    assert say(holding, row, "differs", "只有一袋").status_code == 302
    assert [one.words for one in words()] == ["只有一袋"]


def test_sent_twice_by_a_slow_phone_it_is_one_word(holding):
    row = given_to(holding)
    for _ in range(3):
        say(holding, row, "not")
    assert len(words()) == 1


def test_nobody_floods_the_book_through_a_card(holding):
    row = given_to(holding)
    told = [say(holding, row, ("not", "got")[n % 2]).status_code for n in range(31)]
    assert told == [302] * 30 + [429]


# who hears of it


def test_the_office_reads_what_did_not_come_and_nobody_else_does(holding, cast):
    row = given_to(holding)
    say(holding, row, "not")
    page = body(as_(cast.office), reverse("card-said") + "?show=goods")
    assert "没收到" in page
    assert "康润生" in page
    assert "户里说没收到" in body(as_(cast.office), reverse("deliveries"))
    assert "户里说没收到" not in body(as_(cast.officer), reverse("deliveries"))
    assert [one.word.delivery for one in amiss_in(cast.actor(cast.office), cast.village)] == [row]
    assert words_on(cast.actor(cast.officer), "delivery", [row.pk]) == {}
    delivery_cancel(actor=cast.actor(cast.officer), delivery=row, reason="写错户了")
    assert amiss_in(cast.actor(cast.office), cast.village) == []


def test_a_denied_delivery_is_a_doubt_with_its_innocent_reading_and_what_speaks_for_it(
    holding, cast
):
    row = given_to(holding)
    delivery_receive(actor=cast.actor(cast.officer), delivery=row, received_by="康润生")
    say(holding, row, "not")
    office = cast.actor(cast.office)
    assert doubts_find(actor=office, unit=cast.unit).new == 1
    doubt = Doubt.objects.visible_to(SYSTEM).select_related("delivery", "officer").get()
    assert (doubt.delivery_id, doubt.officer, doubt.day) == (row.pk, cast.tian, today())
    [line] = doubt_lines(office, [doubt])
    [point] = line.points
    assert point.title == "户里说没收到"
    assert "发了化肥 2 袋" in point.fact
    assert "别的家人领走的" in point.innocent
    assert any("康润生签收了" in one for one in whole(office, doubt).speaks)
    page = body(as_(cast.office), reverse("doubt", args=[doubt.pk]))
    assert "一笔发放" in page
    assert "康润生" in page
    assert doubt_decide(actor=office, doubt=doubt, what="accept").state == State.ACCEPTED
    assert doubts_find(actor=office, unit=cast.unit).again == 0


def test_the_doubt_is_gone_when_it_has_come_or_was_withdrawn(holding, cast):
    row, other, office = given_to(holding), given_to(holding), cast.actor(cast.office)
    say(holding, row, "not")
    say(holding, other, "differs", "少一袋")
    assert doubts_find(actor=office, unit=cast.unit).new == 2
    say(holding, row, "got")
    delivery_cancel(actor=cast.actor(cast.officer), delivery=other, reason="写错了")
    assert doubts_find(actor=office, unit=cast.unit).gone == 2


# visits that a review has left out


def test_a_household_still_speaks_of_a_visit_that_a_review_left_out(holding, cast):
    entry = holding.visited()
    [key] = holding.visit_keys()
    holding.send("visit", visit=key, answer="not")
    office = cast.actor(cast.office)
    doubts_find(actor=office, unit=cast.unit)
    doubt = Doubt.objects.visible_to(SYSTEM).get(entry=entry)
    doubt_decide(actor=office, doubt=doubt, what="exclude", words="户里说没来")
    assert holding.visit_keys() == [key]
    assert holding.send("visit", visit=key, answer="came").status_code == 302
    assert [one.answer for one in Confirmation.objects.visible_to(SYSTEM)] == ["came"]


# whatever is said, the book balances


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["got", "not", "differs", "sign", "cancel"]), max_size=7))
def test_whatever_is_said_in_whatever_order_the_ledger_agrees_with_the_deliveries(cast, deeds):
    place = Household.objects.visible_to(SYSTEM).count()
    holding = Holding(cast, number=f"9-{place:03}")
    holding.enter()
    lot = allocated(holding)
    row = given_to(holding, lot)
    for deed in deeds:
        now = fresh(row)
        if deed == "sign" and now.received is None and now.cancelled_at is None:
            delivery_receive(actor=cast.actor(cast.officer), delivery=now, received_by="他儿子")
        elif deed == "cancel" and now.cancelled_at is None:
            delivery_cancel(actor=cast.actor(cast.officer), delivery=now, reason="错了")
        elif deed in {"got", "not", "differs"}:
            say(holding, row, deed, "少一袋" if deed == "differs" else "")
    assert list(astray()) == []
    assert list(wrong()) == []


def test_the_page_holds_no_key_of_anything_else(holding, cast):
    given_to(holding)
    found = re.findall(r'name="thing" value="([^"]+)"', holding.body())
    assert len(found) == 1

"""Contact cards: who gets one, what ends one, and that its code is nowhere in clear."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.kernel.tally import counts
from lianxin.people.models import Unit
from lianxin.register import actions as register
from lianxin.register.cards import actions, queries
from lianxin.register.cards import holder as holding
from lianxin.register.cards.holder import Holder, card_open
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import card_of, said_by
from lianxin.register.cards.tokens import fresh_token, token_of
from lianxin.register.models import Household, Pairing, Person
from tests.access import remains
from tests.cast import Cast
from tests.seen import without_ids

DAY = today()


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


@pytest.fixture
def card(office, home):
    return actions.card_issue(actor=office, household=home)


def refused(call, **given) -> str:
    with pytest.raises(Refused) as error:
        call(**given)
    return error.value.problems[0].code


def now(card: Card) -> Card:
    return Card.objects.visible_to(SYSTEM).get(pk=card.pk)


def test_the_office_issues_a_card_for_every_household_that_has_an_officer(cast, office, home):
    other = cast.household("漆玉珍", number="1-002", officer=cast.liu)
    alone = cast.household("裴双喜", number="1-003")
    made = actions.cards_issue(actor=office, households=[home, other, alone])
    assert {(one.household_id, one.officer.name) for one in made} == {
        (home.pk, "田立新"),
        (other.pk, "刘志强"),
    }
    lines = queries.card_lines(office, cast.village)
    assert [(line.head, line.officer, line.state) for line in lines] == [
        ("康润生", "田立新", "issued"),
        ("漆玉珍", "刘志强", "issued"),
        ("裴双喜", "", "none"),
    ]
    assert refused(actions.cards_issue, actor=office, households=[home, alone]) == (
        "card.nobody_waits"
    )


def test_a_household_has_one_card_at_a_time_and_none_without_an_officer(cast, office, home, card):
    assert refused(actions.card_issue, actor=office, household=home) == "card.has_one"
    alone = cast.household("裴双喜", number="1-003")
    assert refused(actions.card_issue, actor=office, household=alone) == "card.no_officer"


def test_a_card_is_noted_as_handed_out_once_and_the_note_can_be_taken_back(office, card, cast):
    actions.cards_hand_out(actor=office, cards=[card], day=DAY)
    assert (now(card).handed_out, now(card).handed_by) == (DAY, cast.tian)
    assert refused(actions.cards_hand_out, actor=office, cards=[card], day=DAY) == (
        "card.handed_out"
    )
    actions.card_hand_back(actor=office, card=card)
    assert (now(card).handed_out, now(card).handed_by) == (None, None)
    before = DAY - timedelta(days=1)
    assert refused(actions.cards_hand_out, actor=office, cards=[card], day=before) == (
        "card.wrong_day"
    )


def test_a_card_that_is_withdrawn_opens_nothing(office, card):
    token = token_of(card)
    assert card_of(token) == card
    actions.card_withdraw(actor=office, card=card, reason="丢了")
    assert card_of(token) is None
    assert refused(actions.card_withdraw, actor=office, card=card, reason="丢了") == (
        "card.withdrawn"
    )


def test_a_renewed_card_has_another_code_and_number_and_the_old_one_ends(office, card):
    token = token_of(card)
    new = actions.card_renew(actor=office, card=card, reason="泡水了")
    assert card_of(token) is None
    assert card_of(token_of(new)) == new
    assert (new.number, new.token_hash) != (card.number, card.token_hash)


def test_printing_again_gives_the_same_code_and_is_kept_in_the_audit(office, card):
    first, again = (actions.cards_printed(actor=office, cards=[card])[0] for _ in range(2))
    assert first.token == again.token
    assert card_of(first.token) == card
    assert AuditRow.objects.visible_to(SYSTEM).filter(action="card.print").count() == 2


@pytest.mark.parametrize("who", ["officer", "leader", "committee", "outsider", "other_office"])
def test_only_the_office_prints_issues_and_withdraws(cast, home, card, who):
    actor = cast.actor(getattr(cast, who))
    assert refused(actions.cards_printed, actor=actor, cards=[card]).startswith("action.")
    assert refused(actions.card_withdraw, actor=actor, card=card, reason="试") == (
        "action.not_allowed"
    )
    assert refused(actions.card_issue, actor=actor, household=home) == "action.not_allowed"
    assert refused(actions.cards_hand_out, actor=actor, cards=[card], day=DAY) == (
        "action.not_allowed"
    )


def test_a_card_ends_with_its_pairing_in_the_same_step(cast, office, home, card):
    token = token_of(card)
    register.pairing_hand_over(
        actor=office, officer_from=None, moves={home: cast.liu}, day=DAY, reason="调走了"
    )
    assert card_of(token) is None
    assert (now(card).withdrawn, now(card).withdrawn_for) == (DAY, "调走了")
    new = actions.card_issue(actor=office, household=home)
    assert new.officer == cast.liu


def test_a_card_lasts_until_the_day_on_which_its_pairing_is_to_end(cast, office, home, card):
    token, later = token_of(card), DAY + timedelta(days=9)
    register.pairing_hand_over(
        actor=office, officer_from=None, moves={home: cast.liu}, day=later, reason="调走了"
    )
    assert card_of(token) == card
    assert now(card).withdrawn == later
    assert refused(actions.card_issue, actor=office, household=home) == "card.has_one"


def test_a_hand_over_taken_back_brings_the_card_back(cast, office, home, card):
    made = register.pairing_hand_over(
        actor=office, officer_from=None, moves={home: cast.liu}, day=DAY, reason="调走了"
    )
    register.pairing_take_back(actor=office, pairings=made)
    assert card_of(token_of(card)) == card
    assert now(card).withdrawn is None


def test_a_hand_over_that_is_refused_leaves_the_card_as_it_was(cast, office, home, card):
    with pytest.raises(Refused):
        register.pairing_hand_over(
            actor=office, officer_from=None, moves={home: cast.stranger}, day=DAY, reason="调走了"
        )
    assert card_of(token_of(card)) == card


def test_a_card_ends_when_its_household_ceases(office, home, card):
    token = token_of(card)
    register.household_close(actor=office, household=home, day=DAY, ending="moved")
    assert card_of(token) is None
    assert now(card).withdrawn == DAY


def test_a_card_whose_pairing_is_over_opens_nothing_even_if_nobody_withdrew_it(home, card):
    Pairing.objects.visible_to(SYSTEM).filter(household=home).update(until=DAY)
    assert now(card).withdrawn is None
    assert card_of(token_of(card)) is None


def test_the_number_or_the_last_four_digits_of_the_phone_open_the_second_step(card):
    home = card.household
    for said in (card.number, f" {card.number[:4]} {card.number[4:]}", "１２３４", "1234"):
        holder = card_open(card=card, said=said, address="10.0.0.1")
        assert holder.allows("need.open", home)
        assert not holder.allows("household.change", home)
    assert home.phone.endswith("1234")


def test_five_wrong_answers_shut_the_second_step_for_the_day_and_the_office_sees_it(
    cast, office, card
):
    codes = [
        refused(card_open, card=card, said=said, address=f"10.0.0.{place}")
        for place, said in enumerate(("0000", "", "12", "99999999", "4321", card.number))
    ]
    assert codes == ["card.wrong_answer"] * 5 + ["card.locked_today"]
    assert [line.locked for line in queries.card_lines(office, cast.village)] == [True]
    wrong = AuditRow.objects.visible_to(SYSTEM).filter(action="card.open", done=False)
    assert wrong.count() == 5
    assert "4321" not in without_ids(str(list(wrong.values())))


def test_two_wrong_answers_at_the_same_moment_are_both_counted(card, monkeypatch):
    """While the first one is looked at, a second one comes and is answered."""
    meanwhile = [True]
    true = holding._right

    def slowly(asked, said):
        if meanwhile and meanwhile.pop():
            assert refused(card_open, card=card, said="0001", address="10.0.0.2") == (
                "card.wrong_answer"
            )
        return true(asked, said)

    monkeypatch.setattr(holding, "_right", slowly)
    assert refused(card_open, card=card, said="0000", address="10.0.0.1") == "card.wrong_answer"
    assert counts([queries.tries_key(card)]) == {queries.tries_key(card): 2}


@pytest.mark.django_db(transaction=True)
def test_of_eight_wrong_answers_at_once_five_are_looked_at(transactional_db):
    from lianxin.site.instance import load_tables

    load_tables()
    cast = Cast()
    home = cast.household("康润生", officer=cast.tian)
    card = actions.card_issue(actor=cast.actor(cast.office), household=home)
    start, told = threading.Barrier(8), []

    def guess(number: int) -> None:
        start.wait()
        try:
            card_open(card=card, said=f"000{number}", address=f"10.0.0.{number}")
        except Refused as error:
            told.append(error.problems[0].code)
        finally:
            connection.close()

    rivals = [threading.Thread(target=guess, args=(number,)) for number in range(8)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert sorted(told) == ["card.locked_today"] * 3 + ["card.wrong_answer"] * 5


def test_right_answers_are_no_tries(card):
    for _ in range(8):
        card_open(card=card, said=card.number, address="10.0.0.1")
    left = [refused(card_open, card=card, said="0000", address="10.0.0.1") for _ in range(6)]
    assert left == ["card.wrong_answer"] * 5 + ["card.locked_today"]


def test_one_address_that_tries_card_after_card_keeps_two_tries_of_each(cast, office):
    cards = []
    for place in range(9):
        home = cast.household(f"户主{place}", number=f"2-{place:03}", officer=cast.tian)
        cards.append(actions.card_issue(actor=office, household=home))
    codes = [
        refused(card_open, card=card, said="0000", address="10.9.9.9")
        for card in cards
        for _ in range(5)
    ]
    assert codes == ["card.wrong_answer"] * 42 + ["card.locked_today"] * 3
    assert card_open(card=cards[8], said=cards[8].number, address="10.9.9.8")


def test_a_household_without_a_phone_is_asked_for_the_number_alone(card):
    Household.objects.visible_to(SYSTEM).update(phone="")
    card.household.refresh_from_db()
    for said in ("", "1234", "0000"):
        assert refused(card_open, card=card, said=said, address="10.0.0.1") == "card.wrong_answer"
    assert card_open(card=card, said=card.number, address="10.0.0.1")


def test_a_phone_that_is_none_opens_nothing_and_breaks_nothing(card):
    Household.objects.visible_to(SYSTEM).update(phone="电话问村上的王会计")
    card.household.refresh_from_db()
    assert refused(card_open, card=card, said="1234", address="10.0.0.1") == "card.wrong_answer"


def test_where_the_household_left_no_phone_its_heads_is_asked_for(card):
    Household.objects.visible_to(SYSTEM).update(phone="")
    card.household.refresh_from_db()
    Person.objects.visible_to(SYSTEM).filter(name="康润生").update(phone="19900007788")
    assert card_open(card=card, said="7788", address="10.0.0.1")


def test_a_holder_sees_the_own_household_alone(cast, office, card):
    other = cast.household("漆玉珍", number="1-002", officer=cast.tian)
    holder = Holder(card)
    assert not Household.objects.visible_to(holder).exists()
    assert not holder.allows("need.open", other)


def test_the_words_of_the_nearest_unit_stand_on_the_card(cast, office):
    section = Unit.objects.create(name="执法科", path="0001.0001.", parent=cast.unit)
    assert said_by(section).rules[0] == "不收礼，不收土特产"
    assert said_by(section).unit == "市自然资源执法支队 执法科"
    actions.card_words_set(
        actor=office, unit=cast.unit, duties="常来看", rules="不吃请\n\n不收礼", complaint="12380"
    )
    said = said_by(section)
    assert (said.duties, said.rules, said.complaint) == (["常来看"], ["不吃请", "不收礼"], "12380")
    assert said_by(cast.other_unit).rules[0] == "不收礼，不收土特产"


def test_words_that_do_not_fit_on_a_card_are_refused(cast, office):
    given = {"actor": office, "unit": cast.unit, "duties": "常来看", "rules": "不吃请"}
    wrong = {"duties": "", "rules": "一\n" * 9, "complaint": "打给我"}
    with pytest.raises(Refused) as error:
        actions.card_words_set(**given | wrong)
    codes = {problem.code for problem in error.value.problems}
    assert codes == {"input.required", "card.too_many_lines", "input.wrong_phone"}
    foreign = given | {"unit": cast.other_unit, "complaint": ""}
    assert refused(actions.card_words_set, **foreign) == "action.not_allowed"


def test_where_no_line_is_named_the_offices_phone_is(cast):
    Unit.objects.visible_to(SYSTEM).filter(pk=cast.unit.pk).update(phone="0938-0000000")
    assert said_by(cast.unit).complaint == "0938-0000000"


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["print", "renew", "hand", "wrong", "right"]), max_size=6))
def test_whatever_is_done_with_a_card_its_code_stands_nowhere_in_clear(cast, deeds):
    office = cast.actor(cast.office)
    place = Household.objects.visible_to(SYSTEM).count()
    home = cast.household("康润生", number=f"7-{place:03}", officer=cast.tian)
    card = actions.card_issue(actor=office, household=home)
    tokens, told = [token_of(card)], []
    with remains.log_lines() as said:
        for deed in deeds:
            if deed == "renew":
                card = actions.card_renew(actor=office, card=card, reason="丢了")
                tokens.append(token_of(card))
            elif deed == "print":
                told += [one.token for one in actions.cards_printed(actor=office, cards=[card])]
            elif deed == "hand" and now(card).handed_out is None:
                actions.cards_hand_out(actor=office, cards=[card], day=DAY)
            elif deed in {"wrong", "right"}:
                try:
                    card_open(card=card, said=card.number if deed == "right" else "", address="::1")
                except Refused as error:
                    logging.getLogger("lianxin").info("refused %s at /c/%s", error, tokens[-1])
        kept = b"\n".join(cells for _, cells in remains.tables())
        for token in tokens:
            assert token.encode() not in kept
            assert token not in said.getvalue()
    assert set(told) <= set(tokens)


def test_the_search_of_the_test_above_finds_a_code_that_somebody_left(card):
    token = fresh_token()
    Card.objects.visible_to(SYSTEM).filter(pk=card.pk).update(withdrawn_for=token)
    assert any(token.encode() in cells for _, cells in remains.tables())

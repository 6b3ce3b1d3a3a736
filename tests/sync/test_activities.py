"""An activity on the phone: who came is said there without signal, by card or by name, and counts once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.activities import activity_cancel, activity_held
from lianxin.aid.models import Activity, Presence
from lianxin.aid.planning.actions import activity_plan
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.register.cards.actions import card_issue
from lianxin.register.cards.tokens import token_of
from tests.aid.grafting import grafting
from tests.cast import code

from .phone import Phone
from .test_touched import whole


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


@pytest.fixture
def foreign(cast):
    return cast.household("李存义", number="1-009", officer=cast.liu)


@pytest.fixture
def other(cast):
    return cast.household("康润田", number="1-002", officer=cast.tian)


@pytest.fixture
def course(cast, home):
    return grafting(cast, home)


@pytest.fixture
def phone(cast, course):
    return Phone(cast.officer)


def told(phone, course):
    """What the phone holds of it, by a look at what was touched; a look at everything finds no more."""
    phone.pull()
    now, held_now = whole(phone.account)
    assert held_now == now
    found = phone.doc("activity", course)
    return found and found["data"]


def came(course):
    rows = Presence.objects.visible_to(SYSTEM).filter(activity=course)
    return {one.household_id: one.people for one in rows}


def test_who_goes_has_it_on_the_phone_with_what_to_bring_and_whom_was_asked(phone, course, home):
    one = told(phone, course)
    assert (one["title"], one["place"], one["going"]) == ("花椒嫁接", "村口果园", True)
    assert one["materials"] == ["剪刀", "接穗"]
    assert [(h["id"], h["asked"], h["people"]) for h in one["homes"]] == [(str(home.pk), True, 0)]


def test_own_households_are_said_to_have_come_and_the_last_word_counts(phone, course, home):
    def say(people):
        item = phone.item(
            "activity.attend", activity=str(course.pk), household=str(home.pk), people=people
        )
        return phone.one(item)["verdict"]

    assert say(2) == "accepted"
    assert told(phone, course)["homes"][0]["people"] == 2
    assert say(3) == "accepted"
    assert came(course) == {home.pk: 3}
    assert say(0) == "accepted"
    assert came(course) == {}
    assert told(phone, course)["homes"][0]["people"] == 0


def test_a_card_scanned_without_signal_counts_once_whoever_it_belongs_to(
    cast, phone, course, foreign
):
    card = card_issue(actor=cast.actor(cast.office), household=foreign)
    first, again = (
        phone.item("activity.scan", activity=str(course.pk), code=token_of(card)) for _ in range(2)
    )
    assert [one["verdict"] for one in phone.send(first, again)] == ["accepted", "accepted"]
    assert came(course) == {foreign.pk: 1}
    one = told(phone, course)
    assert one["here"] == 1
    assert str(foreign.pk) not in [h["id"] for h in one["homes"]]


def test_a_wrong_number_comes_back_with_words(phone, course):
    item = phone.item("activity.scan", activity=str(course.pk), code="12345678")
    verdict = phone.one(item)
    assert verdict["verdict"] == "rejected"
    assert verdict["problem"]["code"] == "activity.card_unknown"


def test_a_scanned_card_is_not_taken_back_by_a_word(cast, phone, course, home):
    card = card_issue(actor=cast.actor(cast.office), household=home)
    phone.one(phone.item("activity.scan", activity=str(course.pk), code=card.number))
    item = phone.item("activity.attend", activity=str(course.pk), household=str(home.pk), people=0)
    assert phone.one(item)["problem"]["code"] == "activity.was_there"
    assert came(course) == {home.pk: 1}


def test_nobody_answers_for_anothers_household_or_at_an_activity_they_do_not_see(
    cast, phone, course, foreign
):
    item = phone.item(
        "activity.attend", activity=str(course.pk), household=str(foreign.pk), people=1
    )
    assert phone.one(item)["verdict"] == "rejected"
    other = Phone(cast.officer2)
    assert told(other, course) is None
    item = other.item(
        "activity.attend", activity=str(course.pk), household=str(foreign.pk), people=1
    )
    assert other.one(item)["verdict"] == "rejected"
    assert came(course) == {}


def test_what_arrives_after_the_office_wrote_it_down_is_added(cast, phone, course, home, foreign):
    activity_held(
        actor=cast.actor(cast.office),
        activity=course,
        rev=course.rev,
        title="花椒嫁接",
        day=today(),
        text="嫁接了二十棵。",
        officers=[cast.tian],
        households={foreign: 1},
        people=1,
    )
    item = phone.item("activity.attend", activity=str(course.pk), household=str(home.pk), people=2)
    assert phone.one(item)["verdict"] == "accepted"
    assert came(course) == {foreign.pk: 1, home.pk: 2}
    assert Activity.objects.visible_to(SYSTEM).get(pk=course.pk).people == 3


def test_what_arrives_while_the_office_has_the_form_open_is_not_lost(cast, phone, course, home):
    """The form was opened when nobody had been written down."""
    rev = course.rev
    phone.one(
        phone.item("activity.attend", activity=str(course.pk), household=str(home.pk), people=2)
    )
    row = activity_held(
        actor=cast.actor(cast.office),
        activity=course,
        rev=rev,
        title="花椒嫁接",
        day=today(),
        text="嫁接了二十棵。",
        officers=[cast.tian],
        stood=[],
    )
    assert came(course) == {home.pk: 2}
    assert row.people == 2


def test_who_is_on_the_way_is_told_that_it_was_called_off(cast, phone, course):
    activity_cancel(actor=cast.actor(cast.office), activity=course, reason="下大雨")
    assert told(phone, course)["off"] == "下大雨"
    item = phone.item("activity.scan", activity=str(course.pk), code="12345678")
    assert phone.one(item)["problem"]["code"] == "activity.cancelled"


def test_far_off_and_long_past_ones_are_not_carried(cast, phone):
    office = cast.actor(cast.office)
    far = activity_plan(
        actor=office,
        village=cast.village,
        kind=code("activity", "嫁接"),
        title="明年的",
        day=today() + timedelta(days=90),
        officers=[cast.tian],
    )
    assert told(phone, far) is None


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5)), max_size=6))
def test_whatever_is_tapped_in_whatever_order_the_last_number_of_each_stands(
    phone, course, home, other, said
):
    homes = {"a": home, "b": other}
    Presence.objects.visible_to(SYSTEM).filter(activity=course).delete()
    items = [
        phone.item(
            "activity.attend", activity=str(course.pk), household=str(homes[one].pk), people=people
        )
        for one, people in said
    ]
    assert {one["verdict"] for one in phone.send(*items)} <= {"accepted"}
    last = {homes[one].pk: people for one, people in said}
    assert came(course) == {key: people for key, people in last.items() if people}

"""A phone is given its officer's own households and what hangs on them, and what has changed since."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.epoch import renew
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.register.actions import household_change
from lianxin.register.models import Household, Pairing
from lianxin.sync.models import Given
from tests.seen import without_ids

from .phone import Phone


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


@pytest.fixture
def phone(cast, home):
    assert cast.office  # who decides is there from the beginning
    return Phone(cast.officer)


def change(cast, home, **fields):
    row = Household.objects.visible_to(SYSTEM).get(pk=home.pk)
    household_change(actor=cast.actor(cast.office), household=row, rev=row.rev, fields=fields)


def test_the_first_time_everything_of_ones_own_comes(phone, home):
    phone.pull()
    mine = phone.doc("household", home)
    assert (mine["data"]["head"], mine["data"]["officer"]) == ("康润生", "田立新")
    me = phone.doc("me", phone.account)["data"]
    assert (me["name"], me["today"]) == ("田立新", today().isoformat())
    assert {one["name"] for one in me["need_kinds"]} >= {"产业发展", "住房"}
    assert [one["figure"] for one in me["requirements"]]


def test_nothing_of_a_colleagues_households_comes(phone, cast):
    foreign = cast.household("李存义", number="1-009", officer=cast.liu)
    phone.pull()
    assert phone.doc("household", foreign) is None
    assert "李存义" not in json.dumps(list(phone.held.values()), ensure_ascii=False)


def test_no_id_number_ever_goes_to_a_phone(phone, home):
    phone.pull()
    told = json.dumps(list(phone.held.values()), ensure_ascii=False)
    assert "id_number" not in told
    assert not re.search(r"\d{15,}", without_ids(told))


def test_the_plan_in_force_comes_with_the_change_of_its_stages(phone, home, cast):
    office = cast.actor(cast.office)
    stage = StageDrawn("稳住", today(), today() + timedelta(days=90), [GoalDrawn("house_safe")])
    drawn = PlanDrawn("住上安全房", [stage], said="先修房顶")
    made = plan_draw(actor=office, household=home, drawn=drawn)
    phone.pull()
    assert phone.doc("household", home)["data"]["plan"] is None
    plan_approve(actor=office, plan=plan_submit(actor=office, plan=made))
    assert {one["kind"] for one in phone.pull()} >= {"household"}
    plan = phone.doc("household", home)["data"]["plan"]
    assert (plan["aim"], plan["said"]) == ("住上安全房", "先修房顶")
    [told] = plan["stages"]
    assert (told["title"], [one["what"] for one in told["goals"]]) == ("稳住", ["住房安全"])


def test_then_only_what_has_changed_comes(phone, home, cast):
    phone.pull()
    assert phone.pull() == []
    change(cast, home, phone="19900000917")
    [changed] = phone.pull()
    assert (changed["kind"], changed["data"]["phone"]) == ("household", "19900000917")
    assert phone.pull() == []


def test_ones_own_entry_comes_back_with_the_answer(phone, home):
    phone.pull()
    item = phone.entry(home)
    answer = phone.post(item).json()
    kinds = {one["kind"] for one in answer["changes"]}
    assert {"entry", "household", "me"} <= kinds
    entry = next(one for one in answer["changes"] if one["kind"] == "entry")
    assert (entry["id"], entry["data"]["mine"]) == (item["id"], True)


def test_what_is_no_longer_ones_own_goes_from_the_phone(phone, home, cast):
    phone.pull()
    pairing = Pairing.objects.visible_to(SYSTEM).get(household=home)
    from lianxin.register.actions import pairing_end

    pairing_end(
        actor=cast.actor(cast.office), pairing=pairing, day=today(), reason="调走", leave_gap=True
    )
    gone = {(one["kind"], one["id"]): one["data"] for one in phone.pull()}
    assert gone[("household", str(home.pk))] is None
    assert phone.doc("household", home) is None


def test_a_colleagues_change_does_not_come(phone, cast):
    foreign = cast.household("李存义", number="1-009", officer=cast.liu)
    phone.pull()
    change(cast, foreign, phone="19900000001")
    assert phone.pull() == []


def test_two_phones_of_one_officer_come_to_the_same(phone, home, cast):
    second = Phone(phone.account)
    phone.pull()
    phone.send(phone.entry(home), pull=False)
    phone.pull(), second.pull()
    assert phone.held.keys() == second.held.keys()
    assert {k: v["data"] for k, v in phone.held.items()} == {
        k: v["data"] for k, v in second.held.items()
    }


def test_a_cursor_of_another_life_of_the_instance_begins_anew(phone, home):
    phone.pull()
    before, phone.epoch = phone.epoch, ""
    renew()
    changes = phone.pull()
    assert phone.epoch != before
    assert ("household", str(home.pk)) in {(one["kind"], one["id"]) for one in changes}


@pytest.mark.parametrize("cursor", ["x", "..", "abc.def.9", "1" * 199])
def test_a_cursor_that_is_none_begins_anew(phone, home, cursor):
    phone.pull()
    held = set(phone.held)
    phone.cursor = cursor
    assert {(one["kind"], one["id"]) for one in phone.pull()} == held


def test_many_documents_come_in_several_answers(phone, home, monkeypatch):
    from lianxin.sync import pull

    phone.send(*(phone.entry(home, text=f"第{n}篇") for n in range(9)), pull=False)
    monkeypatch.setattr(pull, "MOST", 4)
    first = phone.post().json()
    assert first["more"] is True
    assert len(first["changes"]) == 4
    phone.pull()
    assert sum(kind == "entry" for kind, _ in phone.held) == 9


def test_an_account_without_an_officer_is_given_nothing(cast):
    from lianxin.kernel.problem import Refused
    from lianxin.sync.devices import device_add

    with pytest.raises(Refused, match=r"device\.no_officer"):
        device_add(actor=AccountActor.of(cast.office), id=cast.office.pk, name="手机")


def test_looking_again_without_a_change_asks_little(phone, home, django_assert_max_num_queries):
    phone.pull()
    with django_assert_max_num_queries(24):
        phone.post()


def test_the_feed_keeps_no_word_of_any_document(phone, home):
    phone.pull()
    for row in Given.objects.visible_to(SYSTEM):
        assert len(bytes(row.digest)) == 16

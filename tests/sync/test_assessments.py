"""One's own assessment on the phone: read in full, objected to or agreed with, with or without signal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.results.assessment.actions import (
    assessment_answer,
    assessment_confirm,
    assessment_send,
    assessment_withdraw,
)
from lianxin.results.assessment.models import Assessment, AssessmentStep
from lianxin.results.assessment.standing import standings
from tests.results.assessment.year import YEAR, Year

from .phone import Phone
from .test_touched import whole

CODE, WORDS = "4.3", "七月那次漏记了。"


@pytest.fixture
def year(cast):
    return Year(cast).whole()


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


@pytest.fixture
def row(year, office):
    return assessment_confirm(actor=office, of=year.tian, year=YEAR)


@pytest.fixture
def phone(cast, row):
    return Phone(cast.officer)


def told(phone, row):
    """What the phone holds of it, by a look at what was touched; a look at everything finds no more."""
    phone.pull()
    now, held_now = whole(phone.account)
    assert held_now == now
    found = phone.doc("assessment", row)
    return found and found["data"]


def held(row) -> str:
    [one] = standings([Assessment.objects.visible_to(SYSTEM).get(pk=row.pk)])
    return one.state.value


def item(phone, action, row, **more):
    return phone.item(f"assessment.{action}", assessment=str(row.pk), **more)


def test_it_comes_to_the_phone_once_it_was_sent_with_every_items_working(phone, row, office):
    assert told(phone, row) is None
    assessment_send(actor=office, assessment=row)
    one = told(phone, row)
    assert (one["year"], one["state"], one["read"]) == (YEAR, "sent", False)
    [held_now] = standings([row])
    lines = [line for part in one["parts"] for line in part["items"]]
    assert [line["code"] for line in lines] == [i.item.code for i in held_now.sheet.lines]
    assert all(line["working"] and line["full"] for line in lines)


def test_it_is_read_objected_to_and_the_answer_comes_back(phone, row, office):
    assessment_send(actor=office, assessment=row)
    assert phone.one(item(phone, "read", row))["verdict"] == "accepted"
    assert told(phone, row)["read"]
    verdict = phone.one(item(phone, "object", row, objections={CODE: WORDS}))
    assert verdict["verdict"] == "accepted"
    assert held(row) == "objected"
    objection = AssessmentStep.objects.visible_to(SYSTEM).get(assessment=row, what="object")
    assessment_answer(actor=office, objection=objection, words="查了，没有记录。")
    [said] = told(phone, row)["objections"]
    assert (said["item"], said["words"], said["answer"]) == (CODE, WORDS, "查了，没有记录。")
    assert phone.one(item(phone, "agree", row))["verdict"] == "accepted"
    assert held(row) == "agreed"


@pytest.mark.parametrize(("said", "verdict"), [(4, "accepted"), (6, "rejected")])
def test_an_objection_said_in_time_is_heard_however_late_it_arrives(
    phone, row, office, said, verdict
):
    assessment_send(actor=office, assessment=row)
    [sent] = [one for one in standings([row])[0].steps if one.what == "send"]
    at = (timezone.localtime(sent.at) + timedelta(days=said)).isoformat()
    found = phone.one(item(phone, "object", row, objections={CODE: WORDS}) | {"at": at})
    assert found["verdict"] == verdict


def test_words_about_nothing_are_refused_in_words(phone, row, office):
    assessment_send(actor=office, assessment=row)
    found = phone.one(item(phone, "object", row, objections={"9.9": WORDS}))
    assert found["problem"]["code"] == "assessment.unknown_item"
    assert phone.one(item(phone, "object", row, objections={CODE: " "}))["verdict"] == "rejected"


def test_a_colleagues_phone_neither_holds_nor_speaks_about_it(cast, phone, row, office):
    assessment_send(actor=office, assessment=row)
    other = Phone(cast.officer2)
    assert told(other, row) is None
    found = other.one(item(other, "object", row, objections={CODE: WORDS}))
    assert found["verdict"] == "rejected"
    assert held(row) == "sent"


def test_what_was_taken_back_goes_from_the_phone(phone, row, office):
    assessment_send(actor=office, assessment=row)
    assert told(phone, row)
    assessment_withdraw(actor=office, assessment=row, reason="算错了")
    assert told(phone, row) is None

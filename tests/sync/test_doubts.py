"""What is asked about entries reaches the officer's phone, and the words come back, with or without signal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.review.actions import doubt_decide
from lianxin.review.models import Doubt, DoubtStep
from tests.review.test_doubts import denied, find, wrote

from .phone import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubt(cast):
    home = cast.household("康润生", officer=cast.tian)
    day = today() - timedelta(days=3)
    entry = wrote(cast, home, day, account=cast.officer, officer=cast.tian)
    denied(home, entry)
    find(cast)
    return Doubt.objects.visible_to(SYSTEM).get(entry=entry)


@pytest.fixture
def phone(cast, doubt):
    return Phone(cast.officer)


def decide(cast, doubt, what, words="这天到户里了吗"):
    doubt_decide(actor=AccountActor.of(cast.office), doubt=doubt, what=what, words=words)


def asked(phone):
    phone.pull()
    return next(one for (kind, _), one in phone.held.items() if kind == "me")["data"]["doubts"]


def test_nothing_is_asked_of_the_officer_before_somebody_asks(cast, phone, doubt):
    assert asked(phone) == []
    decide(cast, doubt, "ask")
    [one] = asked(phone)
    assert (one["id"], one["state"], one["heads"]) == (str(doubt.pk), "asked", ["康润生"])
    assert (one["said"], one["by"]) == ("这天到户里了吗", cast.office.name)
    assert one["points"][0]["title"] == "户里说没来"
    assert one["points"][0]["innocent"]


def test_the_officer_explains_on_the_phone_once(cast, phone, doubt):
    decide(cast, doubt, "ask")
    item = phone.item("doubt.answer", doubt=str(doubt.pk), words="去了，老人在家，儿子扫的码。")
    assert phone.one(item)["verdict"] == "accepted"
    assert phone.one(item)["verdict"] == "duplicate"
    assert DoubtStep.objects.visible_to(SYSTEM).filter(doubt=doubt, what="answer").count() == 1
    assert asked(phone) == []


def test_another_officers_phone_neither_hears_of_it_nor_answers(cast, phone, doubt):
    decide(cast, doubt, "ask")
    other = Phone(cast.officer2)
    assert asked(other) == []
    item = other.item("doubt.answer", doubt=str(doubt.pk), words="我替他说")
    assert other.one(item)["verdict"] == "rejected"


@pytest.mark.parametrize(("said", "verdict"), [(4, "accepted"), (6, "rejected")])
def test_an_objection_said_in_time_is_heard_however_late_it_arrives(
    cast, phone, doubt, said, verdict
):
    decide(cast, doubt, "exclude")
    [one] = asked(phone)
    assert one["last"] == (today() + timedelta(days=5)).isoformat()
    decided = timezone.now() - timedelta(days=9)
    Doubt.objects.visible_to(SYSTEM).update(decided_at=decided)
    at = (timezone.localtime(decided) + timedelta(days=said)).isoformat()
    item = phone.item("doubt.object", doubt=str(doubt.pk), words="去了，有合影。", at=at)
    assert phone.one(item)["verdict"] == verdict


def test_what_can_no_longer_be_objected_to_is_not_shown(cast, phone, doubt):
    decide(cast, doubt, "exclude")
    Doubt.objects.visible_to(SYSTEM).update(decided_at=timezone.now() - timedelta(days=9))
    assert asked(phone) == []

"""From a real phone to the office's page and back: a clash, what was kept, an outbox as a file."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianxin.doors.web.phone_items import Names, lines
from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Entry
from lianxin.register.actions import household_change
from lianxin.sync.models import Proposal, Quarantined
from tests.sync.phone import Phone
from tests.web.test_events import signed_in
from tests.web.test_phones import fresh, page


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def office(cast):
    return signed_in(cast.office)


@pytest.fixture
def tians(cast, home):
    return Phone(cast.officer)


def clashed(cast, home, tians) -> Proposal:
    """田立新 without signal and 何晓燕 in the office write down two numbers for one household."""
    edit = tians.item(
        "household.edit", household=str(home.pk), base=home.rev, fields={"phone": "19900005678"}
    )
    household_change(
        actor=cast.actor(cast.office), household=home, rev=home.rev, fields={"phone": "19900004321"}
    )
    assert tians.one(edit)["verdict"] == "conflict"
    return Proposal.objects.visible_to(SYSTEM).get()


def as_file(whole: dict) -> SimpleUploadedFile:
    return SimpleUploadedFile("田立新.lianxin", json.dumps(whole).encode())


@pytest.mark.parametrize(("use", "number"), [("taken", "19900005678"), ("kept", "19900004321")])
def test_the_office_decides_a_clash_and_the_phone_is_told(cast, office, home, tians, use, number):
    row = clashed(cast, home, tians)
    shown = page(office)
    for words in ("19900005678", "19900004321", "田立新", "何晓燕", "康润生 1-001"):
        assert words in shown
    office.post(reverse("clash", args=[row.pk]), {"use": use})
    assert fresh(home).phone == number
    tians.pull()
    told = tians.doc("proposal", row)
    assert told is not None
    assert told["data"]["outcome"] == use
    assert "没有两边不一样的" in page(office)


def test_what_a_stopped_phone_still_sends_is_read_and_taken_by_the_office(office, home, tians):
    office.post(reverse("phone-revoke", args=[tians.id]), {"reason": "在集上丢了"})
    item = tians.entry(home, text="牛棚顶装好了。")
    assert tians.one(item)["verdict"] == "quarantined"
    row = Quarantined.objects.visible_to(SYSTEM).get()
    assert "牛棚顶装好了。" in page(office)
    assert not Entry.objects.visible_to(SYSTEM).exists()
    said = office.post(reverse("kept", args=[row.pk]), {"use": "taken"}, follow=True)
    assert "收下了，记在田立新名下" in said.content.decode()
    assert Entry.objects.visible_to(SYSTEM).get().officer.name == "田立新"
    assert "没有先存着的" in page(office)


def test_the_file_of_a_phone_without_signal_comes_in_item_by_item(office, home, tians):
    good, bad = tians.entry(home), tians.item("diary.write", text=3)
    whole = tians.file(good, bad)
    shown = office.post(reverse("phone-file"), {"file": as_file(whole)}).content.decode()
    for words in ("田立新的文件收到了", "写日记", "已收", "没收下"):
        assert words in shown
    assert str(Entry.objects.visible_to(SYSTEM).get().pk) == good["id"]
    again = office.post(reverse("phone-file"), {"file": as_file(whole)}).content.decode()
    assert "收过了" in again
    assert Entry.objects.visible_to(SYSTEM).count() == 1
    assert "文件" in page(office, "device", tians.id)


def test_a_file_that_somebody_changed_is_refused_and_nothing_is_written(office, home, tians):
    whole = tians.file(tians.entry(home, text="看了牛棚"))
    changed = {**whole, "body": whole["body"].replace("看了牛棚", "送了两袋化肥")}
    answer = office.post(reverse("phone-file"), {"file": as_file(changed)})
    assert answer.status_code == 422
    assert "签名对不上" in answer.content.decode()
    assert not Entry.objects.visible_to(SYSTEM).exists()


def test_another_units_office_takes_in_no_file_of_ours(cast, home, tians):
    file = as_file(tians.file(tians.entry(home)))
    answer = signed_in(cast.other_office).post(reverse("phone-file"), {"file": file})
    assert answer.status_code == 403
    assert not Entry.objects.visible_to(SYSTEM).exists()


def test_what_a_phone_said_of_an_activity_is_read_without_the_cards_secret(cast, home):
    names = Names(cast.actor(cast.office), [])
    said = {"activity": str(home.pk), "household": str(home.pk), "people": 2}
    assert [one.words for one in lines("activity.attend", said, names)][-1] == "2"
    told = lines("activity.scan", {"activity": "", "code": "https://example.org/c/secret"}, names)
    assert [one.words for one in told] == ["扫的卡"]
    heard = lines("assessment.object", {"objections": {"4.3": "漏记了。"}}, names)
    assert [(one.label, one.words) for one in heard] == [("4.3", "漏记了。")]

"""The office's pages of phones: what clashed, what is kept, whose phones, an outbox as a file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.sync.models import Device, Proposal, Quarantined
from tests.web.phones import DAY, HOUR, clash, kept, phone, receipt
from tests.web.test_events import signed_in


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def office(cast):
    return signed_in(cast.office)


@pytest.fixture
def tians(cast):
    return phone(cast.officer)


def page(client, name="phones", *keys, query="") -> str:
    return client.get(reverse(name, args=keys) + query).content.decode()


def fresh(row):
    return type(row).objects.visible_to(SYSTEM).get(pk=row.pk)


def test_the_office_reads_both_values_with_who_said_them(office, home, tians):
    clash(home, tians, "19900005678", "19900001234")
    shown = page(office)
    assert "康润生 1-001" in shown
    for words in ("19900005678", "田立新", "19900001234", "何晓燕"):
        assert words in shown
    assert "写的时候没连上，1 小时后才到" in shown


def test_what_came_at_once_was_written_with_signal(office, home, tians):
    clash(home, tians, "19900005678", "19900001234", late=DAY * 0)
    assert "写的时候有信号，当时就到了" in page(office)


def test_a_fast_clock_makes_no_false_delay(office, cast, home):
    ahead = phone(cast.officer, skew=-3600)
    clash(home, ahead, "19900005678", "19900001234", late=HOUR)
    shown = page(office)
    assert "写的时候有信号" in shown
    assert "手机的钟慢 1 小时" in shown


def test_of_two_wordings_what_differs_is_marked(office, home, tians, cast):
    from lianxin.kernel.period import today
    from lianxin.records.diary.actions import diary_write

    entry = diary_write(
        actor=cast.actor(cast.officer),
        households=[home],
        officer=cast.tian,
        kinds=["visit"],
        day=today(),
        text="看了牛棚",
    )
    row = clash(home, tians, "看了牛棚<b>", "看了牛棚", name="text")
    Proposal.objects.visible_to(SYSTEM).filter(pk=row.pk).update(entry=entry, household=None)
    assert "看了牛棚<mark>&lt;b&gt;</mark>" in page(office)


def test_before_a_decision_the_page_says_what_it_does(office, home, tians):
    row = clash(home, tians, "19900005678", "19900001234")
    taken = page(office, "clash", row.pk, query="?use=taken")
    assert "改成" in taken
    assert "在户页上直接改" in taken
    assert "不改，还是" in page(office, "clash", row.pk, query="?use=kept")
    assert fresh(row).outcome == ""


@pytest.mark.parametrize("use", ["taken", "kept"])
def test_the_office_decides_and_is_told_so(office, home, tians, use):
    row = clash(home, tians, "19900005678", "19900001234")
    answer = office.post(reverse("clash", args=[row.pk]), {"use": use}, follow=True)
    assert fresh(row).outcome == use
    assert "定好了，田立新的手机上看得到" in answer.content.decode()
    assert fresh(home).phone == ("19900005678" if use == "taken" else "19900001234")


def test_what_a_colleague_has_decided_is_not_asked_again(office, home, tians):
    row = clash(home, tians, "19900005678", "19900001234")
    office.post(reverse("clash", args=[row.pk]), {"use": "kept"})
    answer = office.get(reverse("clash", args=[row.pk]) + "?use=taken", follow=True)
    assert "已经定过了：用原来的" in answer.content.decode()


def test_the_office_reads_what_is_kept_before_it_judges(office, home, tians):
    content = {"households": [str(home.pk)], "kinds": ["visit"], "text": "牛棚顶装好了"}
    content |= {"needs": [{"household": str(home.pk), "kind": "饮水", "text": "水管冻了"}]}
    kept(tians, content | {"photos": ["0" * 64], "progress": [{"measure": "x", "percent": 60}]})
    shown = page(office)
    for words in (
        "写日记",
        "康润生 1-001",
        "入户",
        "牛棚顶装好了",
        "水管冻了",
        "1 张",
        "账号或手机已停用",
    ):
        assert words in shown


@pytest.mark.parametrize(
    "content",
    [{}, {"text": 3}, {"needs": "x", "kinds": [[]]}, {"fields": []}, {"households": [{}]}],
)
@pytest.mark.parametrize("action", ["diary.write", "household.edit", "need.close", "never.heard"])
def test_content_of_any_shape_is_shown_and_breaks_nothing(office, tians, content, action):
    kept(tians, content, action)
    assert office.get(reverse("phones")).status_code == 200


def test_not_taking_needs_a_reason(office, tians):
    row = kept(tians, {"text": "看了牛棚"})
    asked = {"use": "dropped", "reason": ""}
    answer = office.post(reverse("kept", args=[row.pk]), asked)
    assert answer.status_code == 422
    assert fresh(row).decision == ""
    office.post(reverse("kept", args=[row.pk]), asked | {"reason": "重复了"})
    assert (fresh(row).decision, fresh(row).decided_for) == ("dropped", "重复了")


def test_the_menu_and_the_first_page_count_what_waits_and_nothing_else(office, home, tians):
    assert "等您定" not in page(office, "home")
    assert "件要定" not in page(office)
    clash(home, tians, "19900005678", "19900001234")
    kept(tians, {"text": "看了牛棚"})
    assert "手机发来 2 件等您定" in page(office, "home")
    assert '2<span class="vh">件要定' in page(office)


def test_the_office_sees_what_waits_on_a_phone_and_since_when(office, cast):
    now = phone(cast.officer).last_seen
    phone(cast.officer2, "旧手机", waiting=3, waiting_photos=2, oldest_waiting=now - 9 * DAY)
    shown = page(office, query="?show=waiting")
    assert "3 条、2 张照片" in shown
    assert "刘志强" in shown
    assert "Android" not in shown


def test_the_office_ends_a_lost_phone_with_a_reason(office, tians):
    where = reverse("phone-revoke", args=[tians.pk])
    assert office.post(where, {"reason": ""}).status_code == 422
    assert fresh(tians).revoked_at is None
    office.post(where, {"reason": "在集上丢了"})
    assert fresh(tians).revoked_for == "在集上丢了"
    assert "在集上丢了" in page(office, query="?show=ended")


def test_the_security_administrator_ends_phones_and_reads_nothing_from_them(cast, home, tians):
    clash(home, tians, "19900005678", "19900001234")
    kept(tians, {"text": "看了牛棚"})
    client = signed_in(cast.secadmin)
    shown = page(client)
    assert "田立新" in shown
    for words in ("19900005678", "看了牛棚", "要您定的", "先存着的"):
        assert words not in shown
    assert "最近发来的" not in page(client, "device", tians.pk)
    client.post(reverse("phone-revoke", args=[tians.pk]), {"reason": "丢了"})
    assert fresh(tians).revoked_at is not None


def test_an_officer_finds_the_own_phones_on_the_own_page_and_ends_one(cast, tians):
    phone(cast.officer2, "别人的手机")
    client = signed_in(cast.officer)
    assert "Android · Chrome" in page(client, "me")
    assert "别人的手机" not in page(client, "me")
    client.post(reverse("phone-end", args=[tians.pk]))
    assert fresh(tians).revoked_at is not None
    assert "Android · Chrome" not in page(client, "me")


def test_an_officer_decides_nothing_and_ends_no_other_phone(cast, home, tians):
    row, other = clash(home, tians, "19900005678", "19900001234"), phone(cast.officer2)
    client = signed_in(cast.officer)
    assert client.get(reverse("phones")).status_code == 403
    assert client.post(reverse("clash", args=[row.pk]), {"use": "taken"}).status_code == 403
    assert client.post(reverse("phone-end", args=[other.pk])).status_code == 404
    assert client.get(reverse("device", args=[other.pk])).status_code == 404


def test_nobody_of_another_unit_sees_or_decides_anything(cast, home, tians):
    row, away = clash(home, tians, "19900005678", "19900001234"), kept(tians, {"text": "看了牛棚"})
    client = signed_in(cast.other_office)
    shown = page(client)
    assert "19900005678" not in shown
    assert "看了牛棚" not in shown
    for name, key in (("clash", row), ("kept", away), ("device", tians)):
        assert client.get(reverse(name, args=[key.pk]) + "?use=taken").status_code == 404


def test_each_receipt_says_in_plain_words_what_came_of_it(office, tians):
    receipt(tians, "accepted")
    told = {"code": "input.required", "field": "text", "details": {"label": "日记"}}
    receipt(tians, "rejected", told)
    receipt(tians, "rejected", {"code": "never.heard", "field": None, "details": {}})
    shown = page(office, "device", tians.pk)
    for words in ("已收", "没收下", "“日记”还没有填"):
        assert words in shown


def test_a_file_that_no_phone_wrote_is_refused_and_says_so(office):
    answer = office.post(
        reverse("phone-file"), {"file": SimpleUploadedFile("a.lianxin", b"not an outbox")}
    )
    assert answer.status_code == 422
    assert 'id="problems"' in answer.content.decode()
    assert office.post(reverse("phone-file")).status_code == 422


def test_the_page_asks_as_often_for_many_as_for_few(office, home, tians, cast):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(office)
        return len(seen)

    for number in range(2):
        clash(home, tians, "a", "b", name=f"field{number}")
        kept(tians, {"households": [str(home.pk)], "text": "看了"})
    page(office)
    few = asked()
    for number in range(8):
        another = cast.household("裴双喜", number=f"1-1{number}", officer=cast.tian)
        clash(another, phone(cast.officer, f"第{number}部"), "a", "b")
        kept(tians, {"households": [str(another.pk)], "text": "看了"})
    assert asked() == few


def test_without_anything_each_part_says_so(office):
    shown = page(office)
    for words in ("没有两边不一样的", "没有先存着的", "还没有登记的手机"):
        assert words in shown
    assert not Device.objects.visible_to(SYSTEM).exists()
    assert not Quarantined.objects.visible_to(SYSTEM).exists()

"""What an officer's phone sends arrives once, one item's trouble is its own, and every verdict stands."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import new_id
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.plans.commitments.actions import commitments_make
from lianxin.plans.commitments.models import Commitment
from lianxin.records.diary.models import Act, AwaitedPhoto, Entry
from lianxin.records.needs.models import Need
from lianxin.sync.models import Quarantined, Received

from .phone import Phone


def entries():
    return Entry.objects.visible_to(SYSTEM)


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


@pytest.fixture
def phone(cast, home):
    return Phone(cast.officer)


def test_an_entry_written_in_the_village_arrives_with_its_acts_and_its_receipt(phone, home):
    item = phone.entry(home, kinds=["visit", "talk"], minutes=35)
    verdict = phone.one(item)
    assert (verdict["verdict"], verdict["problem"]) == ("accepted", None)
    entry = entries().get(pk=item["id"])
    assert entry.text == item["payload"]["text"]
    assert Act.objects.visible_to(SYSTEM).filter(entry=entry).count() == 2
    receipt = Received.objects.visible_to(SYSTEM).get(pk=item["id"])
    assert (receipt.verdict, receipt.device_id, receipt.seq) == ("accepted", phone.id, 1)


def test_packed_and_plain_are_the_same_item(phone, home):
    item = phone.entry(home)
    assert [one["verdict"] for one in phone.post(item, packed=True).json()["verdicts"]] == [
        "accepted"
    ]
    again = phone.one(item)
    assert (again["verdict"], again["first"]) == ("duplicate", "accepted")
    assert phone.post(item, packed=True).json()["verdicts"][0]["verdict"] == "duplicate"
    assert entries().get().text == item["payload"]["text"]


def test_the_same_item_again_is_a_duplicate_and_its_first_verdict_stands(phone, home):
    item = phone.entry(home)
    phone.one(item)
    again = phone.one(item)
    assert (again["verdict"], again["first"]) == ("duplicate", "accepted")
    assert entries().count() == 1


def test_a_rejected_item_stays_rejected_and_says_why(phone, home):
    item = phone.entry(home, day=(today() + timedelta(days=1)).isoformat())
    first = phone.one(item)
    assert (first["verdict"], first["problem"]["code"]) == ("rejected", "diary.future")
    again = phone.one(item)
    assert (again["verdict"], again["first"]) == ("duplicate", "rejected")
    assert again["problem"]["code"] == "diary.future"
    assert again["problem"]["message"] == first["problem"]["message"]


def test_one_items_trouble_never_holds_up_the_next(phone, home):
    items = [
        phone.entry(home),
        phone.item("diary.write", text=3),
        phone.item("dance"),
        phone.entry(home, text="第二篇"),
    ]
    verdicts = phone.send(*items)
    assert [one["verdict"] for one in verdicts] == ["accepted", "rejected", "rejected", "accepted"]
    assert verdicts[2]["problem"]["code"] == "sync.unknown_action"
    assert entries().count() == 2


def test_the_same_number_with_other_content_is_kept_for_the_office(phone, home, cast):
    item = phone.entry(home)
    phone.one(item)
    other = {**item, "payload": {**item["payload"], "text": "换了一篇"}}
    for _ in range(2):
        assert phone.one(other)["verdict"] == "quarantined"
    [kept] = Quarantined.objects.visible_to(cast.actor(cast.office))
    assert (kept.reason, kept.account) == ("other_content", phone.account)
    assert entries().get().text == item["payload"]["text"]


def test_an_amendment_waits_for_its_entry_and_is_taken_when_it_has_come(phone, home):
    entry = phone.entry(home)
    amend = phone.item("diary.amend", entry=entry["id"], base=1, text="补一句：差 1,800 元。")
    assert phone.one(amend)["verdict"] == "deferred"
    assert [one["verdict"] for one in phone.send(entry, amend)] == ["accepted", "accepted"]
    assert entries().get().words == "补一句：差 1,800 元。"


def test_items_are_taken_in_the_order_in_which_they_were_written(phone, home):
    entry = phone.entry(home)
    amend = phone.item("diary.amend", entry=entry["id"], base=1, text="改过")
    verdicts = phone.send(amend, entry)
    assert [one["id"] for one in verdicts] == [amend["id"], entry["id"]]
    assert [one["verdict"] for one in verdicts] == ["accepted", "accepted"]


def test_the_audit_trail_holds_after_a_batch_with_a_refusal_in_it(phone, home, cast):
    from lianxin.kernel import audit

    foreign = cast.household("李存义", number="1-009", officer=cast.liu)
    phone.send(
        phone.entry(home),
        phone.entry(foreign),
        phone.item("need.close", need=str(uuid4()), outcome="好"),
    )
    assert list(audit.broken()) == []
    done = AuditRow.objects.visible_to(SYSTEM).filter(action="diary.write", done=True)
    assert done.count() == 1


def test_a_colleagues_household_is_as_if_it_did_not_exist(phone, cast):
    foreign = cast.household("李存义", number="1-009", officer=cast.liu)
    verdict = phone.one(phone.entry(foreign))
    assert (verdict["verdict"], verdict["problem"]["code"]) == ("rejected", "action.absent")


def test_what_was_written_before_a_hand_over_still_arrives(phone, home, cast):
    from lianxin.register.models import Pairing

    item = phone.entry(home, day=(today() - timedelta(days=2)).isoformat())
    Pairing.objects.visible_to(SYSTEM).filter(household=home).update(until=today())
    assert phone.one(item)["verdict"] == "accepted"
    late = phone.one(phone.entry(home))
    assert late["problem"]["code"] == "action.absent"


def test_a_need_and_a_photo_go_with_the_text_and_the_photo_may_come_later(phone, home):
    need = {"household": str(home.pk), "kind": "产业发展", "text": "补彩钢顶材料"}
    item = phone.entry(home, needs=[need], photos=["a" * 64])
    assert phone.one(item)["verdict"] == "accepted"
    assert Need.objects.visible_to(SYSTEM).get().entry_id == entries().get().pk
    assert AwaitedPhoto.objects.visible_to(SYSTEM).get().sent_sha256 == "a" * 64


def test_a_need_is_closed_from_the_phone(phone, home):
    phone.one(phone.entry(home, needs=[{"kind": "住房", "text": "漏雨"}]))
    need = Need.objects.visible_to(SYSTEM).get()
    assert (
        phone.one(phone.item("need.talk", need=str(need.pk), text="问过了"))["verdict"]
        == "accepted"
    )
    closed = phone.one(phone.item("need.close", need=str(need.pk), outcome="修好了"))
    assert closed["verdict"] == "accepted"
    need.refresh_from_db()
    assert (need.outcome, need.result.name) == ("修好了", "已解决")


def test_a_stopped_phone_sends_and_what_it_sends_is_kept_but_not_written(phone, home, cast):
    from lianxin.sync.actions import device_revoke

    item = phone.entry(home)
    device_revoke(actor=cast.actor(cast.office), device=phone.device, reason="丢了")
    answer = phone.post(item).json()
    assert answer["revoked"] is True
    assert answer["changes"] == []
    assert [one["verdict"] for one in answer["verdicts"]] == ["quarantined"]
    assert not entries().exists()
    assert Quarantined.objects.visible_to(cast.actor(cast.office)).get().reason == "revoked"


@pytest.mark.parametrize(
    ("decision", "first", "problem", "count"),
    [
        ("", None, "sync.kept", 0),
        ("taken", "accepted", None, 1),
        ("dropped", "rejected", "sync.not_taken", 0),
    ],
)
def test_a_phone_that_is_back_is_told_what_the_office_decided_and_writes_nothing_twice(
    phone, home, cast, decision, first, problem, count
):
    from lianxin.sync.actions import device_add, device_revoke, quarantine_decide

    item, office = phone.entry(home), cast.actor(cast.office)
    device_revoke(actor=office, device=phone.device, reason="丢了")
    phone.one(item)
    if decision:
        [row] = Quarantined.objects.visible_to(office)
        quarantine_decide(actor=office, row=row, decision=decision, reason="没去过")
    mine = cast.actor(cast.officer)
    phone.headers = {
        "Authorization": f"Bearer {device_add(actor=mine, id=phone.id, name='又找到了').token}"
    }
    verdict = phone.one(item)
    assert verdict["verdict"] == ("duplicate" if decision else "quarantined")
    assert verdict["first"] == first
    assert (verdict["problem"] or {}).get("code") == problem
    assert entries().count() == count
    assert phone.one(phone.entry(home, text="另一篇"))["verdict"] == "accepted"


def test_a_disabled_officers_words_are_kept_and_the_office_takes_them_in(phone, home, cast):
    from lianxin.sync.actions import quarantine_decide

    phone.account.is_active = False
    phone.account.save()
    item = phone.entry(home, text="停用前写的")
    assert phone.one(item)["verdict"] == "quarantined"
    office = cast.actor(cast.office)
    [row] = Quarantined.objects.visible_to(office)
    quarantine_decide(actor=office, row=row, decision="taken")
    entry = entries().get()
    assert (str(entry.pk), entry.officer, entry.text) == (item["id"], cast.tian, "停用前写的")


def test_a_token_opens_only_its_own_phone(phone, home):
    phone.id = uuid4()
    assert phone.post(phone.entry(home)).status_code == 403


def test_more_than_fifty_items_or_too_many_bytes_are_refused_whole(phone, home):
    many = [phone.entry(home) for _ in range(51)]
    assert phone.post(*many).status_code == 413
    assert phone.post(phone.entry(home, text="长" * 100_000)).status_code == 413
    assert not entries().exists()


def test_the_phones_clock_and_what_waits_on_it_are_known(phone, home):
    from django.utils import timezone

    clock = (timezone.now() + timedelta(days=1)).isoformat()
    phone.send(now=clock, waiting={"items": 3, "photos": 1, "oldest": None})
    phone.device.refresh_from_db()
    assert 86_000 < phone.device.skew < 86_800
    assert (phone.device.waiting, phone.device.waiting_photos) == (3, 1)


def test_a_newer_phone_keeps_what_it_has_until_the_server_is_newer_too(phone, home):
    answer = phone.post(phone.entry(home), schema=2)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (409, "sync.schema")


def test_nobody_signed_in_sends_nothing(phone, home):
    phone.headers = {"Authorization": "Bearer lx_nobody"}
    assert phone.post(phone.entry(home)).status_code == 401


def test_an_id_that_already_is_another_entry_is_refused(phone, home, cast):
    first = phone.entry(home)
    phone.one(first)
    Received.objects.visible_to(SYSTEM).all().delete()
    assert phone.one({**first, "seq": 9})["problem"]["code"] == "diary.same_id"


def test_an_unexpected_fault_in_one_item_leaves_it_on_the_phone(phone, home, monkeypatch):
    from lianxin.sync import intents

    def broken(*given):
        raise ZeroDivisionError

    shape, _ = intents.INTENTS["need.talk"]
    monkeypatch.setitem(intents.INTENTS, "need.talk", (shape, broken))
    bad = phone.item("need.talk", need=str(new_id()), text="问过")
    verdicts = phone.send(bad, phone.entry(home))
    assert [one["verdict"] for one in verdicts] == ["deferred", "accepted"]
    assert not Received.objects.visible_to(SYSTEM).filter(pk=bad["id"]).exists()


@pytest.mark.parametrize("trouble", ["entry", "last"])
def test_rows_that_fail_together_are_written_one_by_one_and_none_is_lost(
    phone, home, monkeypatch, trouble
):
    """Another request took the same number at the same moment: the database refuses all rows at once."""
    from lianxin.records.diary import together

    phone.one(phone.entry(home, text="先来的"))
    taken, tries, number = entries().get().serial, [], together._number

    def meets(rows):
        number(rows)
        tries.append(len(rows))
        if len(tries) == 1:
            rows[-1].serial = taken

    monkeypatch.setattr(together, "_number", meets)
    edit = phone.item("household.edit", household=str(home.pk), base=1, fields={"rooms": 6})
    items = [phone.entry(home, text="一"), phone.entry(home, text="二")]
    items += [edit, phone.entry(home, text="三")] if trouble == "entry" else []
    assert [one["verdict"] for one in phone.send(*items)] == ["accepted"] * len(items)
    assert len(tries) > 1
    written = {str(row.pk) for row in entries()}
    assert {one["id"] for one in items if one["action"] == "diary.write"} < written
    assert Received.objects.visible_to(SYSTEM).count() == len(items) + 1


def test_what_the_driver_refuses_in_bulk_is_told_as_everywhere_else(phone, home):
    from django.db import IntegrityError, transaction

    from lianxin.kernel import bulk

    phone.one(phone.entry(home))
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert_rows(Entry, list(entries()))


def test_twenty_entries_ask_hardly_more_than_one(phone, home, django_assert_max_num_queries):
    assert phone.one(phone.entry(home))["verdict"] == "accepted"
    for count in (1, 20):
        items = [phone.entry(home, text=f"第{count}批第{n}篇") for n in range(count)]
        with django_assert_max_num_queries(28):
            verdicts = phone.send(*items, pull=False)
        assert {one["verdict"] for one in verdicts} == {"accepted"}


def test_a_commitment_is_accepted_from_the_phone_once_and_only_by_its_officer(phone, home, cast):
    commitments_make(
        actor=cast.actor(cast.office),
        year=today().year,
        officers=[cast.tian],
        duties=lambda officer, held: [],
    )
    row = Commitment.objects.visible_to(SYSTEM).get()
    other = Phone(cast.officer2)
    refused = other.one(other.item("commitment.accept", commitment=str(row.pk)))
    assert refused["verdict"] == "rejected"
    phone.pull()
    asked = next(one for (kind, _key), one in phone.held.items() if kind == "me")["data"]["pledges"]
    assert [one["id"] for one in asked] == [str(row.pk)]
    assert [one["text"] for one in asked[0]["lines"]] == row.text.splitlines()
    item = phone.item("commitment.accept", commitment=str(row.pk))
    assert phone.one(item)["verdict"] == "accepted"
    assert phone.one(item)["verdict"] == "duplicate"
    row.refresh_from_db(from_queryset=Commitment.objects.visible_to(SYSTEM))
    assert (row.state, row.accepted_by, row.accepted_on) == ("accepted", cast.officer, today())
    phone.pull()
    assert (
        next(one for (kind, _), one in phone.held.items() if kind == "me")["data"]["pledges"] == []
    )

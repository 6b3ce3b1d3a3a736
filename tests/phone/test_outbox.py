"""Once it says "kept" it is kept: read back, in order, through full disks, upgrades and two tabs."""

import base64
import json
import re

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from .conftest import PIN, Refused
from .server import dropped

pytestmark = [pytest.mark.browser, pytest.mark.once]

FULL = """
  for (const name of ["add", "put"]) {
    const real = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...all) {
      if (window.full && window.full(this, all[0])) throw new DOMException("full", "QuotaExceededError");
      return real.apply(this, all);
    };
  }
"""
NOTES = "(table, row) => ['skew', 'last', 'probe'].includes(row.name)"
WITH_RESERVE = """
  window.reserve = true;
  const clear = IDBObjectStore.prototype.clear;
  IDBObjectStore.prototype.clear = function () {
    if (this.name === "reserve") window.reserve = false;
    return clear.apply(this);
  };
"""


def test_an_entry_is_kept_with_a_time_ordered_id_and_its_number(phone):
    first, second = phone.write("第一条"), phone.write("第二条")
    assert re.fullmatch(
        r"[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}", first["id"]
    )
    assert (first["seq"], second["seq"]) == (1, 2)
    assert first["id"] < second["id"]
    assert first["state"] == "waiting"
    assert not first["frozen"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", first["at"])


def test_a_store_that_gives_back_something_else_is_not_believed(phone):
    phone.page.evaluate("""() => {
      const real = IDBObjectStore.prototype.add;
      IDBObjectStore.prototype.add = function (row, ...rest) {
        if (this.name === "outbox") row = {...row, sealed: row.sealed.map((byte) => byte ^ 1)};
        return real.call(this, row, ...rest);
      };
    }""")
    with pytest.raises(Refused) as refused:
        phone.write("存坏了的一条")
    assert refused.value.code == "phone.not_kept"


def test_writes_are_strictly_durable(phone):
    phone.page.evaluate("""() => {
      window.seen = [];
      for (const name of ["add", "put"]) {
        const real = IDBObjectStore.prototype[name];
        IDBObjectStore.prototype[name] = function (...all) {
          window.seen.push(this.transaction.durability);
          return real.apply(this, all);
        };
      }
    }""")
    phone.write("要落盘")
    seen = phone.page.evaluate("window.seen")
    assert seen
    assert set(seen) == {"strict"}


def test_a_full_phone_gives_up_its_reserve_so_that_the_entry_is_kept(phone):
    assert phone.run("db.hasReserve()") is True
    phone.page.evaluate(f"() => {{ {FULL} {WITH_RESERVE} window.full = () => window.reserve; }}")
    phone.write("手机满了也要存下")
    assert phone.items()[0]["payload"]["text"] == "手机满了也要存下"
    assert phone.run("db.hasReserve()") is False
    phone.page.evaluate("() => { window.full = null }")
    phone.sync()
    assert phone.run("db.hasReserve()") is True  # made again once there is room


def test_a_phone_that_is_fuller_than_its_reserve_says_so_and_keeps_what_it_had(phone):
    phone.write("早先的")
    phone.page.evaluate(f"() => {{ {FULL} window.full = () => true; }}")
    with pytest.raises(Refused) as refused:
        phone.write("存不下的")
    assert refused.value.code == "phone.full"
    phone.page.evaluate("() => { window.full = null }")
    assert [item["payload"]["text"] for item in phone.items()] == ["早先的"]


def test_records_from_the_server_never_take_the_reserve(phone, server):
    server.pages = [[{"kind": "household", "id": "h", "rev": 1, "data": {"head": "漆玉珍"}}]]
    phone.write("一条")
    phone.page.evaluate(f"() => {{ {FULL} window.full = (table) => table.name === 'documents'; }}")
    assert phone.sync()["state"] == "idle"
    assert phone.states() == ["received"]
    assert phone.run("db.hasReserve()") is True
    phone.page.evaluate("() => { window.full = null }")
    phone.sync()
    assert [one["head"] for one in phone.run("records.households()")] == ["漆玉珍"]


def test_an_upgrade_of_the_store_keeps_the_outbox(phone):
    phone.write("升级前没发出的")
    phone.run("""
      db.db.close();
      const next = db.store("lianxin", [...db.STEPS, {outbox: "seq, &id, state, action", notes: "id"}]);
      await next.open();
      next.close();""")
    phone.start()
    phone.run("await session.unlock(given)", PIN)
    assert [item["payload"]["text"] for item in phone.items()] == ["升级前没发出的"]
    phone.write("升级后的")
    assert [item["seq"] for item in phone.items()] == [1, 2]


def test_a_store_of_an_earlier_shape_is_opened_with_what_waits_in_it(phone):
    phone.write("旧版本里没发出的")
    phone.run("""
      const rows = {};
      for (const name of ["meta", "outbox"]) rows[name] = await db.db.table(name).toArray();
      await db.db.delete();
      const old = db.store("lianxin", [{meta: "name", outbox: "seq, &id"}]);
      await old.open();
      for (const name of ["meta", "outbox"]) await old.table(name).bulkPut(rows[name]);
      old.close();""")
    phone.start()
    phone.run("await session.unlock(given)", PIN)
    assert [item["payload"]["text"] for item in phone.items()] == ["旧版本里没发出的"]
    assert phone.sync()["state"] == "idle"
    assert phone.states() == ["received"]


def test_two_tabs_write_at_once_and_each_item_has_a_number_of_its_own(phone, tab):
    other = tab()
    other.run("await session.unlock(given)", PIN)
    for one in (phone, other):
        one.page.evaluate("""() => { window.done = import("/static/phone/outbox.js").then((outbox) =>
          Promise.all([...Array(10).keys()].map((n) =>
            outbox.add("diary.write", {text: `第${n}条`})))) }""")
    for one in (phone, other):
        one.page.evaluate("() => window.done.then(() => null)")
    assert [item["seq"] for item in phone.items()] == list(range(1, 21))


def test_the_other_tab_hears_of_a_new_item(phone, tab):
    other = tab()
    other.run("outbox.used(); window.heard = 0;")
    other.page.evaluate("""() => import("/static/phone/tell.js").then((tell) => {
      tell.hear("outbox", () => { document.title = "听到了"; });
    })""")
    phone.write("一条")
    other.page.wait_for_timeout(200)
    assert other.page.title() == "听到了"


def test_what_was_not_sent_is_changed_in_place(phone):
    first = phone.write("写错了")
    phone.write("后一条")
    phone.run("await outbox.change(given, {text: '写对了'})", first["id"])
    items = phone.items()
    assert [item["payload"]["text"] for item in items] == ["写对了", "后一条"]
    assert items[0]["id"] == first["id"]


def test_what_may_have_arrived_is_neither_changed_nor_deleted(phone, server):
    first = phone.write("回答丢了")
    server.faults = [dropped]
    assert phone.sync()["state"] == "offline"
    for call in ("outbox.change(given, {text: '改'})", "outbox.drop(given)"):
        with pytest.raises(Refused) as refused:
            phone.run(f"await {call};", first["id"])
        assert refused.value.code == "phone.already_sent"
    assert phone.states() == ["waiting"]


def test_a_refused_item_goes_again_under_a_new_id_at_its_old_place(phone, server):
    server.judge = lambda item: {"verdict": "rejected", "problem": {"code": "diary.no_kind"}}
    first = phone.write("没选事项")
    phone.sync()
    item = phone.items()[0]
    assert (item["state"], item["problem"]["code"]) == ("failed", "diary.no_kind")
    server.judge = lambda item: {"verdict": "accepted"}
    phone.write("后一条")
    again = phone.run("return outbox.change(given, {text: '选好了'})", first["id"])
    assert again["id"] != first["id"]
    assert again["seq"] == first["seq"]
    phone.sync()
    assert phone.states() == ["received", "received"]
    assert [item["payload"]["text"] for item in phone.items()] == ["选好了", "后一条"]


def test_a_refused_item_is_retried_as_it_is_or_dropped(phone, server):
    server.judge = lambda item: {"verdict": "rejected", "problem": {"code": "diary.no_kind"}}
    first, second = phone.write("一"), phone.write("二")
    phone.sync()
    server.judge = lambda item: {"verdict": "accepted"}
    phone.run("await outbox.retry(given)", first["id"])
    phone.run("await outbox.drop(given)", second["id"])
    phone.sync()
    assert [(item["payload"]["text"], item["state"]) for item in phone.items()] == [
        ("一", "received")
    ]


def test_an_entry_of_a_hundred_thousand_bytes_is_refused_while_it_is_on_the_screen(phone):
    with pytest.raises(Refused) as refused:
        phone.write("长" * 34_000)
    assert refused.value.code == "phone.too_long"


def test_the_outbox_as_a_file_is_signed_by_this_phone_and_holds_the_frozen_bytes(phone, server):
    phone.write("没有信号的一条")
    phone.write("又一条")
    whole = json.loads(phone.run("return (await outbox.asFiles())[0].text()"))
    assert whole["format"] == "lianxin-outbox-1"
    device = next(iter(server.devices.values()))
    key = load_der_public_key(base64.b64decode(device["public_key"]))
    raw = base64.b64decode(whole["signature"])
    both = [int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")]
    signature = utils.encode_dss_signature(*both)
    key.verify(signature, whole["body"].encode(), ec.ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        key.verify(signature, whole["body"].encode() + b" ", ec.ECDSA(SHA256()))
    body = json.loads(whole["body"])
    assert [item["payload"]["text"] for item in body["items"]] == ["没有信号的一条", "又一条"]
    assert body["account"] == server.account
    phone.sync()
    assert all(text in whole["body"] for text in server.texts)
    assert len(server.texts) == 2


def test_what_is_typed_is_on_the_disk_within_a_second(phone):
    phone.run(
        "drafts.keep('diary', {text: '打字打到一'}); drafts.keep('diary', {text: '打字打到一半'});"
    )
    phone.page.wait_for_timeout(900)
    phone.page.goto("about:blank")
    phone.start()
    phone.run("await session.unlock(given)", PIN)
    assert phone.run("drafts.draft('diary')") == {"text": "打字打到一半"}
    phone.run("await drafts.drop('diary')")
    assert phone.run("drafts.draft('diary')") is None


def test_a_dropped_draft_does_not_come_back(phone):
    phone.run("drafts.keep('diary', {text: '存了'}); await drafts.drop('diary');")
    phone.page.wait_for_timeout(600)
    assert phone.run("drafts.draft('diary')") is None


def test_a_tab_left_open_over_an_upgrade_still_keeps_what_is_written(phone):
    phone.run("outbox.used(); window.next = db.store('lianxin', [...db.STEPS, {notes: 'id'}]);")
    phone.page.evaluate("() => window.next.open().then(() => null)")
    phone.write("升级的时候还开着的窗口")
    assert [item["payload"]["text"] for item in phone.items()] == ["升级的时候还开着的窗口"]
    assert phone.sync()["state"] == "idle"


def test_small_notes_never_cost_the_reserve(phone):
    phone.page.evaluate(f"() => {{ {FULL} window.full = {NOTES}; }}")
    assert phone.run("session.state()") == "open"
    phone.sync()
    assert phone.run("db.hasReserve()") is True


def test_what_is_typed_while_the_lock_closes_is_kept_when_it_opens(phone):
    phone.run("await session.lock(); drafts.keep('diary', {text: '锁上的那一刻'});")
    phone.page.wait_for_timeout(500)
    phone.run("await session.unlock(given)", PIN)
    phone.page.wait_for_timeout(500)
    phone.start()
    phone.run("await session.unlock(given)", PIN)
    assert phone.run("drafts.draft('diary')") == {"text": "锁上的那一刻"}


def test_without_signal_nothing_is_frozen_and_all_can_still_be_changed(phone, server, context):
    item = phone.write("想改就改")
    server.reachable = False
    context.set_offline(True)
    assert phone.sync()["state"] == "offline"
    assert not phone.items()[0]["frozen"]
    changed = {"households": ["h"], "kinds": ["visit"], "day": "2026-07-15", "text": "改过"}
    phone.run("outbox.change(given[0], given[1])", [item["id"], changed])
    context.set_offline(False)
    server.reachable = True
    phone.sync()
    assert [one["state"] for one in phone.items()] == ["received"]
    assert "改过" in server.texts[-1]

"""Everything arrives exactly once, whatever the network does on the way."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from .conftest import PIN, Refused
from .server import dropped, failing, foreign, portal, portal_denies, truncated

pytestmark = [pytest.mark.browser, pytest.mark.once]

LATER = """const Real = Date;
  window.Date = class extends Real {
    constructor(...all) { super(...(all.length ? all : [Real.now() + given])); }
    static now() { return Real.now() + given; }
  };"""


def accepted(server) -> int:
    return len(server.receipts)


def test_what_waits_arrives_in_order_and_the_phone_says_so(phone, server):
    for number in range(3):
        phone.write(f"第{number}条")
    status = phone.sync()
    assert (status["state"], status["left"]) == ("idle", 0)
    assert status["last"]
    assert phone.states() == ["received"] * 3
    assert [json.loads(text)["payload"]["text"] for text in server.texts] == [
        "第0条",
        "第1条",
        "第2条",
    ]


def test_batches_hold_twenty_items_and_only_the_last_one_asks_for_changes(phone, server):
    phone.run("for (let n = 0; n < 45; n += 1) await outbox.add('phrase.keep', {text: `${n}`});")
    phone.sync()
    assert [len(batch) for batch in server.sent()] == [20, 20, 5]
    assert [json.loads(body)["pull"] for body in server.bodies] == [False, False, True]


def test_batches_stay_under_two_hundred_kilobytes(phone, server):
    phone.run(
        "for (let n = 0; n < 5; n += 1) await outbox.add('diary.write', {text: '长'.repeat(25000)});"
    )
    phone.sync()
    assert [len(batch) for batch in server.sent()] == [2, 2, 1]
    assert max(len(body.encode()) for body in server.bodies) < 201_000


@pytest.mark.parametrize("fault", [dropped, portal, portal_denies, truncated, foreign])
def test_an_answer_that_is_not_ours_counts_as_not_sent_and_the_same_bytes_go_again(
    phone, server, fault
):
    phone.write("只到一次")
    server.faults = [fault]
    assert phone.sync()["state"] == "offline"
    assert phone.states() == ["waiting"]
    assert phone.items()[0]["frozen"]
    assert phone.sync()["state"] == "idle"
    assert phone.states() == ["received"]
    assert len(server.texts) == 2
    assert len(set(server.texts)) == 1
    assert accepted(server) == 1


def test_the_bytes_stay_the_same_over_a_restart_of_the_phone(phone, server):
    phone.write("冻住的字")
    server.faults = [dropped]
    phone.sync()
    phone.start()
    phone.run("await session.unlock(given)", PIN)
    phone.sync()
    assert len(server.texts) == 2
    assert len(set(server.texts)) == 1
    assert phone.states() == ["received"]


def test_a_duplicate_takes_the_first_verdict(phone, server):
    server.judge = lambda item: {"verdict": "rejected", "problem": {"code": "diary.no_kind"}}
    phone.write("被退回，回答又丢了")
    server.faults = [dropped]
    phone.sync()
    server.judge = lambda item: {"verdict": "accepted"}
    phone.sync()
    item = phone.items()[0]
    assert (item["state"], item["verdict"]) == ("failed", "rejected")
    assert item["problem"]["code"] == "diary.no_kind"


def test_a_conflict_shows_both_values_and_who_decides(phone, server):
    one = {
        "id": "p",
        "field": "phone",
        "label": "电话",
        "yours": "1",
        "held": "2",
        "held_by": "村委会",
    }
    problem = {"code": "sync.conflict", "proposals": [one], "decider": "何晓燕"}
    server.judge = lambda item: {"verdict": "conflict", "problem": problem}
    phone.run("await outbox.add('household.edit', {household: 'h', base: 1, fields: {phone: '1'}})")
    phone.sync()
    item = phone.items()[0]
    assert (item["state"], item["decider"]) == ("conflict", "何晓燕")
    assert item["proposals"] == [one]


@pytest.mark.parametrize("outcome", ["", "taken", "kept", "withdrawn"])
def test_a_clash_that_was_decided_no_longer_stands_in_the_outbox(phone, server, outcome):
    problem = {"code": "sync.conflict", "proposals": [{"id": "p"}], "decider": "何晓燕"}
    server.judge = lambda item: {"verdict": "conflict", "problem": problem}
    phone.run("await outbox.add('household.edit', {household: 'h', base: 1, fields: {phone: '1'}})")
    phone.sync()
    assert phone.states() == ["conflict"]  # nothing has been told of the proposal yet
    server.pages.append([{"kind": "proposal", "id": "p", "rev": 1, "data": {"outcome": outcome}}])
    phone.sync()
    assert phone.states() == ["received" if outcome else "conflict"]


def test_one_refused_item_holds_up_no_other(phone, server):
    server.judge = lambda item: (
        {"verdict": "rejected", "problem": {"code": "diary.no_kind"}}
        if item["payload"]["text"] == "坏"
        else {"verdict": "accepted"}
    )
    for text in ("好", "坏", "也好"):
        phone.write(text)
    assert phone.sync()["state"] == "idle"
    assert phone.states() == ["received", "failed", "received"]


@pytest.mark.parametrize(("status", "state"), [(422, "failed"), (500, "waiting")])
def test_an_item_that_the_server_chokes_on_is_found_and_the_others_go_on(
    phone, server, status, state
):
    server.chokes_on = lambda text: status if "毒" in text else 0
    for text in ("一", "二", "毒", "四", "五"):
        phone.write(text)
    phone.sync()
    assert phone.states() == ["received", "received", state, "received", "received"]
    assert accepted(server) == 4


def test_an_item_that_waits_for_another_is_asked_again_after_it(phone, server):
    def judge(item):
        needs = item["payload"].get("after")
        return {"verdict": "accepted" if not needs or needs in server.receipts else "deferred"}

    server.judge = judge
    second = phone.run("""
      const first = await outbox.add("diary.amend", {text: "先到的", after: "x"});
      const second = await outbox.add("diary.write", {text: "后到的"});
      await outbox.change(first.id, {text: "先到的", after: second.id});
      return second.id;""")
    assert phone.sync()["state"] == "idle"
    assert phone.states() == ["received", "received"]
    assert server.sent() == [[1, 2], [1]]
    assert second in server.receipts


def test_an_item_deferred_for_long_waits_without_an_endless_loop(phone, server):
    server.judge = lambda item: {"verdict": "deferred"}
    phone.write("等不到的")
    status = phone.sync()
    assert (status["state"], status["left"]) == ("waiting", 1)
    assert len(server.texts) == 1


def test_a_server_restored_from_a_backup_is_offered_everything_again(phone, server):
    for number in range(3):
        phone.write(f"第{number}条")
    phone.sync()
    sent = sorted(server.texts)
    server.receipts.clear()
    server.bodies.clear()
    server.epoch = "another life"
    assert phone.sync()["state"] == "idle"
    assert sorted(server.texts) == sent
    assert accepted(server) == 3
    assert phone.states() == ["received"] * 3
    cursors = [json.loads(body)["cursor"] for body in server.bodies]
    assert None in cursors  # and everything is fetched anew


def test_an_account_that_ended_keeps_its_entries_on_the_phone(phone, server):
    phone.write("停用以后写的")
    server.revoked = True
    assert phone.sync()["state"] == "revoked"
    item = phone.items()[0]
    assert (item["state"], item["verdict"]) == ("failed", "quarantined")
    assert item["payload"]["text"] == "停用以后写的"
    assert json.loads(phone.run("return (await outbox.asFiles())[0].text()"))["signature"]


def test_what_the_office_held_back_is_learnt_by_the_same_bytes_and_never_sent_as_another(
    phone, server
):
    phone.write("停用以后写的")
    server.revoked = True
    phone.sync()
    [item] = phone.items()
    with pytest.raises(Refused) as refused:
        phone.run("await outbox.change(given.id, given.payload)", item)
    assert refused.value.code == "phone.already_sent"
    phone.run("await outbox.retry(given)", item["id"])
    phone.sync()
    assert phone.states() == ["failed"]
    server.revoked = False
    server.receipts[item["id"]] = (server.receipts[item["id"]][0], {"verdict": "accepted"})
    assert phone.sync()["state"] == "idle"
    assert phone.states() == ["received"]
    assert len(server.receipts) == 1


def test_a_sign_in_that_ended_is_told_and_mended_by_signing_in_again(phone, server):
    phone.write("登录过期时写的")
    server.tokens.clear()
    server.signed_in = False
    assert phone.sync()["state"] == "signed_out"
    assert phone.states() == ["waiting"]
    assert phone.sync()["state"] == "signed_out"
    server.signed_in = True
    assert phone.sync()["state"] == "idle"
    assert phone.states() == ["received"]


def test_a_portal_that_says_401_does_not_sign_anybody_out(phone, server):
    phone.write("在有登录页的无线网里")
    server.faults = [portal_denies]
    assert phone.sync()["state"] == "offline"


def test_without_signal_it_waits_and_with_signal_it_goes_by_itself(phone, server):
    server.reachable = False
    phone.run("await sync.start()")
    phone.write("没信号")
    assert phone.sync()["state"] == "offline"
    server.reachable = True
    phone.page.evaluate("() => { dispatchEvent(new Event('online')) }")
    phone.page.wait_for_timeout(800)
    assert phone.states() == ["received"]


def test_a_new_entry_goes_at_once_where_there_is_signal(phone, server):
    phone.run("await sync.start()")
    phone.write("马上走")
    phone.page.wait_for_timeout(800)
    assert phone.states() == ["received"]


def test_the_pauses_grow_and_are_never_all_the_same(phone):
    pauses = phone.run("return [0, 1, 2, 5, 30].map((n) => sync.pause(n))")
    for wait, most in zip(pauses, (5, 10, 20, 160, 600), strict=True):
        assert most * 500 <= wait <= most * 1000
    assert len(set(phone.run("return [...Array(20)].map(() => sync.pause(3))"))) > 10


@pytest.mark.parametrize("locks", ["navigator.locks", "undefined"])
def test_of_two_tabs_only_one_sends_and_everything_arrives_once(phone, tab, server, locks):
    other = tab()
    other.run("await session.unlock(given)", PIN)
    if locks == "undefined":
        for one in (phone, other):
            one.page.evaluate("() => Object.defineProperty(navigator, 'locks', {value: undefined})")
    phone.run("for (let n = 0; n < 30; n += 1) await outbox.add('phrase.keep', {text: `${n}`});")
    go = "() => { window.done = import('/static/phone/sync.js').then((sync) => sync.now()) }"
    phone.page.evaluate(go)
    other.page.evaluate(go)
    for one in (phone, other):
        one.page.evaluate("() => window.done.then(() => null)")
    assert len(server.texts) == len(set(server.texts)) == 30
    assert set(phone.states()) == {"received"}


def test_second_copies_stay_for_thirty_days_by_the_servers_clock(phone, server):
    phone.write("留三十天")
    phone.sync()
    days = 24 * 3600 * 1000
    phone.run(LATER, 365 * days)  # the phone's clock runs wild: the server's counts
    phone.sync()
    assert len(phone.items()) == 1
    server.skew = timedelta(days=29)
    phone.sync()
    assert len(phone.items()) == 1
    server.skew = timedelta(days=31)
    phone.sync()
    assert phone.items() == []


def test_unsent_items_stay_however_old_they_are(phone, server):
    server.judge = lambda item: {"verdict": "deferred"}
    phone.write("一直没发出去")
    server.skew = timedelta(days=400)
    phone.sync()
    assert phone.states() == ["waiting"]


@pytest.mark.parametrize("days", [-1, 1])
def test_a_phone_whose_clock_is_a_day_off_knows_todays_date_from_the_server(phone, server, days):
    phone.run(LATER, days * 24 * 3600 * 1000)
    wrong = phone.run("records.today()")
    phone.sync()
    right = phone.run("records.today()")
    shanghai = datetime.now(UTC) + timedelta(hours=8)
    assert right == shanghai.strftime("%Y-%m-%d") != wrong
    sent = json.loads(server.bodies[-1])["now"]
    assert sent.startswith((datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%d"))


def test_changes_come_page_by_page_and_null_takes_a_document_away(phone, server):
    def household(key, head):
        return {"kind": "household", "id": key, "rev": 1, "data": {"head": head, "number": key}}

    server.pages = [
        [household("1", "漆玉珍")],
        [household("2", "马永福"), household("3", "杨桂兰")],
    ]
    phone.sync()
    heads = "return (await records.households()).map((one) => one.head)"
    assert phone.run(heads) == ["漆玉珍", "马永福", "杨桂兰"]
    server.pages.append([{"kind": "household", "id": "2", "rev": 2, "data": None}])
    phone.sync()
    assert phone.run(heads) == ["漆玉珍", "杨桂兰"]


def test_with_everything_fetched_anew_what_did_not_come_is_gone(phone, server):
    def household(key):
        return {"kind": "household", "id": key, "rev": 1, "data": {"head": key, "number": key}}

    server.pages = [[household("1")], [household("2"), household("3")]]
    phone.sync()
    server.epoch, server.pages = "another life", [[household("3")], [household("4")]]
    phone.sync()
    assert [one["id"] for one in phone.run("records.households()")] == ["3", "4"]


def test_the_office_is_told_what_still_waits_and_when_nothing_does(phone, server):
    server.judge = lambda item: {"verdict": "deferred"}
    first = phone.write("等着")
    phone.sync()
    told = [json.loads(body).get("waiting") for body in server.bodies]
    assert told[-1] == {"items": 1, "photos": 0, "oldest": first["at"]}
    server.judge = lambda item: {"verdict": "accepted"}
    phone.sync()
    assert json.loads(server.bodies[-1])["waiting"] == {"items": 0, "photos": 0, "oldest": None}


def test_a_defect_of_the_server_is_waited_out(phone, server):
    server.faults = [failing]
    phone.write("服务器出错")
    assert phone.sync()["state"] == "waiting"
    assert phone.sync()["state"] == "idle"
    assert accepted(server) == 1


def test_locked_nothing_is_sent_and_nothing_is_lost(phone, server):
    phone.write("锁着")
    phone.run("await session.lock()")
    assert phone.sync()["state"] == "waiting"
    assert server.bodies == []
    phone.run("await session.unlock(given)", PIN)
    assert phone.sync()["state"] == "idle"


@pytest.mark.parametrize(("unpacks", "share"), [(True, 0.3), (False, 1.02)])
def test_a_hundred_entries_cost_less_packed_and_hardly_more_than_themselves_plain(
    phone, server, unpacks, share
):
    server.unpacks = unpacks
    phone.run("""for (let n = 0; n < 100; n += 1) await outbox.add("diary.write", {
      households: ["0198a000-0000-7000-8000-000000000001"], village: null, kinds: ["visit", "talk"],
      day: "2026-07-15", until: null, minutes: 35, place: null, photos: [], needs: [], progress: [],
      text: "到玉珍家里坐了一会儿，问了药费和孩子上学的事，她说低保已经批下来了。".repeat(3)});""")
    phone.sync()
    own = sum(len(text.encode()) for text in server.texts)
    assert len(server.bodies) == 5
    assert server.bytes < share * own


def test_the_status_names_what_stands_in_the_way(phone, server):
    server.reachable = False
    phone.write("没信号")
    assert phone.sync()["problem"]["code"] == "phone.no_signal"
    server.reachable = True
    assert phone.sync()["problem"] is None


def test_a_signed_out_phone_tells_its_screens_even_when_it_was_locked(phone):
    phone.run(
        "await session.lock(); window.told = 0; session.onChange(() => { window.told += 1; });"
    )
    phone.run("await session.signOut();")
    assert phone.run("return window.told") > 0
    assert phone.run("session.state()") == "new"


def test_an_item_that_the_disk_spoilt_holds_up_no_other(phone, server):
    for text in ("一", "坏掉的", "三"):
        phone.write(text)
    phone.run("""
      const row = await db.db.table("outbox").get(2);
      await db.db.table("outbox").put({...row, sealed: row.sealed.map((byte) => byte ^ 1)});""")
    assert [item["payload"].get("text") for item in phone.items()] == ["一", None, "三"]
    assert phone.items()[1]["problem"]["code"] == "phone.unreadable"
    phone.sync()
    assert phone.states() == ["received", "waiting", "received"]
    phone.run("await outbox.drop(given)", phone.items()[1]["id"])
    assert phone.sync()["state"] == "idle"

"""The lock: what opens it, what keeps it shut, and that no unsent entry is lost by it."""

import pytest

from .conftest import PIN, Refused

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_new_phone_says_so_and_the_officer_begins_with_a_pin(tab):
    mine = tab()
    assert mine.run("session.state()") == "new"
    mine.begin()
    assert mine.run("session.state()") == "open"


def test_without_a_sign_in_on_the_web_the_phone_cannot_begin(tab, server):
    server.signed_in = False
    mine = tab()
    with pytest.raises(Refused) as refused:
        mine.begin()
    assert refused.value.code == "request.not_signed_in"
    assert mine.run("session.state()") == "new"


def test_a_pin_takes_six_digits(tab):
    with pytest.raises(Refused) as refused:
        tab().begin("1234")
    assert refused.value.code == "phone.pin_short"


def test_after_a_restart_it_is_locked_and_only_the_pin_opens_it(phone):
    phone.write("和玉珍聊了药费")
    phone.start()
    assert phone.run("session.state()") == "locked"
    with pytest.raises(Refused) as refused:
        phone.items()
    assert refused.value.code == "phone.locked"
    assert phone.run("session.unlock('000000')") is False
    assert phone.run("session.state()") == "locked"
    assert phone.run("session.unlock(given)", PIN) is True
    assert phone.items()[0]["payload"]["text"] == "和玉珍聊了药费"


def test_after_five_wrong_pins_one_waits_and_the_wait_doubles_but_nothing_is_wiped(phone):
    phone.write("写好的一条")
    phone.start()
    for _ in range(5):
        assert phone.run("session.unlock('000000')") is False
    found = phone.run("session.wrongTries()")
    assert found["count"] == 5
    assert 50 <= found["wait"] <= 60
    with pytest.raises(Refused) as refused:
        phone.run("session.unlock(given)", PIN)
    assert refused.value.code == "phone.pin_wait"
    later = "const old = Date.now; Date.now = () => old() + given * 1000;"
    phone.run(later + "return session.unlock('000000')", 61)
    assert 110 <= phone.run("session.wrongTries()")["wait"] <= 120
    phone.run(later + "await session.unlock(given.pin ?? '417293')", 121)
    assert phone.run("session.wrongTries()")["count"] == 0
    assert len(phone.items()) == 1


def test_after_five_idle_minutes_the_lock_closes_and_the_draft_is_kept(phone):
    phone.run("drafts.keep('diary', {text: '写到一半'})")
    phone.run("const old = Date.now; Date.now = () => old() + 301000;")
    phone.page.wait_for_timeout(5600)
    assert phone.run("session.state()") == "locked"
    phone.run("await session.unlock(given)", PIN)
    assert phone.run("drafts.draft('diary')") == {"text": "写到一半"}


def test_who_touches_the_phone_keeps_it_open(phone):
    phone.run("const old = Date.now; Date.now = () => old() + 301000; session.touch();")
    phone.page.wait_for_timeout(5600)
    assert phone.run("session.state()") == "open"


def test_a_forgotten_pin_is_made_new_by_signing_in_and_the_entries_stay(phone, server):
    phone.write("没发出的")
    phone.start()
    server.signed_in = False
    with pytest.raises(Refused) as refused:
        phone.run("await session.forgot('135790')")
    assert refused.value.code == "request.not_signed_in"
    server.signed_in = True
    phone.run("await session.forgot('135790')")
    assert phone.items()[0]["payload"]["text"] == "没发出的"
    phone.start()
    assert phone.run("session.unlock(given)", PIN) is False
    assert phone.run("session.unlock('135790')") is True


def test_a_changed_pin_opens_and_the_old_one_does_not(phone):
    assert phone.run("session.changePin('999999', '246810')") is False
    assert phone.run(f"session.changePin('{PIN}', '246810')") is True
    phone.start()
    assert phone.run("session.unlock(given)", PIN) is False
    assert phone.run("session.unlock('246810')") is True


def test_signed_out_the_unsent_entries_stay_and_the_same_account_goes_on_with_them(phone, server):
    first = phone.write("没发出的")
    assert phone.run("session.signOut()") == 1
    assert phone.run("session.state()") == "new"
    phone.begin("864209")
    assert [item["id"] for item in phone.items()] == [first["id"]]
    assert phone.sync()["state"] == "idle"
    assert phone.states() == ["received"]


def test_another_account_does_not_take_over_a_phone_with_somebodys_unsent_entries(phone, server):
    phone.write("田立新没发出的")
    phone.run("session.signOut()")
    server.account = "0198a000-0000-7000-8000-000000000002"
    with pytest.raises(Refused) as refused:
        phone.begin("864209")
    assert refused.value.code == "phone.other_account"
    assert refused.value.found["unsent"] == 1


def test_another_account_takes_over_a_phone_that_has_sent_everything(phone, server):
    phone.write("田立新发出的")
    phone.sync()
    phone.run("session.signOut()")
    server.account = "0198a000-0000-7000-8000-000000000002"
    phone.begin("864209")
    assert phone.run("session.state()") == "open"
    assert phone.items() == []


def test_a_thief_who_copies_the_store_finds_no_word_of_it(phone, server):
    server.pages = [[{"kind": "household", "id": "h", "rev": 1, "data": {"head": "漆玉珍"}}]]
    phone.write("玉珍的病情")
    phone.run("drafts.keep('diary', {text: '草稿里的病情'}); await drafts.flush();")
    phone.sync()
    raw = phone.run("""
      const out = [];
      for (const table of db.db.tables) for (const row of await table.toArray()) {
        if (table.name === "reserve") continue;
        out.push(JSON.stringify(row, (key, value) => value instanceof Uint8Array
          ? new TextDecoder().decode(value) : value));
      }
      return out.join("\\n");""")
    token = next(iter(server.tokens))
    recovery = next(iter(server.devices.values()))["recovery"]
    for word in ("病情", "漆玉珍", token, recovery, PIN):
        assert word not in raw
    assert "diary.write" in raw  # the look was a real one


def test_a_browser_without_storage_is_told_before_anything_is_typed(tab):
    mine = tab()
    mine.page.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }"
    )
    mine.start()
    assert mine.run("session.state()") == "blocked"
    assert mine.run("session.trouble()") == "phone.no_storage"


def test_an_address_without_encryption_is_told_too(tab):
    mine = tab()
    mine.page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    mine.start()
    assert mine.run("session.state()") == "unsupported"
    assert mine.run("session.trouble()") == "phone.not_secure"


def test_a_passkey_opens_the_lock_where_the_phone_has_one(phone):
    page = phone.page
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "ctap2Version": "ctap2_1",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "hasResidentKey": True,
                "hasPrf": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    assert phone.run("session.canPasskey()") is True
    assert phone.run("session.addPasskey()") is True
    phone.write("只有指纹看得到")
    phone.run("await session.lock()")
    assert phone.run("session.state()") == "locked"
    assert phone.run("session.unlockByPasskey()") is True
    assert phone.items()[0]["payload"]["text"] == "只有指纹看得到"

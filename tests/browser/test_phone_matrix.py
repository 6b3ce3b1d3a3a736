"""Whatever befalls a phone between writing and sending: all that was said to be kept arrives, once."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, expect

from lianxin.doors.phone import files, views
from lianxin.kernel.actor import SYSTEM
from lianxin.people.policy import AccountActor
from lianxin.records.diary.models import Entry
from lianxin.sync.devices import device_revoke
from lianxin.sync.models import Device, Quarantined
from lianxin.sync.quarantine import quarantine_decide

from .pocket import again, arrive, arrived, at, keep, opened, ready, unlock
from .screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("homes")]
TEXTS = ("牛棚砖墙砌好了。", "老康说顶料涨了，差1,800元。", "孙女升三年级了。")
LONG = "满了还要写。" * 700
SHIFT = """() => {
  const shift = Number(localStorage["test.shift"] || 0), Real = Date;
  if (!shift) return;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
}"""
NO_STORE = {
    "there is none": "() => { Object.defineProperty(window, 'indexedDB', {value: undefined}); }",
    "it may not be opened": """() => { IDBFactory.prototype.open = () => {
        throw new DOMException("no", "SecurityError"); }; }""",
    "nothing can be put in": """() => { IDBObjectStore.prototype.put = () => {
        throw new DOMException("no", "InvalidStateError"); }; }""",
}
FILL = """async () => {
  const opening = indexedDB.open("others", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("all", {autoIncrement: true});
  const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  for (let size = 1 << 20; size > 128;) {
    const all = crypto.getRandomValues(new Uint8Array(Math.min(size, 65536)));
    const bytes = new Uint8Array(size).map((_, at) => all[at % all.length] ^ (at >> 16));
    const ended = db.transaction("all", "readwrite", {durability: "strict"});
    ended.objectStore("all").put(bytes);
    const kept = await new Promise((done) => {
      ended.oncomplete = () => done(true);
      ended.onabort = () => done(false);
    });
    if (!kept) size >>= 1;
  }
  db.close();
}"""
RESERVED = """async () => {
  const opening = indexedDB.open("lianxin");
  const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const asked = db.transaction("reserve").objectStore("reserve").count();
  const count = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  db.close();
  return count > 0;
}"""
MOVE = "(by) => { localStorage['test.shift'] = by; }"
LEFT = "[role=status]:has-text('对过')"
DAY = 86_400_000


def once(texts: list[str]) -> Counter[str]:
    return Counter(dict.fromkeys(texts, 1))


def silence(screen: Screen, on: bool) -> None:
    """The product's own address can be reached, what goes to it is lost on the way."""
    if on:
        screen.page.context.route("**/api/v1/**", lambda route: route.abort("connectionreset"))
    else:
        screen.page.context.unroute("**/api/v1/**")


def test_weeks_without_signal(phone, cast):
    page = opened(phone)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
    page.context.set_offline(True)
    told = keep(phone, cast.home.pk, *TEXTS[:2])
    again(phone)
    told += keep(phone, cast.next_door.pk, TEXTS[2])
    assert not arrived()
    page.context.set_offline(False)
    arrive(phone)
    assert arrived() == once(told)


def test_the_disk_is_full(phone, cast):
    """The reserve makes room; when even that is gone the text stays on the screen and is told not kept."""
    session = phone.page.context.new_cdp_session(phone.page)
    quota = {"origin": phone.address, "quotaSize": 8_000_000}
    session.send("Storage.overrideQuotaForOrigin", quota)
    page = opened(phone)
    page.wait_for_function(RESERVED)
    silence(phone, True)
    told = keep(phone, cast.home.pk, TEXTS[0])
    page.evaluate(FILL)
    told += keep(phone, cast.next_door.pk, TEXTS[1])
    assert not page.evaluate(RESERVED)
    for number in range(9):
        page.evaluate(FILL)
        at(phone, f"write?household={cast.home.pk}", "#text")
        page.get_by_role("button", name="入户").click()
        page.get_by_label("说了什么，看见什么").fill(f"{number} {LONG}")
        page.get_by_role("button", name="存好，没信号也行").click()
        said = page.get_by_role("heading", name="已存", level=1)
        said.or_(page.get_by_role("alert")).first.wait_for()
        told.append(f"{number} {LONG}")
        if not said.count():
            break
    expect(page.get_by_role("alert")).to_contain_text("满")
    assert page.get_by_label("说了什么，看见什么").input_value() == told[-1]
    page.evaluate("() => { indexedDB.deleteDatabase('others'); }")
    session.send("Storage.overrideQuotaForOrigin", {"origin": phone.address})
    page.get_by_role("button", name="存好，没信号也行").click()
    expect(page.get_by_role("heading", name="已存", level=1)).to_be_visible()
    silence(phone, False)
    arrive(phone)
    assert arrived() == once(told)


def test_the_phone_is_upgraded_in_between(phone, cast, monkeypatch, tmp_path):
    """Another version with another step of the store: the old one's entries go through it and arrive."""
    page = opened(phone)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
    silence(phone, True)
    told = keep(phone, cast.home.pk, *TEXTS[:2])
    hand_out_the_next_version(monkeypatch, tmp_path)
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((it) => it.update())")
    page.wait_for_function(
        "() => navigator.serviceWorker.getRegistration().then((it) => !!it.waiting)"
    )
    again(phone)
    page.wait_for_function(
        "() => indexedDB.databases().then((all) => all.some((one) => one.version === 20))"
    )
    told += keep(phone, cast.home.pk, TEXTS[2])
    silence(phone, False)
    arrive(phone)
    assert arrived() == once(told)


def hand_out_the_next_version(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    text = (files.STATIC / "phone/db.js").read_text("utf-8")
    later = folder / "db.js"
    later.write_text(text.replace("\n];", '\n  { later: "name" },\n];', 1), "utf-8")
    assert later.read_text("utf-8") != text
    find = finders.find
    monkeypatch.setattr(
        finders,
        "find",
        lambda path, *more, **named: (
            str(later) if path == "phone/db.js" else find(path, *more, **named)
        ),
    )
    worker = re.sub(r'VERSION="\w+"', 'VERSION="later"', views.worker_text())
    monkeypatch.setattr(views, "worker_text", lambda: worker)


def test_the_office_stops_the_phone(phone, cast):
    """Nothing is dropped: it waits in the office's hands, and is there once when the office takes it."""
    page = opened(phone)
    silence(phone, True)
    told = keep(phone, cast.home.pk, *TEXTS)
    device = Device.objects.visible_to(SYSTEM).get()
    device_revoke(actor=AccountActor.of(cast.office, door="web"), device=device, reason="手机丢了")
    silence(phone, False)
    at(phone, "outbox", "li.row")
    page.get_by_role("button", name="再试").click()
    expect(page.locator(".net")).to_contain_text("停")
    held = Quarantined.objects.visible_to(SYSTEM).filter(action="diary.write")
    for _ in range(100):
        if held.count() == len(told):
            break
        page.wait_for_timeout(100)
    assert not arrived()
    office = AccountActor.of(cast.office, door="web")
    for row in held:
        quarantine_decide(actor=office, row=row, decision=Quarantined.Decision.TAKEN)
    assert arrived() == once(told)


@pytest.mark.parametrize("how", ["by the officer", "by the office"])
def test_the_officer_is_signed_out(phone, cast, how):
    page = opened(phone)
    silence(phone, True)
    told = keep(phone, cast.home.pk, *TEXTS[:2])
    if how == "by the officer":
        at(phone, "mine", ".dl")
        page.get_by_role("button", name="退出登录").click()
        page.get_by_role("alertdialog").get_by_role("button", name="退出登录").click()
        ready(page, "new")
        silence(phone, False)
        page.reload()
        opened(phone)
    else:
        Device.objects.visible_to(SYSTEM).get().token.delete()
        silence(phone, False)
    arrive(phone)
    assert arrived() == once(told)


@pytest.mark.parametrize("store", NO_STORE)
def test_where_nothing_can_be_kept_it_is_said_before_a_word_is_typed(phone, cast, store):
    page = phone.page
    page.add_init_script(f"({NO_STORE[store]})()")
    page.goto(f"{phone.address}/phone/#/write?household={cast.home.pk}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("body[data-ready=unsupported], body[data-ready=blocked]").count() == 1
    assert page.locator("textarea, input").count() == 0


@pytest.mark.parametrize("days", [-1, 1])
def test_the_clock_is_a_day_off_from_the_start(phone, cast, days):
    """The server's answers tell the phone; the day of an entry is right, the difference is written down."""
    page = phone.page
    page.add_init_script(f"({SHIFT})()")
    page.goto(f"{phone.address}/phone/")
    page.evaluate(MOVE, days * DAY)
    opened(phone)
    silence(phone, True)
    told = keep(phone, cast.home.pk, *TEXTS)
    silence(phone, False)
    arrive(phone)
    assert arrived() == once(told)
    assert set(Entry.objects.visible_to(SYSTEM).values_list("day", flat=True)) == {date.today()}
    assert abs(Device.objects.visible_to(SYSTEM).get().skew - days * 86_400) < 60


@pytest.mark.parametrize("days", [-1, 1])
def test_the_clock_jumps_a_day_without_signal(phone, cast, days):
    """An entry of tomorrow is not lost and not believed: one button puts it right."""
    page = opened(phone)
    page.add_init_script(f"({SHIFT})()")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
    silence(phone, True)
    page.evaluate(MOVE, days * DAY)
    again(phone)
    told = keep(phone, cast.home.pk, *TEXTS[:2])
    silence(phone, False)
    at(phone, "outbox", "li.row")
    page.get_by_role("button", name="再试").click()
    if days > 0:
        for _ in told:
            page.get_by_role("button", name="改成今天").first.click(timeout=30_000)
    arrive(phone)
    assert arrived() == once(told)
    day = date.today() + timedelta(days=min(0, days))
    assert set(Entry.objects.visible_to(SYSTEM).values_list("day", flat=True)) == {day}


@pytest.mark.parametrize("end", ["both stay open", "one is closed while it sends"])
def test_two_tabs_write_and_send_at_once(phone, cast, end):
    first = opened(phone)
    second = first.context.new_page()
    second.goto(f"{phone.address}/phone/")
    unlock(second)
    silence(phone, True)
    other = Screen(second, phone.address)
    told = keep(phone, cast.home.pk, *TEXTS[:2]) + keep(other, cast.next_door.pk, TEXTS[2])
    assert left(first) == left(second) == len(told)
    silence(phone, False)
    for page in (first, second):
        page.evaluate("() => { dispatchEvent(new Event('online')); }")
    if end != "both stay open":
        first.close()
        arrive(other)
    else:
        arrive(phone)
        arrive(other)
        assert left(first) == left(second) == 0
    assert arrived() == once(told)


def left(page: Page) -> int:
    """How many the tab shows as waiting, at its outbox."""
    page.evaluate("() => { location.hash = '#/outbox'; }")
    page.get_by_role("heading", name="待发", level=1).wait_for()
    page.locator(".empty, li.row .tag").first.wait_for()
    return page.locator("li.row .tag").count()

"""Whatever befalls a phone between writing and sending: all that was said to be kept arrives, once.

Two clocks, a full disk and no disk: ``test_phone_matrix_alone``.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from lianxin.kernel.actor import SYSTEM
from lianxin.people.policy import AccountActor
from lianxin.records.diary.models import Entry
from lianxin.sync.devices import device_revoke
from lianxin.sync.models import Device, Quarantined
from lianxin.sync.quarantine import quarantine_decide

from .pocket import again, arrive, arrived, at, keep, keep_each_kind, opened, ready, unlock
from .screen import Screen
from .troubles import DAY, WORKER, clock_off, deaf, hand_out_the_next_version, silent

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("earlier")]


def test_days_without_signal(phone, cast):
    """The phone is restarted each day; each entry keeps the day on which it was written."""
    page = opened(phone)
    page.evaluate(WORKER)
    page.context.set_offline(True)
    clock_off(page, -3 * DAY)
    again(phone)
    told = keep_each_kind(phone, cast)
    clock_off(page, -DAY)
    again(phone)
    told += keep(phone, cast.next_door.pk, "第三天写的。")
    clock_off(page, 0)
    again(phone)
    assert not arrived(cast)
    page.context.set_offline(False)
    arrive(phone)
    assert arrived(cast) == told
    days = (
        Entry.objects.visible_to(SYSTEM).exclude(pk=cast.earlier.pk).values_list("day", flat=True)
    )
    assert set(days) == {date.today() - timedelta(days=past) for past in (3, 1)}


def test_the_answer_is_lost_again_and_again(phone, cast):
    """What arrived is asked for with the same bytes, and is not written a second time."""
    opened(phone)
    with deaf(phone) as lost:
        told = keep_each_kind(phone, cast)
        page = at(phone, "outbox", "li.row")
        for times in (1, 2):
            page.get_by_role("button", name="再试").first.click()
            while len(lost) < times:
                page.wait_for_event("requestfailed")
        expect(page.locator("li.row .tag").first).to_have_text("待发")
    arrive(phone)
    assert arrived(cast) == told


def test_the_phone_is_upgraded_in_between(phone, cast, monkeypatch, tmp_path):
    """Another version with another step of the store: the old one's entries go through it and arrive."""
    page = opened(phone)
    page.evaluate(WORKER)
    with silent(phone):
        told = keep_each_kind(phone, cast)
        hand_out_the_next_version(monkeypatch, tmp_path)
        page.evaluate("() => navigator.serviceWorker.getRegistration().then((it) => it.update())")
        page.wait_for_function(
            "() => navigator.serviceWorker.getRegistration().then((it) => !!it.waiting)"
        )
        again(phone)
        page.wait_for_function(
            "() => indexedDB.databases().then((all) => all.some((one) => one.version === 20))"
        )
        told += keep(phone, cast.home.pk, "换了新版以后写的。")
    arrive(phone)
    assert arrived(cast) == told


def test_the_office_stops_the_phone_and_its_officer_brings_it_back(phone, cast):
    """The officer is told; the office takes what it kept, and the phone that is back sends none of it twice."""
    page = opened(phone)
    office = AccountActor.of(cast.office, door="web")
    with silent(phone):
        told = keep_each_kind(phone, cast)
        device = Device.objects.visible_to(SYSTEM).get()
        device_revoke(actor=office, device=device, reason="手机丢了")
    at(phone, "outbox", "li.row")
    page.get_by_role("button", name="再试").first.click()
    expect(page.locator(".net")).to_contain_text("这部手机停用了")
    expect(page.locator("li.row .tag", has_text="等联户办看")).to_have_count(3)
    expect(page.get_by_role("link", name="改一改")).to_have_count(0)
    assert not arrived(cast)
    for row in Quarantined.objects.visible_to(SYSTEM).order_by("seq"):
        quarantine_decide(actor=office, row=row, decision=Quarantined.Decision.TAKEN)
    sign_out_and_in(phone)
    arrive(phone)
    assert arrived(cast) == told


def test_the_officer_signs_out_and_in_again(phone, cast):
    opened(phone)
    with silent(phone):
        told = keep_each_kind(phone, cast)
        sign_out(phone)
    sign_in_again(phone)
    arrive(phone)
    assert arrived(cast) == told


@pytest.mark.parametrize("web", ["still signed in", "signed out too"])
def test_the_phones_token_has_ended(phone, cast, web):
    page = opened(phone)
    with silent(phone):
        told = keep_each_kind(phone, cast)
        Device.objects.visible_to(SYSTEM).get().token.delete()
        if web != "still signed in":
            page.context.clear_cookies(name="sessionid")
    if web != "still signed in":
        at(phone, "outbox", "li.row")
        page.evaluate("() => { dispatchEvent(new Event('online')); }")
        expect(page.locator(".net")).to_contain_text("要重新登录", timeout=30_000)
        expect(page.locator(".net").get_by_role("link", name="登录")).to_be_visible()
        phone.sign_in(cast.officer)
        again(phone)
    arrive(phone)
    assert arrived(cast) == told


@pytest.mark.parametrize("end", ["both stay open", "one is closed while it sends"])
def test_two_tabs_write_and_send_at_once(phone, cast, end):
    first = opened(phone)
    second = first.context.new_page()
    second.goto(f"{phone.address}/phone/")
    unlock(second)
    other = Screen(second, phone.address)
    with silent(phone):
        told = keep_each_kind(phone, cast) + keep(other, cast.next_door.pk, "另一页写的。")
        assert left(first) == left(second) == 4
    for page in (first, second):
        page.evaluate("() => { dispatchEvent(new Event('online')); }")
    if end == "both stay open":
        arrive(phone)
    else:
        first.close()
    arrive(other)
    assert end != "both stay open" or left(first) == left(second) == 0
    assert arrived(cast) == told


def sign_out(screen: Screen) -> None:
    page = at(screen, "mine", ".dl")
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("alertdialog").get_by_role("button", name="退出登录").click()
    ready(page, "new")


def sign_in_again(screen: Screen) -> None:
    screen.page.reload()
    opened(screen)


def sign_out_and_in(screen: Screen) -> None:
    sign_out(screen)
    sign_in_again(screen)


def left(page: Page) -> int:
    """How many the tab shows as waiting, at its outbox."""
    page.evaluate("() => { location.hash = '#/outbox'; }")
    page.get_by_role("heading", name="待发", level=1).wait_for()
    page.locator(".empty, li.row .tag").first.wait_for()
    return page.locator("li.row .tag").count()

"""A phone's own troubles between writing and sending: a full disk, none at all, a clock that is off."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Entry
from lianxin.sync.models import Device

from .pocket import again, arrive, arrived, at, keep, keep_each_kind, opened, photograph, save
from .troubles import DAY, FILL, NO_STORE, RESERVED, WORKER, clock_off, silent

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.long,
    pytest.mark.usefixtures("earlier"),
]
LONG = "满了还要写。" * 700


def test_the_disk_is_full(phone, cast):
    """Photos stop first, the reserve makes room; when even that is gone the text stays on the screen and is
    told not kept.

    A full browser goes on giving back room of what it threw away; at last it is granted none at all.
    """
    session = phone.page.context.new_cdp_session(phone.page)
    quota = {"origin": phone.address, "quotaSize": 8_000_000}
    session.send("Storage.overrideQuotaForOrigin", quota)
    page = opened(phone)
    with silent(phone):
        told = keep_each_kind(phone, cast)
        assert page.evaluate(RESERVED)
        page.evaluate(FILL)
        page = at(phone, f"write?household={cast.next_door.pk}", "#text")
        photograph(page)
        expect(page.get_by_role("alert")).to_contain_text("先不收照片")
        told += keep(phone, cast.next_door.pk, "照片不收，字照样收。")
        assert not page.evaluate(RESERVED)
        page.evaluate(FILL)
        session.send("Storage.overrideQuotaForOrigin", quota | {"quotaSize": 1})
        save(at(phone, f"write?household={cast.home.pk}", "#text"), LONG)
        expect(page.get_by_role("alert")).to_contain_text("满", timeout=30_000)
        assert page.get_by_label("说了什么，看见什么").input_value() == LONG
        page.evaluate("() => { indexedDB.deleteDatabase('others'); }")
        session.send("Storage.overrideQuotaForOrigin", {"origin": phone.address})
        page.get_by_role("button", name="存好，没信号也行").click()
        expect(page.get_by_role("heading", name="已存", level=1)).to_be_visible()
        told += Counter([("日记", LONG)])
    arrive(phone)
    assert arrived(cast) == told


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
    phone.page.goto(f"{phone.address}/phone/")
    clock_off(phone.page, days * DAY)
    page = opened(phone)
    with silent(phone):
        told = keep_each_kind(phone, cast)
        page = at(phone, f"write?household={cast.home.pk}", "#text")
        expect(page.locator("summary", has_text="今天")).to_be_visible()
    arrive(phone)
    assert arrived(cast) == told
    assert days_of(cast) == {date.today()}
    assert abs(Device.objects.visible_to(SYSTEM).get().skew - days * 86_400) < 60


@pytest.mark.parametrize("days", [-1, 1])
def test_the_clock_jumps_a_day_without_signal(phone, cast, days):
    """An entry of tomorrow is not lost and not believed: one button puts it right."""
    page = opened(phone)
    page.evaluate(WORKER)
    with silent(phone):
        clock_off(page, days * DAY)
        again(phone)
        told = keep_each_kind(phone, cast)
    at(phone, "outbox", "li.row")
    page.get_by_role("button", name="再试").first.click()
    if days > 0:
        mend = page.get_by_role("button", name="改成今天")
        expect(mend).to_have_count(2, timeout=30_000)
        assert not {what for what in arrived(cast) if what[0] == "日记"}
        for waiting in (1, 0):
            mend.first.click()
            expect(mend).to_have_count(waiting)
    arrive(phone)
    assert arrived(cast) == told
    assert days_of(cast) == {date.today() + timedelta(days=min(0, days))}
    assert abs(Device.objects.visible_to(SYSTEM).get().skew - days * 86_400) < 60


def days_of(cast) -> set[date]:
    rows = Entry.objects.visible_to(SYSTEM).exclude(pk=cast.earlier.pk)
    return set(rows.values_list("day", flat=True))

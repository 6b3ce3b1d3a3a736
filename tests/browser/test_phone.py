"""田立新's day with the phone: every screen, with signal and without, by thumb and by keyboard."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from bench.taps import AIM, count_phone
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.me import account_me
from lianxin.people.policy import AccountActor
from lianxin.plans.actions import measure_add
from lianxin.plans.commitments.actions import commitments_make
from lianxin.plans.commitments.models import Commitment
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.models import Entry
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Living
from lianxin.records.needs.actions import need_open
from lianxin.review.actions import doubt_decide
from lianxin.review.finding import doubts_find
from lianxin.review.models import Doubt
from lianxin.sync.models import Device
from lianxin.visits.batches.actions import batch_make
from tests.cast import code
from tests.review.test_doubts import denied

from .pocket import PIN, WORDS, at, opened, ready, unlock, write
from .screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("homes")]


def faults(screen: Screen) -> list[str]:
    """Besides what every page is asked: one heading, and nothing too small for a thumb."""
    found = screen.faults()
    found += screen.page.evaluate(THUMB)
    if screen.page.locator("h1").count() != 1:
        found.append("not one h1")
    return found


THUMB = """() => [...document.querySelectorAll("#app button, #app a, #app summary, #app .in")]
  .filter(one => one.offsetParent && !one.classList.contains("skip"))
  .filter(one => { const box = one.getBoundingClientRect(); return box.width < 43.5 || box.height < 43.5; })
  .slice(0, 3).map(one => "too small for a thumb: " + one.outerHTML.slice(0, 90))"""


def screens(cast, need) -> dict[str, str]:
    home = f"household/{cast.home.pk}"
    return {
        "": ".tabbar",
        "households": ".row",
        home: ".who",
        f"{home}/people": "li",
        f"{home}/facts": ".field",
        f"{home}/plan": ".empty",
        f"need/{need.pk}": "#in-outcome",
        f"write?household={cast.home.pk}": "#text",
        "outbox": ".empty",
        "search": ".find",
        "mine": ".dl",
        "devices": "li",
        "pin": ".pad",
    }


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("size", ["normal", "xlarge"])
def test_every_screen_can_be_read_and_tapped(phone, cast, width, size):
    need = need_open(
        actor=AccountActor.of(cast.office, door="web"),
        village=cast.village,
        household=cast.home,
        kind=code("need", "产业发展"),
        text="补彩钢顶材料",
    )
    phone.page.set_viewport_size({"width": width, "height": 844})
    kept = json.dumps({"size": size, "language": "zh"})
    phone.page.add_init_script(
        f"localStorage['lianxin.settings'] = localStorage['lianxin.settings'] || '{kept}'"
    )
    opened(phone)
    found = {}
    for where, sign in screens(cast, need).items():
        at(phone, where, sign)
        found[where] = faults(phone)
        phone.picture(f"phone-{size}-{re.sub(r'[^a-z]+', '-', where) or 'today'}")
    assert not {where: wrong for where, wrong in found.items() if wrong}


def test_the_years_commitment_is_read_and_accepted_by_a_tap(phone, cast):
    commitments_make(
        actor=AccountActor.of(cast.office, door="web"),
        year=today().year,
        officers=[cast.tian],
        duties=lambda officer, held: ["入户：每名干部每年至少 1 次"],
    )
    page = opened(phone)
    page.get_by_role("link", name="责任书出来了").click()
    expect(page.get_by_text("入户：每名干部每年至少 1 次。")).to_be_visible()
    assert not faults(phone)
    phone.picture("phone-pledge")
    page.get_by_role("button", name="我看过了，接受").click()
    expect(page.get_by_role("link", name="写一篇日记")).to_be_visible()
    expect(page.get_by_role("link", name="责任书出来了")).to_be_hidden()
    at(phone, "outbox", "h1")
    expect(page.get_by_text("最近收到的")).to_be_visible(timeout=30_000)
    assert Commitment.objects.visible_to(SYSTEM).get().accepted_by == cast.officer


def test_the_officer_explains_a_doubt_and_the_words_outlive_the_page(phone, cast):
    account = AccountActor.of(cast.officer, door="web")
    day = today() - timedelta(days=3)
    entry = diary_write(
        actor=account,
        officer=cast.tian,
        kinds=["visit"],
        day=day,
        text=WORDS,
        households=[cast.home],
    )
    denied(cast.home, entry)
    office = AccountActor.of(cast.office, door="web")
    doubts_find(actor=office, unit=cast.unit)
    row = Doubt.objects.visible_to(SYSTEM).get(entry=entry)
    doubt_decide(actor=office, doubt=row, what="ask", words="户里说没人去")
    page = opened(phone)
    page.get_by_role("link", name="请您说明").click()
    expect(page.get_by_text("户里说没人去")).to_be_visible()
    assert not faults(phone)
    phone.picture("phone-doubt")
    page.get_by_label("当时是怎么回事").fill("去了，老人在家，扫码的是儿子。")
    at(phone, "", ".year")
    page.get_by_role("link", name="请您说明").click()
    expect(page.get_by_label("当时是怎么回事")).to_have_value("去了，老人在家，扫码的是儿子。")
    page.context.set_offline(True)
    page.get_by_role("button", name="存好").click()
    expect(page.get_by_role("link", name="写一篇日记")).to_be_visible()
    expect(page.get_by_role("link", name="请您说明")).to_be_hidden()
    row.refresh_from_db(from_queryset=Doubt.objects.visible_to(SYSTEM))
    assert row.state == "asked"
    page.context.set_offline(False)
    at(phone, "outbox", "h1")
    expect(page.get_by_text("最近收到的")).to_be_visible(timeout=30_000)
    row.refresh_from_db(from_queryset=Doubt.objects.visible_to(SYSTEM))
    assert row.state == "answered"


def test_the_first_opening_and_the_lock_can_be_read_and_tapped(phone):
    page = phone.open("/phone/")
    ready(page, "new")
    page.locator("#app .btn.pri").wait_for()
    assert not faults(phone)
    opened(phone)
    page.reload()
    ready(page, "locked")
    assert not faults(phone)
    page.keyboard.type("000000", delay=20)
    expect(page.get_by_text("密码不对，请再输。")).to_be_visible(timeout=30_000)
    page.keyboard.type(PIN, delay=20)
    ready(page, "open")


def test_who_signs_in_on_a_small_screen_is_offered_the_phone(phone, cast):
    page = phone.open("/")
    link = page.get_by_role("link", name="在手机上写，没信号也行")
    phone.check()
    phone.resize("desktop")
    expect(link).to_be_hidden()
    phone.resize("phone")
    link.click()
    ready(page, "new")


def test_who_is_no_officer_is_not_offered_the_phone(new_screen, cast):
    screen = new_screen("phone")
    screen.sign_in(cast.office)
    page = screen.open("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="在手机上写，没信号也行")).to_have_count(0)


def test_nobody_is_asked_to_sign_in_on_the_phone_itself(new_screen):
    screen = new_screen("phone")
    page = screen.open("/phone/")
    ready(page, "new")
    link = page.get_by_role("link", name="登录")
    expect(link).to_have_attribute("href", "/account/login/?next=/phone/")


def test_what_is_written_without_signal_is_still_there_and_arrives_once(phone, cast):
    page = opened(phone)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
    page.context.set_offline(True)
    at(phone, f"household/{cast.home.pk}", ".who")
    page.locator(".tabbar").get_by_role("link", name="写日记").click()
    write(page)
    page.reload()
    unlock(page)
    at(phone, "outbox", "li.row")
    expect(page.locator("li.row")).to_contain_text("康润生")
    expect(page.locator("li.row .tag")).to_have_text("待发")
    assert not Entry.objects.visible_to(SYSTEM).exists()
    page.context.set_offline(False)
    page.get_by_role("button", name="再试").click()
    expect(page.get_by_text("最近收到的")).to_be_visible(timeout=30_000)
    entry = Entry.objects.visible_to(SYSTEM).get()
    assert (entry.text, entry.kinds, entry.officer) == (WORDS, ["visit"], cast.tian)
    at(phone, f"household/{cast.home.pk}", "a.row:has-text('今天')")
    expect(page.locator("a.row", has_text="今天").locator(".tag")).to_have_text("已收")
    assert Device.objects.visible_to(SYSTEM).count() == 1


def test_of_much_that_is_due_the_most_urgent_stands_first_and_the_rest_comes_when_asked(
    phone, cast
):
    for number in range(14):
        need_open(
            actor=AccountActor.of(cast.office, door="web"),
            village=cast.village,
            household=cast.home,
            kind=code("need", "产业发展"),
            text=f"第{number}件",
            officer=cast.tian,
            due=date.today(),
        )
    page = opened(phone)
    rows = page.locator("main .row.due")
    expect(rows).to_have_count(12)
    expect(page.get_by_role("heading", name=re.compile("^该办的 1[4-9] 件"))).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^还有 \d 件")).click()
    expect(rows.nth(13)).to_be_visible()
    assert not faults(phone)


def test_a_visit_takes_four_taps_and_the_text(phone, cast):
    page = opened(phone)
    at(phone, "households", ".row")
    page.evaluate(
        "() => { window.taps = 0; addEventListener('click', () => window.taps++, true); }"
    )
    page.get_by_role("link", name="康润生").click()
    page.locator(".tabbar").get_by_role("link", name="写日记").click()
    write(page)
    assert page.evaluate("() => window.taps") <= 4


def test_a_visit_with_one_need_takes_six_taps_and_one_text_on_one_screen(phone, cast):
    page = opened(phone)
    taken = count_phone(page, "康润生")
    assert taken["taps"] <= AIM["taps"]
    assert (taken["typed"], taken["screens"]) == (AIM["typed"], AIM["screens"])


def test_what_is_typed_is_there_again_after_the_page_was_lost(phone, cast):
    page = opened(phone)
    at(phone, f"write?household={cast.home.pk}", "#text")
    page.get_by_label("说了什么，看见什么").fill("写到一半")
    expect(page.get_by_text("草稿已存")).to_be_visible()
    page.reload()
    ready(page, "locked")
    page.keyboard.type(PIN, delay=20)
    expect(page.get_by_label("说了什么，看见什么")).to_have_value("写到一半", timeout=30_000)


def test_an_entry_of_the_future_is_mended_by_one_button(phone, cast):
    """The phone's clock runs ahead; the server says so, and the officer puts it right."""
    page = opened(phone)
    at(phone, f"write?household={cast.home.pk}", "#text")
    page.evaluate(
        """async (home) => {
          const path = [...document.querySelectorAll("link[rel=modulepreload]")].map(one => one.href)
            .find(one => one.endsWith("/phone/outbox.js"));
          const {add} = await import(path);
          await add("diary.write", {households: [home], village: null, kinds: ["visit"],
            day: "2099-01-01", until: null, minutes: null, text: "早写了", place: null,
            photos: [], needs: [], progress: []});
        }""",
        str(cast.home.pk),
    )
    at(phone, "outbox", "li.row")
    page.get_by_role("button", name="改成今天").click(timeout=30_000)
    expect(page.get_by_text("最近收到的")).to_be_visible(timeout=30_000)
    assert Entry.objects.visible_to(SYSTEM).get().day == date.today()


def test_who_chose_wrongly_is_told_in_place_and_loses_nothing(phone, cast):
    page = opened(phone)
    at(phone, f"write?household={cast.home.pk}", "#text")
    page.get_by_role("button", name="存好，没信号也行").click()
    expect(page.get_by_text("请选做了什么，至少一样。")).to_be_visible()
    expect(page.get_by_label("说了什么，看见什么")).to_have_attribute("aria-invalid", "true")
    assert not faults(phone)
    write(page)


def test_a_text_that_is_too_long_is_not_cut_off_without_a_word(phone, cast):
    page = opened(phone)
    at(phone, f"write?household={cast.home.pk}", "#text")
    long = "长" * 5_003
    page.get_by_label("说了什么，看见什么").fill(long)
    page.get_by_role("button", name="存好，没信号也行").click()
    expect(page.get_by_text("多了 3 个字")).to_be_visible()
    assert page.get_by_label("说了什么，看见什么").input_value() == long


def test_the_whole_way_goes_by_keyboard_alone(phone, cast):
    page = opened(phone)

    def reach(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if name in page.evaluate("() => document.activeElement.textContent || ''"):
                return
        raise AssertionError(f"{name} cannot be reached by keyboard")

    reach("写日记")
    page.keyboard.press("Enter")
    page.locator("#text").wait_for()
    reach("康润生")
    if page.locator(":focus").get_attribute("aria-pressed") == "false":
        page.keyboard.press("Space")
    reach("入户")
    page.keyboard.press("Space")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == "text":
            break
    page.keyboard.type("老康说顶料涨了。")
    reach("存好")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="已存", level=1)).to_be_focused()


def test_the_language_changes_without_a_reload(phone, cast):
    account_me(actor=AccountActor.of(cast.officer, door="web"), language="en")
    page = opened(phone)
    at(phone, "mine", ".dl")
    page.evaluate("() => { window.same = true; }")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine")
    assert page.evaluate("() => document.documentElement.lang") == "en"
    for where, sign in {
        "": ".tabbar",
        f"write?household={cast.home.pk}": "#text",
        "outbox": ".empty",
    }.items():
        at(phone, where, sign)
        assert not faults(phone), where
    assert page.evaluate("() => window.same")


def test_only_ones_own_households_are_on_the_phone(phone, cast):
    page = opened(phone)
    at(phone, "households", ".row")
    expect(page.locator("main")).to_contain_text("康润生")
    expect(page.locator("main")).not_to_contain_text("裴双喜")


def test_signing_out_keeps_what_was_not_sent(phone, cast):
    page = opened(phone)
    page.context.set_offline(True)
    at(phone, f"write?household={cast.home.pk}", "#text")
    write(page)
    at(phone, "mine", ".dl")
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("alertdialog")).to_contain_text("还有 1 条没发出去")
    page.get_by_role("alertdialog").get_by_role("button", name="退出登录").click()
    ready(page, "new")
    page.context.set_offline(False)
    page.reload()
    opened(phone)
    at(phone, "outbox", "a.row")
    assert Entry.objects.visible_to(SYSTEM).get().text == WORDS


def test_a_households_plan_is_read_on_the_phone_with_what_has_changed(phone, cast):
    office, day = AccountActor.of(cast.office, door="web"), today() - timedelta(days=60)
    house = {"household": cast.home, "kind": Living}
    household_state(actor=office, **house, fields={"dangerous_house": True}, day=day)
    household_state(actor=office, **house, fields={"dangerous_house": False})
    stage = StageDrawn("稳住", day, day + timedelta(days=90), [GoalDrawn("house_safe")], "先修房顶")
    drawn = PlanDrawn("住上安全房", [stage], said="房顶漏雨，先修房")
    made = plan_submit(actor=office, plan=plan_draw(actor=office, household=cast.home, drawn=drawn))
    plan_approve(actor=office, plan=made, day=day)
    measure_add(
        actor=office,
        household=cast.home,
        direction=code("direction", "解决实际困难"),
        text="换房顶",
        officer=cast.tian,
        due=today() + timedelta(days=30),
    )
    page = opened(phone)
    at(phone, f"household/{cast.home.pk}", ".who")
    page.get_by_role("link", name="帮扶计划").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("康润生家的计划")
    expect(page.locator("li[aria-current=step]")).to_contain_text("住房安全：否 → 是，要到 是")
    expect(page.locator(".row", has_text="换房顶")).to_contain_text("0%")
    assert not faults(phone)
    phone.picture("phone-plan")


def test_the_trips_to_come_stand_on_the_first_screen_and_open_the_households(phone, cast):
    batch_make(
        actor=AccountActor.of(cast.office, door="web"),
        village=cast.village,
        first=today() + timedelta(days=2),
        last=today() + timedelta(days=3),
        officers=[cast.tian],
        households=[cast.home],
        purpose="入户走访",
        car="甘E·A1234，早上七点单位门口",
    )
    page = opened(phone)
    trip = page.locator(".row.batch")
    expect(trip).to_contain_text("2 天后")
    expect(trip).to_contain_text("早上七点单位门口")
    assert not faults(phone)
    phone.picture("phone-batches")
    trip.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("康润生")

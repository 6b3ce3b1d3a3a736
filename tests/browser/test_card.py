"""The household's page on its own phone: scanned, opened, asked, answered; and the sheets on paper."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from lianxin.kernel.actor import SYSTEM
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.needs.models import Need
from tests.card.holding import Holding

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def holding(cast) -> Holding:
    held = Holding(cast)
    held.visited()
    return held


def test_a_household_scans_its_card_asks_for_help_and_says_who_came(new_screen, holding):
    screen, told = new_screen("phone"), []
    screen.page.on("request", lambda request: told.append(request.headers.get("referer", "")))
    page = screen.open(holding.path)
    expect(page.get_by_role("heading", level=1)).to_have_text("田立新")
    screen.check()
    screen.picture("card-before")
    said = page.get_by_label("卡号，或者电话后四位")
    said.fill("0000")
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_role("alert")).to_contain_text("今天还能试 4 次")
    screen.complaints.clear()  # Chromium tells of the refusal, which is meant
    screen.check()
    said.fill("1234")
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_role("heading", name="我有难处，要人帮")).to_be_visible()
    screen.check()
    page.get_by_label("哪一类").select_option(label="饮水")
    page.get_by_label("说一句，什么事").fill("水管冻裂了")
    page.get_by_role("button", name="交给他").click()
    expect(page.get_by_role("status")).to_contain_text("记下了，有人办")
    need = Need.objects.visible_to(SYSTEM).get()
    expect(page.get_by_role("main")).to_contain_text(f"编号 {need.number}")
    page.get_by_role("button", name="没来过").click()
    expect(page.get_by_role("status")).to_contain_text("谢谢您")
    screen.check()
    screen.picture("card-inside")
    assert Confirmation.objects.visible_to(SYSTEM).get().answer == "not"
    page.get_by_role("button", name="看完了，锁上").click()
    expect(page.get_by_role("heading", name="我有难处，要人帮")).to_have_count(0)
    assert told
    assert not [one for one in told if "/c/" in one]  # the code is told to no other address


def test_all_of_it_works_without_a_script(new_screen, holding):
    screen = new_screen("phone", java_script_enabled=False)
    page = screen.open(holding.path)
    expect(page.get_by_role("button", name="念给我听")).to_be_hidden()
    page.get_by_label("卡号，或者电话后四位").fill(holding.card.number)
    page.get_by_role("button", name="打开").click()
    page.get_by_role("button", name="来过", exact=True).click()
    expect(page.get_by_text("记下了：来过")).to_be_visible()
    page.get_by_label("还行").check()
    page.get_by_role("button", name="交了").click()
    expect(page.get_by_role("status")).to_contain_text("谢谢您")
    row = Confirmation.objects.visible_to(SYSTEM).get()
    assert (row.answer, row.rating) == ("came", 4)


def test_the_page_is_read_aloud_in_the_readers_language_where_there_is_a_voice(new_screen, holding):
    screen = new_screen("phone")
    screen.page.add_init_script(
        """window.heard = [];
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };
        Object.defineProperty(window, "speechSynthesis", {value: {
          speaking: false, pending: false, cancel() {},
          speak(said) { window.heard.push(said.lang + " " + said.text); }}});"""
    )
    page = screen.open(holding.path)
    page.get_by_role("button", name="念给我听").click()
    heard = page.evaluate("window.heard")
    assert heard[0].startswith("zh-CN")
    assert "田立新" in heard[0]
    assert any("不收礼" in one for one in heard)
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Read aloud").click()
    assert page.evaluate("window.heard")[0].startswith("en ")
    screen.check()


def test_no_voice_no_button(new_screen, holding):
    screen = new_screen("phone")
    screen.page.add_init_script(
        'Object.defineProperty(window, "speechSynthesis", {value: undefined});'
    )
    page = screen.open(holding.path)
    expect(page.get_by_role("button", name="念给我听")).to_have_count(0)


def test_a_card_that_opens_nothing_is_calm_and_readable(new_screen, holding):
    screen = new_screen("phone")
    page = screen.open("/c/nothing")
    expect(page.get_by_role("heading", level=1)).to_have_text("这张卡现在用不了")
    screen.complaints.clear()  # Chromium tells of the 404, which is meant
    screen.check()


def test_the_sheets_are_a4_on_both_sides_and_nothing_else_is_printed(new_screen, holding, cast):
    screen = new_screen()
    screen.sign_in(cast.office)
    page = screen.open(reverse("cards-print"))
    page.emulate_media(media="print")
    boxes = [sheet.bounding_box() for sheet in page.locator(".sheet").all()]
    assert [round(box["width"] / 96 * 25.4) for box in boxes] == [210, 210]
    assert all(box["height"] <= 297 / 25.4 * 96 for box in boxes)
    card = page.locator(".lxcard.back").bounding_box()
    assert [round(card[side] / 96 * 25.4) for side in ("width", "height")] == [96, 67]
    assert card["x"] >= boxes[1]["width"] / 2 - 1  # the first front's back lies at the right
    inner = page.locator(".lxcard").evaluate_all(
        "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    )
    assert inner == 0
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(
        page.get_by_role("heading", level=1)
    ).to_be_hidden()  # it would push the fronts off their backs
    assert page.locator(".sheet").first.evaluate("one => getComputedStyle(one).page") == "cards"
    screen.paper("cards")

"""On the phone without signal: who came to an activity, and what one has to say to one's own assessment."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lianxin.aid.models import Presence
from lianxin.kernel.actor import SYSTEM
from lianxin.register.cards.actions import card_issue
from lianxin.register.cards.tokens import token_of
from lianxin.results.assessment.actions import assessment_confirm, assessment_send
from lianxin.results.assessment.models import AssessmentStep
from tests.aid.grafting import grafting
from tests.results.assessment.year import YEAR, Year

from .pocket import again, arrive, at, opened, ready
from .screen import Screen
from .test_phone import faults
from .troubles import WORKER

pytestmark = [pytest.mark.browser, pytest.mark.once]

LENS = """window.BarcodeDetector = class { async detect() { return [{rawValue: %r}]; } };
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement("canvas");
  canvas.getContext("2d").fillRect(0, 0, 9, 9);
  return canvas.captureStream(5);
};"""
"""A camera before which a card lies; this machine has none, and its browser reads no codes."""


@pytest.fixture
def course(cast, homes):
    return grafting(cast, cast.home)


def came(course) -> dict[str, int]:
    rows = Presence.objects.visible_to(SYSTEM).filter(activity=course).select_related("household")
    return {one.household.number: one.people for one in rows}


def test_who_came_is_said_without_signal_by_name_by_number_and_by_the_camera(phone, cast, course):
    strange = cast.household("尚有福", number="9-002", officer=cast.liu)
    foreign = card_issue(actor=cast.actor(cast.office), household=strange)
    lens = card_issue(actor=cast.actor(cast.office), household=cast.next_door)
    phone.page.add_init_script(LENS % token_of(lens))
    page = opened(phone)
    page.evaluate(WORKER)
    page.get_by_role("link", name="花椒嫁接").click()
    expect(page.get_by_text("接穗")).to_be_visible()
    assert not faults(phone)
    page.context.set_offline(True)
    page.get_by_role("button", name="康润生家来了").click()
    page.get_by_role("button", name="康润生家多一个人").click()
    expect(page.get_by_text("2 人")).to_be_visible()
    note(page, "12")
    expect(page.get_by_text("卡号是八位数字")).to_be_visible()
    note(page, f"{foreign.number[:4]} {foreign.number[4:]}")
    expect(page.get_by_text("记上一张卡")).to_be_visible()
    note(page, foreign.number)
    expect(page.get_by_text("这张卡已经扫过")).to_be_visible()
    page.get_by_role("button", name="打开镜头扫").click()
    expect(page.get_by_text("扫了 2 张")).to_be_visible()
    page.get_by_role("button", name="不扫了").click()
    phone.picture("phone-activity")
    again(phone)
    expect(page.get_by_text("2 人")).to_be_visible()
    assert came(course) == {}
    page.context.set_offline(False)
    arrive(phone)
    assert came(course) == {"2-001": 2, "9-002": 1, "2-002": 1}


def note(page: Page, typed: str) -> None:
    page.get_by_label("卡号").fill(typed)
    page.get_by_role("button", name="记上").click()


def test_a_tap_too_many_is_taken_back_before_it_was_sent(phone, cast, course):
    page = opened(phone)
    page.evaluate(WORKER)
    page.context.set_offline(True)
    at(phone, f"activity/{course.pk}")
    page.get_by_role("button", name="康润生家来了").click()
    page.get_by_role("button", name="康润生家少一个人").click()
    expect(page.get_by_role("button", name="康润生家来了")).to_be_visible()
    at(phone, "outbox", ".empty")
    expect(page.get_by_text("手机里没有待发的")).to_be_visible()


def test_a_wrong_number_comes_back_and_is_put_right_or_let_go(phone, cast, course):
    card = card_issue(actor=cast.actor(cast.office), household=cast.next_door)
    page = opened(phone)
    at(phone, f"activity/{course.pk}")
    note(page, "12345678")
    refused(phone).click()
    expect(page.get_by_text("这不是本村有效的连心卡")).to_be_visible()
    assert not faults(phone)
    note(page, card.number)
    arrive_quietly(phone)
    assert came(course) == {"2-002": 1}
    at(phone, f"activity/{course.pk}")
    note(page, "87654321")
    refused(phone).click()
    page.get_by_role("button", name="不再发，去掉").click()
    page.get_by_role("alertdialog").get_by_role("button", name="不再发，去掉").click()
    expect(page.get_by_text("手机里没有待发的")).to_be_visible()


def refused(screen: Screen):
    at(screen, "outbox", "h1")
    link = screen.page.get_by_role("link", name="改一改")
    expect(link).to_be_visible(timeout=30_000)
    return link


def arrive_quietly(screen: Screen) -> None:
    at(screen, "outbox", "h1")
    expect(screen.page.get_by_text("都发出去了，手机里没有待发的。")).to_be_visible(timeout=30_000)


@pytest.fixture
def assessed(cast, homes):
    year = Year(cast).whole()
    office = cast.actor(cast.office)
    row = assessment_confirm(actor=office, of=year.tian, year=YEAR)
    return assessment_send(actor=office, assessment=row) or row


def test_the_officer_objects_without_signal_and_the_words_outlive_the_page(phone, cast, assessed):
    page = opened(phone)
    page.evaluate(WORKER)
    page.get_by_role("link", name=f"您的 {YEAR} 年考核送来了").click()
    item = page.locator("details").filter(has_text="对这一项申诉").first
    page.locator("summary").first.click()
    assert not faults(phone)
    page.context.set_offline(True)
    item.get_by_label("对这一项申诉").fill("七月那次漏记了。")
    expect(page.get_by_role("button", name="交申诉，1 项")).to_be_visible()
    phone.picture("phone-assessment")
    at(phone, "mine", ".dl").get_by_role("button", name="现在就锁").click()
    ready(page, "locked")
    again(phone)
    at(phone, f"assessment/{assessed.pk}")
    expect(page.get_by_label("对这一项申诉").first).to_have_value("七月那次漏记了。")
    page.get_by_role("button", name="交申诉，1 项").click()
    page.get_by_role("link", name=f"您的 {YEAR} 年考核送来了").click()
    expect(page.get_by_text("您申诉：七月那次漏记了。")).to_be_visible()
    page.context.set_offline(False)
    arrive(phone)
    step = AssessmentStep.objects.visible_to(SYSTEM).get(assessment=assessed, what="object")
    assert step.words == "七月那次漏记了。"
    at(phone, "mine", ".dl")
    expect(page.get_by_role("link", name=f"{YEAR} 年考核")).to_be_visible()

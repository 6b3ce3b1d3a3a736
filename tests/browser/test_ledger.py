"""何晓燕 works in the ledger: by keys, by conditions, with what she ticked; a number is shown once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.sealed import unseal
from lianxin.register.models import Pairing
from tests.cast import code

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def village(cast):
    for number, head in ("1-001", "康润生"), ("1-002", "汪秀英"), ("1-003", "令狐彦斌"):
        cast.household(head, number=number, officer=cast.tian)
    cast.household("裴双喜", number="2-001")
    return cast


@pytest.fixture
def desk(new_screen, village):
    screen = new_screen()
    screen.sign_in(village.office)
    return screen


def test_keys_walk_tick_and_open(desk):
    page = desk.open("/households/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="汪秀英")).to_be_focused()
    page.keyboard.press("Space")
    bar = page.get_by_role("region", name="批量操作")
    expect(bar).to_contain_text("已选 1 户")
    desk.check()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="在表内查找")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.get_by_role("searchbox", name="在表内查找")).to_have_value("jk")
    page.get_by_role("link", name="汪秀英").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("汪秀英")


def test_a_condition_becomes_a_chip_and_then_a_view_of_ones_own(desk):
    page = desk.open("/households/")
    page.get_by_text("加条件").click()
    page.get_by_label("没有结对").check()
    desk.check()
    page.get_by_role("button", name="就看这些").click()
    chip = page.get_by_role("link", name="去掉这个条件")
    expect(chip).to_have_count(1)
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_role("searchbox", name="在表内查找").fill("裴")
    page.keyboard.press("Enter")
    page.get_by_text("存为视图").click()
    page.get_by_label("视图名字").fill("裴家没结对")
    page.get_by_role("button", name="存好").click()
    expect(page.get_by_role("link", name="裴家没结对")).to_have_attribute("aria-current", "page")
    desk.check()
    page.get_by_role("link", name="全部").click()
    expect(page.locator("[data-row]")).to_have_count(4)


def test_ticked_households_go_to_another_officer_in_one_step(desk, village):
    page = desk.open("/households/")
    page.get_by_role("checkbox", name="康润生").check()
    page.get_by_role("checkbox", name="汪秀英").check()
    assert village.liu.pk
    page.get_by_role("button", name="改派干部").click()
    page.get_by_label("全部交给").select_option(str(village.liu.pk))
    page.get_by_role("button", name="填到每户").click()
    page.get_by_label("为什么换").fill("田立新去党校学习")
    desk.check()
    page.get_by_role("button", name="交接", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("联系户交接单")
    desk.check()
    now = Pairing.objects.visible_to(SYSTEM).filter(officer=village.liu, until=None)
    assert now.count() == 2


def test_an_id_number_is_shown_once_for_a_purpose_that_stays_on_record(desk, village):
    whole = village.member(village.household("马存娃", number="3-001"), "马永平", "之子")
    number = unseal(whole.id_sealed, "person.id")
    page = desk.open(f"/households/{whole.home_id}/")
    assert number not in page.content()
    page.get_by_role("link", name="看一眼马永平的证件号").click()
    dialog = page.get_by_role("dialog")
    desk.check()
    dialog.get_by_label("做什么用").select_option(index=1)
    dialog.get_by_role("button", name="看一眼").click()
    expect(dialog.get_by_role("status")).to_have_text(number)
    rows = AuditRow.objects.visible_to(SYSTEM).filter(action="person.reveal")
    assert rows.count() == 1
    assert number not in str(rows.values())
    dialog.get_by_role("link", name="看好了").click()
    assert number not in page.content()
    page.reload()
    assert number not in page.content()
    desk.check()


def test_a_member_dies_and_the_page_says_so(desk, village):
    home = village.household("马存娃", number="3-001")
    mother = village.member(home, "裴玉兰", "之母")
    page = desk.open(f"/households/{home.pk}/members/{mother.pk}/die/")
    page.locator("input[type=date]").first.fill("2026-02-01")
    page.get_by_role("main").locator("form .acts button").click()
    expect(page.get_by_role("heading", name="以前的成员")).to_be_visible()
    desk.check()
    assert code("relation", "之母").pk

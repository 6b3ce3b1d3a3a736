"""For every device and every reader: no script, large letters, narrow screens, English, paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lianxin.kernel.actor import SYSTEM
from lianxin.register.models import Household
from tests.cast import PASSWORD
from tests.sheets.test_rosters import HOME as ROSTERS

from .screen import WIDE
from .visits import PARTS

pytestmark = [pytest.mark.browser, pytest.mark.once]
MAIN = """home ledger household import imports set-aside pairings hand-over hand-over-list officers
officer household-new household-split member-edit me search areas components""".split()
PAPER = "ledger ledger-print household household-sheets hand-over-list".split()
EVERY = {name: visit for part in PARTS.values() for name, visit in part.items()}


def enter(page, password: str = PASSWORD) -> None:
    page.get_by_label("手机号或工号").fill("office")
    page.locator("#id_password").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_everything_works_without_a_script(new_screen, cast):
    kang = cast.household("康润生", number="1-001", officer=cast.tian)
    cast.household("汪秀英", number="1-002")
    assert cast.office.pk
    screen = new_screen("phone", java_script_enabled=False)
    page = screen.open("/account/login/")
    enter(page)
    page.get_by_text("菜单").click()
    page.get_by_role("link", name="联系户台账").click()
    page.get_by_text("加条件").click()
    page.get_by_label("没有结对").check()
    page.get_by_role("button", name="就看这些").click()
    expect(page.get_by_role("link", name="汪秀英")).to_be_visible()
    expect(page.get_by_role("link", name="康润生")).to_have_count(0)
    screen.open(f"/households/{kang.pk}/members/new/")
    page.get_by_label("姓名").fill("康小军")
    page.get_by_label("关系").select_option(label="之子")
    page.get_by_label("怎么来的").select_option(label="新生儿")
    page.get_by_label("没有证件号的原因").fill("新生儿还没上户")
    page.locator("select[name=sex]").select_option(label="男")
    page.locator("input[name=born]").fill("2026-02-01")
    page.locator("input[name=day]").fill("2026-02-01")
    page.get_by_role("button", name="存好").click()
    expect(page.get_by_role("main")).to_contain_text("康小军")
    screen.open("/import/")
    page.get_by_label("要导入的表").set_input_files(ROSTERS / "titled.xlsx")
    page.get_by_role("button", name="读一读这张表").click()
    page.get_by_role("button", name="导入 64 户").click()
    expect(page.get_by_role("link", name="看台账")).to_be_visible()
    assert Household.objects.visible_to(SYSTEM).count() == 66


def test_five_wrong_passwords_lock_and_the_page_says_for_how_long(screen, cast):
    assert cast.office.pk
    page = screen.open("/account/login/")
    for _again in range(5):
        enter(page, "wrong-password")
        expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("15 分钟")
    enter(page)
    expect(page.get_by_role("alert")).to_contain_text("分钟")
    screen.complaints.clear()  # Chromium tells of the refusals, which are meant
    screen.check()


def test_the_language_is_switched_where_one_stands(screen, cast):
    screen.sign_in(cast.office)
    page = screen.open("/households/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Household ledger")
    assert page.url.endswith("/households/")
    assert page.get_attribute("html", "lang") == "en"
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("联系户台账")


def test_letters_grow_and_stay_large(new_screen, cast):
    screen = new_screen("phone")
    screen.sign_in(cast.office)
    page = screen.open("/")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size)
    page.locator(".user summary").click()
    screen.check()
    page.get_by_role("button", name="特大").click()
    expect(page.locator("html")).to_have_attribute("data-size", "xlarge")
    assert page.evaluate(size) == before * 1.25
    screen.open("/me/")
    expect(page.locator("html")).to_have_attribute("data-size", "xlarge")


def test_the_largest_letters_fit_the_narrowest_phone(new_screen, scene):
    type(scene.office).objects.filter(pk=scene.office.pk).update(text_size="xlarge")
    screen = new_screen("phone", viewport={"width": 320, "height": 640})
    screen.sign_in(scene.office)
    told = []
    for name in MAIN:
        page = screen.open(EVERY[name].address(scene, name))
        assert page.get_attribute("html", "data-size") == "xlarge"
        told += [f"{name}: {fault}" for fault in page.evaluate(WIDE)]
        screen.picture(f"xl-{name}")
    assert not told, "\n".join(told)


def test_no_width_between_phone_and_desk_scrolls_sideways(new_screen, scene):
    screen = new_screen()
    screen.sign_in(scene.office)
    screen.speak("en")
    told = []
    for name in ("ledger", "household", "import", "pairings", "officers"):
        page = screen.open(EVERY[name].address(scene, name))
        for width in (1280, 1100, 950, 880, 700, 500):
            page.set_viewport_size({"width": width, "height": 800})
            told += [f"{name} at {width}: {fault}" for fault in page.evaluate(WIDE)]
    assert not told, "\n".join(told)


def test_paper_carries_the_matter_and_no_menus(new_screen, scene):
    screen = new_screen()
    screen.sign_in(scene.office)
    screen.page.emulate_media(media="print")
    for name in PAPER:
        page = screen.open(EVERY[name].address(scene, name))
        expect(page.get_by_role("main")).to_be_visible()
        for gone in (".side", ".top .fold", ".top .user", ".findform", ".bulk", ".acts button"):
            for one in page.locator(gone).all():
                expect(one).to_be_hidden()
        screen.picture(f"print-{name}")

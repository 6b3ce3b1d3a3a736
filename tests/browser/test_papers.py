"""何晓燕 prints what hangs on a wall or lies in a folder, and hands in a paper that stays as it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.once]


def sheets(screen, scene):
    screen.sign_in(scene.office)
    page = screen.open(f"/households/sheets/?id={scene.home.pk}&id={scene.alone.pk}")
    page.get_by_label("做什么用").select_option("上级核查")
    return page


@pytest.mark.parametrize(
    ("button", "name"), [("帮扶手册，打印", "handbook"), ("明白卡，打印", "card")]
)
def test_books_are_pages_that_print_one_household_after_the_other(screen, scene, button, name):
    page = sheets(screen, scene)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    expect(page.locator("article.sheet")).to_have_count(2)
    screen.check()
    screen.picture(name)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    screen.paper(name)


def test_a_report_is_kept_and_read_again(screen, scene):
    screen.sign_in(scene.office)
    page = screen.open("/reports/results/")
    page.get_by_role("button", name="存档").click()
    expect(page.get_by_text("文字、数字和算法都停在那时")).to_be_visible()
    screen.check()
    page.get_by_role("link", name="不显示出处").click()
    expect(page.get_by_role("link", name="显示出处", exact=True)).to_be_visible()
    expect(page.locator(".gw a.src")).to_have_count(0)
    screen.paper("report-issued")


def test_a_printed_report_begins_with_itself_and_ends_in_the_middle_above_its_day(
    new_screen, scene
):
    screen = new_screen("desktop")
    screen.sign_in(scene.office)
    page = screen.open("/reports/results/")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_hidden()
    assert page.locator("article.gw").bounding_box()["y"] < 1
    unit, day = (middle(page.locator(f"article .signature .{one}")) for one in ("unit", "day"))
    assert abs(unit - day) < 1


def test_a_report_lies_on_sheets_broken_where_the_printer_breaks_them(new_screen, scene):
    screen = new_screen("desktop")
    screen.sign_in(scene.office)
    page = screen.open("/reports/results/")
    sheets = page.locator(".gw-pages > .sheet")
    expect(sheets.first).to_be_visible()
    assert all(
        round(one.bounding_box()["height"] / 96 * 25.4 / 0.76) == 297 for one in sheets.all()
    )
    said = "".join(sheets.locator("p:not(.pg), h2, h3, h4").all_inner_texts())
    whole = page.locator("article.gw").locator("p, h2, h3, h4").all_text_contents()
    assert "".join(said.split()) == "".join("".join(whole).split())  # nothing lost, nothing twice
    numbers = sheets.locator(".pg").all_inner_texts()
    assert numbers == [f"— {n} —" for n in range(1, len(numbers) + 1)]
    screen.check()
    page.emulate_media(media="print")
    expect(page.locator(".gw-pages")).to_be_hidden()
    expect(page.locator("article.gw")).to_be_visible()


def middle(part) -> float:
    box = part.bounding_box()
    return box["x"] + box["width"] / 2


@pytest.mark.parametrize("query", ["", "?beside=1"])
def test_the_leaders_board_prints_to_one_page(new_screen, scene, query):
    screen = new_screen("desktop")
    screen.sign_in(scene.leader)
    page = screen.open(f"/board/{query}")
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1

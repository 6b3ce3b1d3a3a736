"""何晓燕 tells a form by clicking in its picture what goes where, by keyboard too, and fills it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.sheets.forms import list_form, word_form

pytestmark = [pytest.mark.browser, pytest.mark.once]


def sent(screen, cast, tmp_path, name: str, content: bytes):
    """The mapping of a form that was just sent in."""
    file = tmp_path / name
    file.write_bytes(content)
    screen.sign_in(cast.office)
    page = screen.open("/forms/")
    screen.check()
    page.get_by_label("表样文件").set_input_files(file)
    page.get_by_role("button", name="存下这张表").click()
    expect(page.get_by_role("heading", name="点格子，选填什么")).to_be_visible()
    return page


def test_cells_are_picked_in_the_picture_and_the_list_is_filled(screen, cast, homes, tmp_path):
    page = sent(screen, cast, tmp_path, "一览表.xlsx", list_form())
    screen.check()
    page.get_by_role("link", name="A4，空格").click()
    expect(page.get_by_label("哪一格")).to_have_value("一览表!A4")
    page.get_by_label("填什么").select_option("home:number")
    page.get_by_label("怎么填").select_option("each")
    page.get_by_role("button", name="填这个").click()
    expect(page.locator(".form-grid")).to_contain_text("户号（每户一行）")
    page.get_by_role("link", name="户号（每户一行）").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("哪一格")).to_have_value("一览表!B4")
    page.get_by_label("填什么").select_option("home:head")
    page.get_by_label("怎么填").select_option("each")
    page.get_by_role("button", name="填这个").click()
    expect(page.locator(".form-grid")).to_contain_text("户主姓名（每户一行）")
    screen.check()
    screen.picture("form-picked")
    page.get_by_role("link", name="填表", exact=True).click()
    page.get_by_label("哪个村").select_option(index=0)
    page.get_by_label("做什么用").fill("报镇里")
    screen.check()
    page.get_by_role("button", name="填好，看一看").click()
    expect(page.get_by_role("heading", name="填好了")).to_be_visible()
    screen.check()
    screen.picture("form-filled")
    page.get_by_role("link", name="康润生").click()
    expect(page).to_have_url(f"{screen.address}/households/{cast.home.pk}/")


def test_a_word_form_shows_its_marks_and_where_values_come_from(screen, cast, homes, tmp_path):
    page = sent(screen, cast, tmp_path, "走访表.docx", word_form())
    expect(page.locator(".form-picture")).to_contain_text("成员姓名（每人一行）")
    screen.check()
    page.get_by_role("link", name="填表", exact=True).click()
    page.get_by_label("哪一户").select_option(label="2-001 康润生")
    page.get_by_label("做什么用").fill("贴户档")
    page.get_by_role("button", name="填好，看一看").click()
    expect(page.get_by_role("status")).to_contain_text("空着 1 处")
    screen.check()
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载").click()
    assert coming.value.suggested_filename == "走访表-2-001 康润生.docx"


def test_without_script_the_same_is_told_by_address(new_screen, cast, homes, tmp_path):
    screen = new_screen("phone", java_script_enabled=False)
    page = sent_plainly(screen, cast, tmp_path)
    page.get_by_role("link", name="B4，空格").click()
    expect(page.get_by_label("哪一格")).to_have_value("一览表!B4")
    page.get_by_label("填什么").select_option("home:head")
    page.get_by_role("button", name="填这个").click()
    expect(page.locator(".form-grid")).to_contain_text("户主姓名")


def sent_plainly(screen, cast, tmp_path):
    file = tmp_path / "一览表.xlsx"
    file.write_bytes(list_form())
    screen.sign_in(cast.office)
    page = screen.open("/forms/")
    page.get_by_label("表样文件").set_input_files(file)
    page.get_by_role("button", name="存下这张表").click()
    return page

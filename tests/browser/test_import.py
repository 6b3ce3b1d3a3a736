"""何晓燕 brings in a roster in a real browser: chosen or dropped, corrected, written, taken back."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import expect

from lianxin.kernel.actor import SYSTEM
from lianxin.register.models import Household
from tests.sheets.books import xlsx
from tests.sheets.test_rosters import HOME as ROSTERS

pytestmark = [pytest.mark.browser, pytest.mark.once]
DROP = """([form, name, content]) => {
  const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  form.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, cancelable: true}));
}"""


def test_a_roster_is_read_corrected_written_and_taken_back(screen, cast):
    screen.sign_in(cast.office)
    page = screen.open("/import/")
    page.get_by_label("要导入的表").set_input_files(ROSTERS / "broken.xlsx")
    page.get_by_role("button", name="读一读这张表").click()
    expect(page.get_by_role("button", name="先导入 54 户")).to_be_visible()
    cell = page.get_by_role("textbox", name="民族")
    cell.fill("改了又不要")
    cell.press("Escape")
    expect(cell).to_have_value("汗族")
    cell.fill("汉族")
    cell.press("Enter")
    expect(page.get_by_role("textbox", name="民族")).to_have_count(0)
    expect(page.locator("[data-cell]:focus")).to_have_count(1)  # the hand goes on with the next
    month = page.get_by_role("textbox", name="首次识别时间")
    month.fill("201401")
    month.press("Enter")
    expect(page.get_by_role("button", name="先导入 55 户")).to_be_visible()
    page.get_by_role("button", name="先导入 55 户").click()
    expect(page.locator(".done-panel")).to_contain_text("55")
    screen.check()
    page.get_by_role("button", name="整批撤回（").click()
    page.get_by_role("dialog").get_by_role("button", name="整批撤回").click()
    expect(page.get_by_role("main")).to_contain_text("整批撤回")
    expect(page.get_by_role("link", name="broken.xlsx")).to_be_visible()
    assert not Household.objects.visible_to(SYSTEM).exists()


def test_a_file_dropped_on_the_form_is_the_one_that_is_sent(new_screen, cast):
    screen = new_screen()
    screen.sign_in(cast.office)
    page = screen.open("/import/")
    form = page.locator("form[data-upload]").element_handle()
    content = base64.b64encode((ROSTERS / "titled.xlsx").read_bytes()).decode()
    page.evaluate(DROP, [form, "titled.xlsx", content])
    page.get_by_role("button", name="读一读这张表").click()
    expect(page.get_by_role("button", name="导入 64 户")).to_be_visible()


def test_a_picture_is_refused_where_it_was_chosen(new_screen, cast, tmp_path):
    picture = tmp_path / "花名册.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 500)
    screen = new_screen("phone")
    screen.sign_in(cast.office)
    page = screen.open("/import/")
    page.get_by_label("要导入的表").set_input_files(picture)
    page.get_by_role("button", name="读一读这张表").click()
    expect(page.get_by_role("main")).to_contain_text("图片")
    screen.complaints.clear()  # Chromium tells of the refusal, which is meant
    screen.check()


def test_columns_that_nobody_knows_are_named_above_the_first_rows(screen, cast):
    cast.household("康润生", officer=cast.tian)
    rows = [
        ("谁去的", "去看谁", "哪一天", "说了些啥"),
        ("田立新", "康润生", "2015-03-05", "看了圈舍"),
    ]
    screen.sign_in(cast.office)
    page = screen.open("/import/")
    page.get_by_label("要导入的表").set_input_files(
        {"name": "走访.xlsx", "mimeType": "application/octet-stream", "buffer": xlsx(rows)}
    )
    page.get_by_label("是什么表").select_option(label="日记和走访记录")
    page.get_by_role("button", name="读一读这张表").click()
    expect(page.get_by_role("heading", name="每一列是什么")).to_be_visible()
    screen.check()
    for header, field in zip(rows[0], ("干部", "户主姓名", "日期", "内容"), strict=True):
        page.get_by_label(header, exact=True).select_option(label=field)
    page.get_by_role("button", name="就这样对").click()
    expect(page.get_by_role("button", name="导入 1 篇日记")).to_be_visible()
    screen.check()
    page.get_by_role("button", name="导入 1 篇日记").click()
    expect(page.locator(".done-panel")).to_contain_text("1")

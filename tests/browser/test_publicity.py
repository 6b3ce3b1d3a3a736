"""何晓燕 drafts a list, hangs it up and prints it; somebody from the village opens it on a phone and objects."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lianxin.kernel.actor import SYSTEM
from lianxin.results.publicity.models import Objection, Publicity

pytestmark = [pytest.mark.browser, pytest.mark.once]


def drafted(screen, scene) -> Publicity:
    screen.sign_in(scene.office)
    page = screen.open("/publicity/new/")
    page.get_by_label("公示的事").fill("产业奖补到户名单")
    page.get_by_label("拟定什么").fill("拟确定下列各户享受产业奖补，现予公示。")
    page.get_by_label("监督电话").fill("监督电话：0938-0000000")
    page.locator("input[name=home]").first.check()
    page.get_by_role("button", name="存好，看样子").click()
    expect(page.get_by_text("外面还看不到")).to_be_visible()
    screen.check()
    return Publicity.objects.visible_to(SYSTEM).get()


def test_a_list_is_drafted_changed_hung_up_and_printed(screen, scene):
    row, page = drafted(screen, scene), screen.page
    screen.open(f"/publicity/{row.pk}/change/")
    expect(page.locator("input[name=home]:checked")).to_have_count(1)
    screen.check()
    screen.open(f"/publicity/{row.pk}/")
    page.get_by_role("button", name="开始公示").click()
    page.get_by_role("link", name="贴墙的一张").click()
    expect(page.locator("article.posting svg").first).to_be_visible()
    screen.check()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    screen.paper("publicity")


def test_anybody_objects_on_a_phone_without_a_script(new_screen, scene):
    office = new_screen("desktop")
    row = drafted(office, scene)
    office.page.get_by_role("button", name="开始公示").click()
    expect(office.page.get_by_text("公示页")).to_be_visible()
    office.page.goto("about:blank")
    looked = new_screen("phone")
    looked.open(f"/gs/{row.code}/")
    looked.check()
    bare = new_screen("phone", java_script_enabled=False)
    page = bare.open(f"/gs/{row.code}/")
    expect(page.get_by_role("table")).to_contain_text(re.compile(r"\*"))
    page.get_by_label("您有什么异议").fill("名单上少了一户")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("status")).to_contain_text("收到了")
    assert Objection.objects.visible_to(SYSTEM).count() == 1

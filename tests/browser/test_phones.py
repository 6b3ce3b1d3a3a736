"""何晓燕 decides what came from phones: by keys, with the question in words before anything is done."""

from __future__ import annotations

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.sync.models import Proposal, Quarantined

pytestmark = [pytest.mark.browser, pytest.mark.once]


def fresh(row):
    return type(row).objects.visible_to(SYSTEM).get(pk=row.pk)


def test_a_clash_is_decided_by_keys_after_a_question_in_words(new_screen, scene):
    screen = new_screen()
    screen.sign_in(scene.office)
    page = screen.open("/phones/")
    first = Proposal.objects.visible_to(SYSTEM).get(pk=scene.phones.area.pk)
    row = page.locator(f'[aria-labelledby="l-{first.pk}"]')
    page.keyboard.press("j")
    while not row.evaluate("one => one === document.activeElement"):
        page.keyboard.press("j")
    page.keyboard.press("1")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("132").wait_for()
    assert "改成" in dialog.inner_text()
    screen.check()
    screen.picture("phones-dialog")
    assert fresh(first).outcome == ""
    page.keyboard.press("Enter")
    page.get_by_text("定好了").wait_for()
    assert fresh(first).outcome == "taken"


def test_who_thinks_better_of_it_changes_nothing(new_screen, scene):
    screen = new_screen("phone")
    screen.sign_in(scene.office)
    page = screen.open("/phones/")
    page.get_by_role("link", name="不收").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("为什么不收").fill("重复了")
    screen.check()
    screen.picture("phones-dialog")
    dialog.get_by_role("link", name="算了").click()
    dialog.wait_for(state="hidden")
    kept = Quarantined.objects.visible_to(SYSTEM).get(pk=scene.phones.kept.pk)
    assert kept.decision == ""


def test_without_scripts_each_button_leads_to_its_question(new_screen, scene):
    screen = new_screen(java_script_enabled=False)
    screen.sign_in(scene.office)
    page = screen.open("/phones/")
    page.get_by_role("link", name="不收").click()
    page.get_by_label("为什么不收").fill("重复了")
    page.get_by_role("button", name="不收").click()
    assert fresh(scene.phones.kept).decided_for == "重复了"

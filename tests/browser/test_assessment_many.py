"""何晓燕 takes a whole unit at once in a browser: one tick, confirmed, one tick, sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.results.assessment.many import unit_of
from tests.results.assessment.year import YEAR

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_one_tick_takes_all_and_both_deeds_are_done(new_screen, cast, size):
    unit_of(cast, 3)
    screen = new_screen(size)
    screen.sign_in(cast.office)
    page = screen.open(f"/assessments/?year={YEAR}")
    screen.check()
    one, every = page.locator("tbody input.check"), page.get_by_label("全选")
    expect(one).to_have_count(5)
    for deed, said in (("核定选中的", "核定了 5 人"), ("选中的送本人看", "送 5 人看了")):
        every.check()
        assert all(box.is_checked() for box in one.all())
        one.first.uncheck()
        assert every.evaluate("box => box.indeterminate")
        one.first.check()
        page.get_by_role("button", name=deed).click()
        expect(page.locator("[role=status]")).to_contain_text(said)
        screen.check()
    expect(one).to_have_count(0)
    expect(every).to_have_count(0)


def test_without_a_script_each_is_ticked_by_itself(new_screen, cast):
    unit_of(cast, 1)
    screen = new_screen(java_script_enabled=False)
    screen.sign_in(cast.office)
    page = screen.open(f"/assessments/?year={YEAR}")
    expect(page.get_by_label("全选")).to_be_hidden()
    page.get_by_label("选 田立新").check()
    page.get_by_role("button", name="核定选中的").click()
    expect(page.locator("[role=status]")).to_contain_text("核定了 1 人")

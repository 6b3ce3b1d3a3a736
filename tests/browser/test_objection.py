"""An objection goes its whole way in a browser: confirmed and sent, objected to, answered, signed, frozen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.results.assessment.freezing import intact
from lianxin.results.assessment.models import Assessment, FrozenAssessment

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
HALF = today().month > 6
SPAN = f"?year={today().year}&half=1" if HALF else f"?year={today().year - 1}"
"""The span that ended last."""


@pytest.fixture
def held(cast):
    """田立新 answers for two households; everybody has a login."""
    for n, name in enumerate(("康润生", "漆玉珍"), 1):
        cast.household(name, number=f"1-00{n}", officer=cast.tian)
    for account in (cast.office, cast.officer, cast.leader):
        assert account.pk
    return cast


def press(screen, name: str) -> Page:
    page = screen.page
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    expect(page.locator(".notice.good, [role=status]").first).to_be_visible()
    screen.check()
    return page


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_objection_travels_its_whole_way(new_screen, held, size):
    sheet = f"/assessments/officers/{held.tian.pk}/{SPAN}"

    office = new_screen(size)
    office.sign_in(held.office)
    office.open(sheet)
    office.check()
    press(office, "核定，送本人看")

    officer = new_screen(size)
    officer.sign_in(held.officer)
    page = officer.open("/assessments/mine/")
    page.locator("main").get_by_role("link", name="谈心").first.click()
    page.locator("summary", has_text="申诉").first.click()
    page.locator("main [name='words-4.3']").fill("三月在地里谈过一次，漏记了。")
    page = press(officer, "交申诉")
    expect(page.locator("main")).to_contain_text("有申诉待答复")
    expect(page.get_by_role("button", name="看过了，没有意见")).to_have_count(0)

    page = office.open(sheet)
    expect(page.locator("main")).to_contain_text("三月在地里谈过一次，漏记了。")
    page.locator("main form textarea[name=words]").first.fill("问过户里，是有，补上。")
    page.locator("main form input[name=marks]").first.fill("2.5")
    press(office, "答复")

    page = officer.open(sheet)
    expect(page.locator("main")).to_contain_text("问过户里，是有，补上。")
    press(officer, "看过了，没有意见")

    leader = new_screen(size)
    leader.sign_in(held.leader)
    leader.open(sheet)
    page = press(leader, "审定")
    expect(page.locator("main")).to_contain_text("审定后没有动过")
    expect(page.get_by_role("button", name="审定", exact=True)).to_have_count(0)

    row = Assessment.objects.visible_to(SYSTEM).get(officer=held.tian)
    frozen = FrozenAssessment.objects.visible_to(SYSTEM).get(assessment=row)
    assert intact(frozen)
    assert "三月在地里谈过一次，漏记了。" in frozen.content

    page = office.open(sheet)
    expect(page.get_by_role("button", name="核定，送本人看")).to_have_count(0)
    expect(page.locator(".digest")).to_have_text(frozen.digest)
    for path in (f"/assessments/{SPAN}", f"/assessments/{row.pk}/", "/assessments/scheme/"):
        office.open(path)
        office.check()

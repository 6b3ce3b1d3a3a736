"""何晓燕 walks the office's year in a browser, and an inspection asks for everything as of 30 June."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from lianxin.kernel.period import today

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

YEAR = today().year if today().month > 7 else today().year - 1
JUNE = date(YEAR, 6, 30)
"""The day of the inspection: the half-year that ended last."""
TEXT = "一、目标\n户户走到，件件有着落。\n二、安排\n每户每年至少走访一次。"


class Office:
    """The office at its desk: each thing is done where the menu leads."""

    def __init__(self, screen, account) -> None:
        self.screen = screen
        screen.sign_in(account)

    def go(self, path: str) -> Page:
        return self.screen.open(path)

    def fill(self, **fields: str) -> Page:
        """By the names of the fields, as the keyboard would reach them."""
        page = self.screen.page
        for name, value in fields.items():
            field = page.locator(f"main [name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        return page

    def done(self, button: str) -> Page:
        page = self.screen.page
        page.locator("main").get_by_role("button", name=button, exact=True).first.click()
        expect(page.locator(".notice.good, [role=status]").first).to_be_visible()
        self.screen.check()
        return page

    def told(self, path: str) -> str:
        page = self.go(path)
        self.screen.check()
        return page.locator("main").inner_text()


@pytest.fixture
def office(new_screen, cast, homes):
    assert cast.liu  # the colleague who takes over
    assert cast.leader
    return Office(new_screen(), cast.office)


def set_up_the_group(office, cast):
    page = office.go("/office/group/")
    page.get_by_role("link", name="设一个").first.click()
    office.fill(name="联村联户领导小组", from_day=f"{YEAR}-01-10", duties="定方案、管督办")
    page = office.done("存好")
    for rank, officer in (("组长", cast.liu), ("成员", cast.tian)):
        page.get_by_role("link", name="加岗位").first.click()
        office.fill(rank=rank, from_day=f"{YEAR}-01-10", officer=f"{officer.name} {officer.post}")
        page = office.done("存好")


def write_the_plan(office):
    page = office.go("/office/documents/")
    page.get_by_role("link", name="起草").first.click()
    office.fill(title=f"{YEAR} 年联村联户实施方案", text=TEXT)
    page = office.done("存好")
    page.locator("main").get_by_role("link", name="印发").first.click()
    number = f"市自然资执法〔{YEAR}〕3号"
    office.fill(number=number, signer="刘志强", issued=f"{YEAR}-01-15")
    office.done("存好")


def give_tasks(office, cast):
    page = office.go(f"/office/?year={YEAR}")
    page.get_by_role("link", name="加目标").first.click()
    office.fill(title="户户走到")
    page = office.done("存好")
    page.get_by_role("link", name="加任务").first.click()
    office.fill(title="上半年入户一遍", due=f"{YEAR}-06-20")
    page.get_by_label(cast.tian.name).check()
    office.fill(figure="入户走到的户（户）", target="2")
    office.done("存好")


def make_a_batch(office, cast):
    page = office.go("/batches/")
    page.get_by_role("link", name="定一批").first.click()
    office.fill(first=f"{YEAR}-06-10", purpose="三夏帮收")
    page.get_by_label(cast.tian.name).first.check()
    office.done("存好")


def transfer_in_june(office, cast):
    page = office.go(f"/officers/{cast.tian.pk}/leave/")
    page.get_by_role("link", name="去交接").click()
    page.locator("main select[name=to]").select_option(index=1)
    page.get_by_role("button", name="填到每户").click()
    office.fill(day=f"{YEAR}-06-15", reason="田立新调走")
    office.done("交接")
    office.go(f"/officers/{cast.tian.pk}/leave/")
    office.fill(until=f"{YEAR}-06-15", leaving="调市局")
    office.done("办离任")


def test_the_offices_year_is_walked_and_asked_for_as_of_the_end_of_june(office, cast):
    set_up_the_group(office, cast)
    write_the_plan(office)
    give_tasks(office, cast)
    make_a_batch(office, cast)
    transfer_in_june(office, cast)

    group = office.told(f"/office/group/?day={JUNE}")
    assert "刘志强" in group
    assert "岗位空着" in group
    before = office.told(f"/office/group/?day={YEAR}-05-31")
    assert "田立新" in before
    assert "岗位空着" not in before
    asked = f"?as_of={JUNE}&year={YEAR}"
    assert "三夏帮收" in office.told(f"/ledgers/batches/{asked}")
    assert "上半年入户一遍" in office.told(f"/ledgers/work_plan/{asked}")
    assert f"〔{YEAR}〕3号" in office.told(f"/ledgers/documents/{asked}")
    assert "领导小组" in office.told(f"/ledgers/leading_group/{asked}")
    homes = office.told(f"/households/?as_of={JUNE}")
    assert "刘志强" in homes
    assert "田立新" not in homes
    assert "田立新" in office.told(f"/households/?as_of={YEAR}-05-31")
    late = office.told(f"/office/?year={YEAR}")
    assert "过期" in late

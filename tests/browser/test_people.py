"""Adding an officer and resetting a password, in a real browser at both sizes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lianxin.people.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_an_office_worker_adds_an_officer_and_hands_over_the_password(screen, cast):
    screen.sign_in(cast.office)
    page = screen.open(reverse("officers"))
    page.get_by_role("link", name="加干部").first.click()
    page.get_by_label("姓名").fill("石维民")
    page.get_by_label("电话").fill("1990000200")
    page.get_by_label("同时开账号").check()
    page.get_by_role("button", name="存好").click()
    assert page.locator("#err-phone").is_visible()
    screen.complaints.clear()  # Chromium tells of the refusal, which is meant
    assert page.get_by_label("姓名").input_value() == "石维民"
    page.get_by_label("电话").fill("19900002001")
    page.get_by_role("button", name="存好").click()
    password = page.locator(".password").inner_text()
    assert Account.objects.get(login="19900002001").check_password(password)
    screen.check()


def test_a_reset_asks_first(screen, cast):
    screen.sign_in(cast.office)
    page = screen.open(reverse("account-detail", args=[cast.officer.pk]))
    page.get_by_role("button", name="重置密码").first.click()
    screen.check()
    page.get_by_role("dialog").get_by_role("button", name="重置密码").click()
    assert page.locator(".password").is_visible()

"""Pages of places, people, lists and the trail in a real browser: axe, both sizes, one walk."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from lianxin.people.actions import absence_begin, groups_add, unit_add
from lianxin.people.models import Account
from lianxin.register.models import QualityRule
from tests.cast import code

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def _picture(screen, name: str) -> None:
    folder = os.environ.get("LIANXIN_PICTURES")
    if folder:
        width = screen.page.viewport_size["width"]
        screen.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def _world(cast) -> None:
    unit_add(actor=cast.actor(cast.sysadmin), name="市自然资源执法一大队", parent=cast.unit)
    groups_add(actor=cast.actor(cast.office), village=cast.village, text="5")
    cast.household("康润生", officer=cast.tian)
    absence_begin(
        actor=cast.actor(cast.office),
        officer=cast.tian,
        kind="study",
        from_day=date(2026, 3, 1),
        last=date(2099, 3, 9),
        note="党校",
    )
    QualityRule.objects.create(
        name="test.gap",
        title="母亲和孩子年龄差太小",
        why="生日常有抄错",
        thresholds={"to_age": 13},
        from_day="2012-01-01",
    )
    assert cast.auditadmin.pk
    assert cast.secadmin.pk
    assert cast.officer2.pk


def _pages(cast) -> list[tuple[str, Account, str]]:
    tian, leader = cast.tian.pk, cast.leader.pk
    return [
        ("areas", cast.office, reverse("areas")),
        ("area-new", cast.office, reverse("area-new")),
        ("area", cast.office, reverse("area", args=[cast.village.pk])),
        ("units", cast.sysadmin, reverse("units")),
        ("unit", cast.sysadmin, reverse("unit", args=[cast.unit.pk])),
        ("unit-new", cast.sysadmin, reverse("unit-new")),
        ("officers", cast.office, reverse("officers")),
        ("officer", cast.office, reverse("officer", args=[tian])),
        ("officer-new", cast.office, reverse("officer-new")),
        ("officers-paste", cast.office, reverse("officers-paste")),
        ("officer-leave", cast.office, reverse("officer-leave", args=[tian])),
        ("accounts", cast.secadmin, reverse("accounts")),
        ("account", cast.secadmin, reverse("account-detail", args=[leader])),
        ("account-new", cast.sysadmin, reverse("account-new")),
        ("appoint", cast.office, reverse("appoint")),
        ("grant", cast.secadmin, reverse("grant-new", args=[leader])),
        ("access", cast.secadmin, reverse("access")),
        ("codes", cast.sysadmin, reverse("codes")),
        ("code", cast.sysadmin, reverse("code", args=[code("relation", "之子").pk])),
        ("code-new", cast.sysadmin, reverse("code-new")),
        ("rules", cast.sysadmin, reverse("rules")),
        (
            "rule",
            cast.sysadmin,
            reverse("rule", args=[QualityRule._base_manager.get(name="test.gap").pk]),
        ),
        ("audit", cast.auditadmin, reverse("audit")),
    ]


def test_every_page_reads_well_at_both_sizes(screen, cast):
    _world(cast)
    for name, account, address in _pages(cast):
        screen.sign_in(account)
        screen.open(address)
        _picture(screen, name)
        screen.check()


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
    _picture(screen, "opened")
    screen.check()


def test_a_reset_asks_first(screen, cast):
    screen.sign_in(cast.office)
    page = screen.open(reverse("account-detail", args=[cast.officer.pk]))
    page.get_by_role("button", name="重置密码").first.click()
    screen.check()
    page.get_by_role("dialog").get_by_role("button", name="重置密码").click()
    assert page.locator(".password").is_visible()

"""The menu beside every page, in a real browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_a_menu_longer_than_the_window_shows_where_one_is(new_screen, cast):
    screen = new_screen()
    screen.sign_in(cast.office)
    page = screen.open(reverse("assessments"))
    assert page.evaluate(
        "() => { const s = document.querySelector('.side'); return s.scrollHeight > s.clientHeight; }"
    )
    expect(page.locator(".side [aria-current]")).to_be_in_viewport(ratio=1)
    page = screen.open(reverse("home"))
    expect(page.locator(".side .brand")).to_be_in_viewport(ratio=1)

"""赵文斌 signs a year where the best grade is full: he reads it, gives the next one and says why."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.results.assessment.test_quota import life, quota  # noqa: F401 (fixture)

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


REFUSED = (
    "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
)
"""What the browser itself says of a form that was refused."""


def test_the_next_grade_is_chosen_and_said(screen, life):  # noqa: F811
    quota(200)
    screen.sign_in(life.cast.leader)
    page = screen.open(f"/assessments/officers/{life.year.tian.pk}/?year={life.row.year}")
    expect(page.get_by_text("已经满了")).to_be_visible()
    screen.check()
    screen.picture("quota")
    page.get_by_label("评为").select_option(label="称职")
    page.get_by_role("button", name="审定", exact=True).click()
    expect(page.get_by_text("写明为什么").first).to_be_visible()
    expect(page.get_by_label("评为")).to_have_value("称职")
    assert screen.faults() == [REFUSED]
    page.get_by_label("审定意见").fill("名额已满，集体研究。")
    page.get_by_role("button", name="审定", exact=True).click()
    expect(page.get_by_text("评为称职")).to_be_visible()

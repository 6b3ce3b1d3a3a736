"""For how many days a list hangs is said from a day on, on a page beside the lists, by who looks after all units."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import Refused
from lianxin.results.publicity.actions import Draft, publicity_begin, publicity_draft
from lianxin.results.publicity.models import PublicityRule
from lianxin.results.publicity.queries import by_law, least_days
from lianxin.results.publicity.rules import publicity_rule_set, publicity_rules
from tests.readers import as_, body

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAPER = "县里的通知第三条"


@pytest.fixture
def county(cast):
    return cast.actor(cast.county)


def codes(actor, **told):
    with pytest.raises(Refused) as error:
        publicity_rule_set(actor=actor, **told)
    return {(one.code, one.field) for one in error.value.problems}


def hung(cast, last):
    """A list of one household, hung up today until the last day."""
    draft = Draft(
        title="产业奖补名单",
        decided="经村民代表会议评议，拟确定下列户享受产业奖补。",
        complaint="监督电话：0938-8210000",
        from_day=today(),
        last_day=last,
        homes=[(cast.household("康润生", number="1-001").pk, None)],
    )
    office = cast.actor(cast.office)
    row = publicity_draft(actor=office, unit=cast.unit, village=cast.village, draft=draft)
    return publicity_begin(actor=office, row=row)


def test_days_are_changed_from_a_day_on_and_what_has_not_begun_is_corrected(county):
    usual = least_days(today())
    row = publicity_rule_set(actor=county, days=10, source=PAPER, from_day=today() + DAY)
    assert (least_days(today()), least_days(today() + DAY)) == (usual, 10)
    again = publicity_rule_set(actor=county, days=15, source=PAPER, from_day=today() + DAY)
    assert (again.pk, least_days(today() + DAY)) == (row.pk, 15)
    assert [one.days for one in publicity_rules()] == [15, usual]
    assert AuditRow.objects.visible_to(SYSTEM).latest("number").action == "publicity_rule.set"


def test_a_list_that_hangs_keeps_its_last_day_and_the_next_one_needs_more(cast, county):
    row = hung(cast, today() + 4 * DAY)
    publicity_rule_set(actor=county, days=9, source=PAPER)
    row.refresh_from_db()
    assert (row.last_day, row.state.value) == (today() + 4 * DAY, "running")
    assert by_law() == (9, PAPER)


def test_every_fault_is_told_at_its_field_and_the_past_stands(county):
    assert codes(county, days=0) == {("publicity_rule.days", "days"), ("input.required", "source")}
    assert codes(county, days=91, source=PAPER) == {("publicity_rule.days", "days")}
    [first] = publicity_rules()
    for day in (first.from_day, first.from_day - DAY):
        told = {"days": 9, "source": PAPER, "from_day": day}
        assert codes(county, **told) == {("rule.not_later", "from_day")}


def test_the_days_stand_on_a_page_beside_the_lists_and_are_changed_there(cast):
    client, page = as_(cast.county), reverse("publicity-rules")
    assert f'href="{page}"' in body(client, reverse("publicities"))
    sent = {"days": "十", "source": PAPER, "from_day": today().isoformat()}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, sent | {"days": "7"}).status_code == 302
    assert least_days(today()) == 7
    shown = body(client, page)
    assert PAPER in shown
    assert "已停用" in shown
    assert f'href="{page}"' in body(as_(cast.office), "/office/grounds/")


def test_a_leader_reads_them_and_who_sees_no_lists_finds_no_page(cast):
    page, sent = reverse("publicity-rules"), {"days": "7", "source": PAPER}
    shown = body(as_(cast.leader), page)
    assert "不少于 5 天" in shown
    assert "改公示天数" not in shown
    for who in (cast.leader, cast.office):
        assert as_(who).post(page, sent).status_code == 403
    for who in (cast.officer, cast.committee, cast.department):
        assert as_(who).get(page).status_code == 404
    assert f'href="{page}"' not in body(as_(cast.officer), "/office/grounds/")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(1, 20), st.integers(-3, 20)), max_size=8))
def test_whatever_is_set_exactly_one_rule_holds_on_each_day(county, steps):
    for days, ahead in steps:
        try:
            publicity_rule_set(
                actor=county, days=days, source=PAPER, from_day=today() + ahead * DAY
            )
        except Refused:
            continue
    for n in range(-3, 25):
        holding = PublicityRule.objects.visible_to(SYSTEM).filter(in_force(today() + n * DAY))
        assert holding.count() == 1


def test_who_reads_english_reads_the_products_own_paper_in_english(cast):
    client = as_(cast.office)
    client.cookies["django_language"] = "en"
    for page in ("publicity-rules", "comment-rules", "village-indicators"):
        shown = body(client, reverse(page))
        assert "公示不少于" not in shown
        assert "产品自带" not in shown
        assert "征求意见不少于" not in shown

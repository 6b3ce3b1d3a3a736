"""For how many days a village's plan lies open is the office's to say, from a day on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.village_plan.comment_rules import comment_rule_set, comment_rules
from lianxin.aid.village_plan.models import CommentRule
from lianxin.aid.village_plan.queries import least_days, rule_on
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Partnership
from tests.readers import as_, body

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAPER = "市里的办法第九条"


@pytest.fixture
def whole(cast):
    """The one office looks after every unit that is paired."""
    Partnership.objects.visible_to(SYSTEM).filter(unit=cast.other_unit).delete()
    return cast.actor(cast.office)


def codes(actor, **told):
    with pytest.raises(Refused) as error:
        comment_rule_set(actor=actor, **told)
    return {(one.code, one.field) for one in error.value.problems}


def test_the_office_changes_it_from_a_day_on_and_corrects_what_has_not_begun(cast, whole):
    usual = least_days(today(), cast.village)
    row = comment_rule_set(actor=whole, days=10, source=PAPER, from_day=today() + DAY)
    assert (least_days(today(), cast.village), least_days(today() + DAY, cast.village)) == (
        usual,
        10,
    )
    again = comment_rule_set(actor=whole, days=15, source=PAPER, from_day=today() + DAY)
    assert (again.pk, least_days(today() + DAY, cast.village)) == (row.pk, 15)
    assert [one.days for one in comment_rules(cast.village)] == [15, usual]


def test_every_fault_is_told_at_its_field_and_the_past_stands(cast, whole):
    assert codes(whole, days=0) == {("comment_rule.days", "days"), ("input.required", "source")}
    since = rule_on(today(), cast.village).from_day
    told = {"days": 9, "source": PAPER}
    assert codes(whole, from_day=since, **told) == {("rule.not_later", "from_day")}
    assert codes(whole, from_day=since - DAY, **told) == {("rule.not_later", "from_day")}


def test_an_office_of_some_units_changes_it_for_its_own_village_alone(cast):
    office, usual = cast.actor(cast.office), least_days(today(), cast.village)
    told = {"days": 9, "source": PAPER}
    assert codes(office, **told) == {("comment_rule.for_all", None)}
    comment_rule_set(actor=office, village=cast.village, **told)
    assert least_days(today(), cast.village) == 9
    assert least_days(today(), cast.other_village) == usual
    assert codes(cast.actor(cast.other_office), village=cast.village, **told) <= {
        ("action.absent", None),
        ("action.not_allowed", None),
    }


def test_the_village_reads_it_and_changes_nothing(cast):
    client, page = as_(cast.committee), reverse("comment-rules")
    assert "改公示天数" not in body(client, page)
    sent = {"village": str(cast.village.pk), "days": "9", "source": PAPER}
    assert client.post(page, sent).status_code == 403


def test_the_office_changes_it_on_its_page(cast, whole):
    client, page = as_(cast.office), reverse("comment-rules")
    sent = {"days": "十", "source": PAPER, "from_day": today().isoformat()}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, sent | {"days": "10"}).status_code == 302
    own = sent | {"village": str(cast.village.pk), "days": "12"}
    assert client.post(page, own).status_code == 302
    assert PAPER in body(client, page)
    assert least_days(today(), cast.village) == 12
    assert PAPER in body(client, "/office/grounds/")


@given(st.lists(st.tuples(st.integers(-2, 20), st.integers(1, 90)), max_size=6))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_set_exactly_one_rule_holds_on_each_day(cast, whole, steps):
    for days, n in steps:
        try:
            comment_rule_set(actor=whole, days=n, source=PAPER, from_day=today() + days * DAY)
        except Refused:
            continue
    for n in range(-3, 25):
        holding = CommentRule.objects.visible_to(SYSTEM).filter(
            in_force(today() + n * DAY), village=None
        )
        assert holding.count() == 1

"""多维画像 on the screen: a village's portrait, the households behind a number, a household's lacks, the sets."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.memory import forget
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.results.profile.models import IndicatorSet
from lianxin.results.profile.reading import rules_on
from tests.profile.village import DAY, Lacking


@pytest.fixture
def there(cast) -> Lacking:
    return Lacking(cast)


def text_of(reply) -> str:
    assert reply.status_code == 200
    return " ".join(strip_tags(reply.content.decode()).split())


def browsing(client, account):
    client.force_login(account)
    return client


def test_the_office_reads_how_many_lack_much_in_plain_words(client, there):
    told = text_of(browsing(client, there.cast.office).get("/profile/"))
    assert "3 户里，2 户样样都查清了。" in told
    assert "其中 1 户 （50.0%）缺得多" in told.replace("1 户（", "1 户 （")
    assert "还有 1 户 有没查清的" in told.replace("1 户有", "1 户 有")


def test_each_number_opens_the_households_behind_it(client, there):
    browser = browsing(client, there.cast.office)
    rules = rules_on(DAY)
    place = next(n for n, line in enumerate(rules.lines) if line.aspect == "house_safe")
    for asked, wanted, others in (
        ("state=much&known=1", "李存义", ("康润生", "白晓明")),
        (f"lacks={place}", "李存义", ("康润生", "白晓明")),
        (f"unknown={place}", "白晓明", ("康润生", "李存义")),
        ("state=unclear", "白晓明", ("康润生", "李存义")),
    ):
        told = text_of(browser.get(f"/profile/homes/?{asked}"))
        assert wanted in told, asked
        assert not [name for name in others if name in told], asked


def test_a_household_page_says_what_it_lacks_since_when_and_by_which_fact(client, there):
    told = text_of(browsing(client, there.cast.office).get(f"/households/{there.lacking.pk}/"))
    assert "住房不安全 2026-01-01 起" in told
    assert "住房安全：否 2026-01-01" in told
    assert "写进计划" in told
    there.live(there.lacking, date(2026, 6, 1))
    told = text_of(client.get(f"/households/{there.lacking.pk}/"))
    assert "住房不安全" not in told
    told = text_of(client.get(f"/households/{there.lacking.pk}/?as_of=2026-05-31"))
    assert "住房不安全" in told


def test_whoever_sees_no_health_sees_no_portrait(client, there):
    for account in (there.cast.assessor,):
        assert browsing(client, account).get("/profile/").status_code == 404


def test_an_office_of_all_units_changes_the_weights_from_a_day_and_the_past_stays(client, there):
    browser = browsing(client, there.cast.county)
    page = browser.get("/indicators/new/")
    sent = dict(page.context["v"])
    sent |= {"name": "我们的一套", "from_day": "2026-07-01", "cut": "40%", "line-0-weight": "12"}
    sent["line-4-name"] = sent["line-4-dimension"] = ""
    assert browser.post("/indicators/new/", sent).status_code == 302
    assert rules_on(DAY).row.name == "我们的一套"
    assert (rules_on(DAY).lines[0].weight, len(rules_on(DAY).lines)) == (12, 12)
    assert rules_on(date(2026, 6, 30)).row.name == "三保障和防返贫"
    assert "我们的一套" in text_of(browser.get("/indicators/"))


def test_what_is_wrong_in_a_set_is_told_at_its_field_and_nothing_is_written(client, there):
    browser = browsing(client, there.cast.county)
    sent = dict(browser.get("/indicators/new/").context["v"])
    sent |= {"name": "错的", "cut": "4/3", "line-0-weight": "0", "line-3-name": ""}
    sent["line-3-dimension"] = "空的方面"
    reply = browser.post("/indicators/new/", sent)
    assert reply.status_code == 422
    codes = {one.code for one in reply.context["problems"]}
    assert codes == {"profile.cut", "profile.weight", "profile.dimension_empty"}
    assert not IndicatorSet.objects.visible_to(SYSTEM).filter(name="错的").exists()


def test_an_officer_reads_the_sets_and_begins_none(client, there):
    browser = browsing(client, there.cast.officer)
    assert "/indicators/new/" not in browser.get("/indicators/").content.decode()
    assert browser.get("/indicators/new/").status_code == 403


def test_a_set_that_ended_leaves_no_portrait_until_another_begins(client, there):
    browser = browsing(client, there.cast.county)
    row = rules_on(DAY).row
    sent = {"until": "2026-07-01"}
    assert browser.post(f"/indicators/{row.pk}/end/", sent).status_code == 302
    assert "没有在用的指标" in text_of(browser.get("/profile/"))
    assert "这户缺什么" not in text_of(browser.get(f"/households/{there.lacking.pk}/"))


def planned(home, aspect: str) -> None:
    """A plan in force whose one stage has a goal for the aspect."""
    stage = StageDrawn("改善", date(2026, 2, 1), date(2026, 12, 31), [GoalDrawn(aspect, 1)])
    plan = plan_draw(actor=SYSTEM, household=home, drawn=PlanDrawn("住得安稳", [stage]))
    plan_approve(actor=SYSTEM, plan=plan_submit(actor=SYSTEM, plan=plan), day=date(2026, 2, 1))


def test_a_lack_that_the_plan_has_a_goal_for_is_told_with_it(client, there):
    planned(there.lacking, "house_safe")
    browser = browsing(client, there.cast.office)
    told = text_of(browser.get(f"/households/{there.lacking.pk}/"))
    assert "计划已有目标" in told
    assert "计划有目标" in text_of(browser.get("/profile/homes/?state=much"))
    assert "还没有目标" in told  # of the others that are lacking


def test_a_larger_village_costs_no_more_queries(client, there):
    browser = browsing(client, there.cast.office)
    asked = []
    browser.get("/profile/homes/")  # the first page of a session asks more
    for more in (0, 5):
        for n in range(more):
            there.cast.household(f"何晓{n}", number=f"2-00{n}")
        forget()
        with CaptureQueriesContext(connection) as caught:
            assert browser.get("/profile/homes/").status_code == 200
        asked.append(len(caught))
    assert asked[0] == asked[1]

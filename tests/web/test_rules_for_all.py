"""What holds for every unit is changed by who looks after all of them; every other office reads it and is told who."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.urls import reverse

from lianxin.aid.kinds.actions import activity_kind_set
from lianxin.aid.kinds.models import ActivityKind
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import Reach
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Partnership
from lianxin.plans.household.models import PlanTemplate
from lianxin.plans.household.template_actions import plan_template_end, plan_template_set
from lianxin.plans.household.template_drawn import TemplateDrawn, TemplateMeasure
from lianxin.pool.offers.need_fields import need_field_set
from lianxin.records.file.income import IncomeRule
from lianxin.records.file.rules import LineGiven, income_rule_end, income_rule_set
from lianxin.records.needs.actions import reply_rule_set
from lianxin.results.profile.actions import IndicatorGiven, indicator_set_begin, indicator_set_end
from lianxin.results.profile.models import IndicatorSet
from lianxin.results.publicity.rules import publicity_rule_set
from lianxin.review.models import DoubtRule
from lianxin.review.rule_actions import doubt_rule_change
from tests.cast import code
from tests.readers import as_, body

pytestmark = pytest.mark.django_db
TOLD = "各单位通用，由管全部单位的联户办来改。"
LACK = IndicatorGiven("住房", "house_safe", "under", 1, 2, "住房安全", "住房不安全")

WORK = TemplateMeasure("传授致富技能", "技能培训", "学一门手艺")


class Rule(NamedTuple):
    """The page that lists the rows, what stands there only for who may change them, and a change."""

    page: str
    changing: str
    change: Callable[[Actor], Any]


def doubted(actor: Actor) -> Any:
    rule = DoubtRule.objects.visible_to(SYSTEM).get(kind="denied")
    told = {key: str(value) for key, value in rule.thresholds.items()}
    return doubt_rule_change(actor=actor, rule=rule, thresholds=told, from_day=today())


def answered(actor: Actor) -> Any:
    told = {"need": code("need", "矛盾纠纷"), "field": code("field", "产业扶持")}
    return need_field_set(actor=actor, **told)


RULES: dict[str, Rule] = {
    "IncomeRule": Rule(
        "income-rules",
        "加口径",
        lambda actor: income_rule_set(
            actor=actor,
            name="镇里口径",
            denominator="stated",
            lines=[LineGiven("全部收入", "wage", 1)],
            from_day=today(),
        ),
    ),
    "IndicatorSet": Rule(
        "indicator-sets",
        "换一套</a>",
        lambda actor: indicator_set_begin(
            actor=actor, name="我们的", cut_part=1, cut_whole=2, lines=[LACK], from_day=today()
        ),
    ),
    "ActivityKind": Rule(
        "activity-kinds",
        "/activities/kinds/0",
        lambda actor: activity_kind_set(
            actor=actor, kind=code("activity", "专家上门"), group="farm", writes="training"
        ),
    ),
    "NeedField": Rule("need-fields", "加一条", answered),
    "DoubtRule": Rule("doubt-rules", "", doubted),
    "ReplyRule": Rule(
        "reply-rules",
        "改一种的时限",
        lambda actor: reply_rule_set(actor=actor, kind=code("need", "住房"), days=10),
    ),
    "PublicityRule": Rule(
        "publicity-rules",
        "改公示天数",
        lambda actor: publicity_rule_set(actor=actor, days=9, source="市里的办法第九条"),
    ),
    "PlanTemplate": Rule(
        "plan-templates",
        "加一个",
        lambda actor: plan_template_set(
            actor=actor,
            drawn=TemplateDrawn("样子", measures=[WORK]),
            used_for=code("category", "一般农户"),
        ),
    ),
}
OF_THE_SYSADMIN = {"Code", "QualityRule"}
EVERY = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def test_every_kind_of_dated_rows_without_unit_and_village_stands_in_this_list():
    found = set()
    for model in apps.get_app_config("lianxin").get_models():
        names = {one.name for one in model._meta.get_fields()}
        public = getattr(model, "reach", Reach()).public
        if public and {"from_day", "until"} <= names and not names & {"unit", "village"}:
            found.add(model.__name__)
    assert found - OF_THE_SYSADMIN == set(RULES)


@EVERY
def test_an_office_of_some_units_reads_the_rows_and_changes_none(cast, rule):
    page = body(as_(cast.office), reverse(rule.page))
    assert TOLD in page
    assert not rule.changing or rule.changing not in page
    with pytest.raises(Refused) as error:
        rule.change(cast.actor(cast.office))
    assert [one.code for one in error.value.problems] == ["rule.for_all"]


@EVERY
def test_an_office_of_all_units_changes_them(cast, rule):
    page = body(as_(cast.county), reverse(rule.page))
    assert TOLD not in page
    assert rule.changing in page
    assert rule.change(cast.actor(cast.county)).pk


@EVERY
def test_where_one_unit_alone_is_paired_its_office_changes_them(cast, rule):
    Partnership.objects.visible_to(SYSTEM).filter(unit=cast.other_unit).delete()
    assert TOLD not in body(as_(cast.office), reverse(rule.page))
    assert rule.change(cast.actor(cast.office)).pk


def test_an_office_of_some_units_ends_no_rows_either(cast):
    office = cast.actor(cast.office)
    income = IncomeRule.objects.visible_to(SYSTEM).get(leading=False)
    plan = PlanTemplate.objects.visible_to(SYSTEM).filter(until=None)[0]
    lacks = IndicatorSet.objects.visible_to(SYSTEM).latest("from_day")
    for end in (
        lambda: income_rule_end(actor=office, rule=income),
        lambda: indicator_set_end(actor=office, row=lacks),
        lambda: plan_template_end(actor=office, template=plan),
    ):
        with pytest.raises(Refused) as error:
            end()
        assert [one.code for one in error.value.problems] == ["rule.for_all"]


def test_a_form_in_vain_leads_back_to_the_page_that_says_who_changes_it(cast):
    client, kind = as_(cast.office), code("activity", "嫁接")
    for form, page in (
        (reverse("income-rule-new"), "income-rules"),
        (reverse("indicator-set-new"), "indicator-sets"),
        (reverse("activity-kind", args=[kind.pk]), "activity-kinds"),
        (reverse("plan-template-new"), "plan-templates"),
    ):
        answer = client.get(form)
        assert answer.headers["Location"] == reverse(page)
        assert as_(cast.county).get(form).status_code == 200


def test_what_is_sent_in_vain_is_refused_in_the_same_words(cast):
    before = ActivityKind.objects.visible_to(SYSTEM).count()
    sent = {"group": "farm", "writes": "training", "from_day": today().isoformat()}
    here = reverse("activity-kind", args=[code("activity", "嫁接").pk])
    answer = as_(cast.office).post(here, sent)
    assert answer.status_code == 403
    assert TOLD in answer.content.decode()
    assert ActivityKind.objects.visible_to(SYSTEM).count() == before


def test_the_page_of_one_rule_of_doubt_shows_its_form_to_who_may_send_it(cast):
    rule = DoubtRule.objects.visible_to(SYSTEM).get(kind="denied")
    page = reverse("doubt-rule", args=[rule.pk])
    for who, seen in ((cast.office, False), (cast.county, True)):
        shown = body(as_(who), page)
        assert ("从某天起改" in shown, TOLD in shown) == (seen, not seen)

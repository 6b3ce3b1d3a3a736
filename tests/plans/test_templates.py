"""Templates of plans: as rows that the office edits; what was planned before stays as it was."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.plans.household.models import PlanTemplate
from lianxin.plans.household.template_actions import plan_template_end, plan_template_set
from lianxin.plans.household.template_drawn import (
    TemplateDrawn,
    TemplateGoal,
    TemplateMeasure,
    TemplateStage,
)
from lianxin.plans.household.templates import begun, fitting, templates
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Standing
from tests.cast import code
from tests.web.test_events import signed_in

STAGE = TemplateStage("养牛", 9, [TemplateGoal("income", 9_000_00)], "牛到八头")
DRAWN = TemplateDrawn(
    "养牛的一般户", "靠牛增收", [STAGE], [TemplateMeasure("传授致富技能", "技能培训", "学配种")]
)


@pytest.fixture
def office(cast):
    return cast.actor(cast.county)


@pytest.fixture
def general():
    return code("category", "一般农户")


def of(name: str) -> PlanTemplate:
    return PlanTemplate.objects.visible_to(SYSTEM).filter(name=name).latest("from_day")


def test_a_plan_begins_from_the_template_that_the_office_put_in_the_place_of_another(
    cast, office, general
):
    home = cast.household(officer=cast.tian)
    household_state(actor=SYSTEM, household=home, kind=Standing, fields={"category": general})
    old = of("一般户")
    made = plan_template_set(actor=office, drawn=DRAWN, used_for=general, instead_of=old)
    standing = Standing.objects.visible_to(office).get(household=home)
    assert fitting(templates(), standing) == made
    drawn = begun(office, home, made, today())
    assert [stage.title for stage in drawn.stages] == ["养牛"]
    assert drawn.stages[0].goals[0].target == 9_000_00
    assert of("一般户").until == today()


def test_who_replaces_a_template_that_somebody_just_replaced_is_told(office, general):
    old = of("一般户")
    plan_template_set(actor=office, drawn=DRAWN, used_for=general, instead_of=old)
    with pytest.raises(Refused) as refused:
        plan_template_set(actor=office, drawn=DRAWN, used_for=general, instead_of=old)
    assert refused.value.problems[0].code == "action.changed_meanwhile"


def test_everything_amiss_in_a_template_is_told_at_once(office, general):
    drawn = TemplateDrawn("", "", [TemplateStage("", 0)], [TemplateMeasure("", "", "学")])
    with pytest.raises(Refused) as refused:
        plan_template_set(actor=office, drawn=drawn, used_for=general)
    told = {one.field for one in refused.value.problems}
    assert told == {
        *("name", "aim", "stage-0-title", "stage-0-months", "stage-0-goals"),
        "measure-0-direction",
    }


def test_an_officer_cannot_change_templates(cast, general):
    with pytest.raises(Refused):
        plan_template_set(actor=cast.actor(cast.officer), drawn=DRAWN, used_for=general)
    with pytest.raises(Refused):
        plan_template_end(actor=cast.actor(cast.officer), template=of("一般户"))


def test_the_page_of_a_template_saves_what_it_shows(cast, general):
    """What the page shows, sent back unchanged, makes the same template."""
    client, old = signed_in(cast.county), of("脱贫户")
    page = client.get(reverse("plan-template", args=[old.pk]))
    sent = {name: value for name, value in page.context["values"].items() if value}
    answer = client.post(reverse("plan-template", args=[old.pk]), sent)
    assert answer.status_code == 302, answer.context["problems"]
    made = of("脱贫户")
    assert made.pk != old.pk
    assert (made.aim, made.measures, made.category_id) == (old.aim, old.measures, old.category_id)
    assert made.stages == old.stages


def test_the_list_tells_goals_in_plain_words_and_offers_officers_no_button(cast):
    page = signed_in(cast.officer).get(reverse("plan-templates")).content.decode()
    assert "人均纯收入比现在多 10%" in page
    assert reverse("plan-template-new") not in page
    assert (
        reverse("plan-template-new")
        in signed_in(cast.county).get(reverse("plan-templates")).content.decode()
    )


def test_a_number_that_cannot_be_read_stands_at_its_field_with_the_rest_kept(cast, general):
    client = signed_in(cast.county)
    sent = {
        "name": "样子",
        "aim": "增收",
        "used_for": str(general.pk),
        "stage-0-title": "增收",
        "stage-0-months": "半年",
        "stage-0-goal-0": "income",
        "stage-0-goal-0-how": "percent",
        "stage-0-goal-0-target": "一成",
    }
    page = client.post(reverse("plan-template-new"), sent)
    assert page.status_code == 422
    shown = page.content.decode()
    assert "请写 1 到 60 的整数" in shown
    assert 'value="一成"' in shown


def test_a_template_that_was_ended_is_offered_no_more(cast):
    client, row = signed_in(cast.county), of("一般户")
    client.post(reverse("plan-template-end", args=[row.pk]))
    page = client.get(reverse("plan-templates")).content.decode()
    assert reverse("plan-template", args=[row.pk]) not in page

"""Plans: written, sent up, approved or sent back; stages show what has changed in the file."""

from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.plans.household.actions import (
    plan_approve,
    plan_draw,
    plan_return,
    plan_submit,
    stage_review,
)
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.plans.household.models import Plan, Stage, State
from lianxin.plans.household.queries import laid_of, lines, versions
from lianxin.plans.household.templates import begun, fitting, offered, templates
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Living, Standing
from tests.cast import code

BEGINS, ENDS = date(2026, 2, 1), date(2026, 7, 31)
GOALS = (GoalDrawn("house_safe"), GoalDrawn("water_safe"))
DRAWN = PlanDrawn("住上安全房", [StageDrawn("稳住", BEGINS, ENDS, GOALS, "房和水有保障")])


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


def drawn(cast, home, content=DRAWN, **other):
    return plan_draw(actor=cast.actor(cast.officer), household=home, drawn=content, **other)


def approved(cast, home, content=DRAWN, day=BEGINS):
    plan = plan_submit(actor=cast.actor(cast.officer), plan=drawn(cast, home, content))
    return plan_approve(actor=cast.actor(cast.office), plan=plan, day=day)


def line(cast, home, day, account=None):
    return lines(cast.actor(account or cast.office), [home.pk], day)[home.pk]


def living(home, day, **fields):
    household_state(actor=SYSTEM, household=home, kind=Living, fields=fields, day=day)


def test_the_officer_writes_a_plan_and_the_office_approves_it(cast, home):
    plan = approved(cast, home)
    assert (plan.state, plan.version, plan.from_day) == (State.APPROVED, 1, BEGINS)
    seen = line(cast, home, ENDS, cast.officer)
    assert seen.plan == plan
    assert [one.stage.title for one in seen.stages] == ["稳住"]
    assert line(cast, home, BEGINS - timedelta(days=1)).plan is None


def test_an_officer_cannot_approve_a_plan(cast, home):
    plan = plan_submit(actor=cast.actor(cast.officer), plan=drawn(cast, home))
    assert refused(lambda: plan_approve(actor=cast.actor(cast.officer), plan=plan)) == {
        "action.not_allowed"
    }


def test_another_units_officer_sees_no_plan_and_writes_none(cast, home):
    approved(cast, home)
    assert line(cast, home, ENDS, cast.outsider).plan is None
    outsider = cast.actor(cast.outsider)
    assert refused(lambda: plan_draw(actor=outsider, household=home, drawn=DRAWN))


def test_a_plan_that_waits_is_not_changed_and_one_sent_back_says_why(cast, home):
    plan = plan_submit(actor=cast.actor(cast.officer), plan=drawn(cast, home))
    assert refused(lambda: drawn(cast, home)) == {"plan.under_way"}
    office = cast.actor(cast.office)
    assert refused(lambda: plan_return(actor=office, plan=plan, note=" ")) == {"plan.reason_wanted"}
    back = plan_return(actor=office, plan=plan, note="目标太低")
    assert (back.state, back.note) == (State.RETURNED, "目标太低")
    assert drawn(cast, home).pk == plan.pk
    assert refused(lambda: plan_approve(actor=office, plan=plan)) == {"plan.not_waiting"}


def test_the_next_version_ends_the_one_before_and_both_stay(cast, home):
    first = approved(cast, home)
    stage = Stage.objects.visible_to(SYSTEM).get(plan=first)
    later = date(2026, 5, 1)
    more = PlanDrawn(
        "再加一条", [StageDrawn("稳住", BEGINS, ENDS, GOALS, line=stage.line)], said="先修房"
    )
    second = approved(cast, home, more, day=later)
    assert [one.version for one in versions(cast.actor(cast.office), home.pk)] == [2, 1]
    assert line(cast, home, later - timedelta(days=1)).plan == first
    assert line(cast, home, later).plan == second
    assert laid_of(line(cast, home, later).plan)[0].line == stage.line


def test_two_who_write_at_once_do_not_overwrite_each_other(cast, home):
    plan = drawn(cast, home)
    drawn(cast, home, rev=plan.rev)
    assert refused(lambda: drawn(cast, home, rev=plan.rev)) == {"action.changed_meanwhile"}


def test_everything_amiss_in_a_plan_is_told_at_once(cast, home):
    content = PlanDrawn(
        "",
        [
            StageDrawn("一", ENDS, BEGINS, [GoalDrawn("income", None)]),
            StageDrawn("二", BEGINS, ENDS, []),
            StageDrawn("三", date(2026, 3, 1), date(2026, 9, 1), [*GOALS, *GOALS]),
        ],
    )
    assert refused(lambda: drawn(cast, home, content)) == {
        "input.required",
        "plan.stage_order",
        "plan.goal_number",
        "plan.goal_wanted",
        "plan.goal_twice",
        "plan.stage_overlap",
    }
    assert refused(lambda: drawn(cast, home, PlanDrawn("好"))) == {"plan.stage_wanted"}
    assert not Plan.objects.visible_to(SYSTEM).exists()


def test_a_stage_shows_the_file_then_and_now(cast, home):
    living(home, BEGINS, dangerous_house=True, safe_water=True)
    approved(cast, home)
    [stage] = line(cast, home, date(2026, 3, 1)).stages
    house, water = stage.moved
    assert (house.then, house.now, house.reached, house.way) == (0, 0, False, 0)
    assert (water.reached, stage.reached) == (True, False)
    living(home, date(2026, 6, 1), dangerous_house=False, safe_water=True)
    [stage] = line(cast, home, date(2026, 7, 1)).stages
    assert (stage.moved[0].now, stage.moved[0].way, stage.reached) == (1, 1, True)


def test_what_happens_after_a_stage_is_not_its_own_doing(cast, home):
    living(home, BEGINS, dangerous_house=True, safe_water=True)
    approved(cast, home)
    living(home, ENDS + timedelta(days=5), dangerous_house=False, safe_water=True)
    [stage] = line(cast, home, date(2026, 12, 1)).stages
    assert (stage.moved[0].now, stage.over, stage.still) == (0, True, True)


def test_a_stage_past_half_its_time_without_change_is_told(cast, home):
    living(home, BEGINS, dangerous_house=True, safe_water=True)
    approved(cast, home)
    assert not line(cast, home, date(2026, 3, 1)).stages[0].still
    assert line(cast, home, date(2026, 6, 1)).stages[0].still


def test_a_review_keeps_the_facts_as_they_were(cast, home):
    living(home, BEGINS, dangerous_house=True, safe_water=True)
    plan = approved(cast, home)
    stage = Stage.objects.visible_to(SYSTEM).select_related("plan__household").get(plan=plan)
    actor, day = cast.actor(cast.officer), date(2026, 6, 30)
    kept = stage_review(actor=actor, stage=stage, reached=False, words="雨季耽误", day=day)
    assert kept.facts == {"house_safe": [0, 0, 1], "water_safe": [1, 1, 1]}
    living(home, date(2026, 6, 1), dangerous_house=False, safe_water=True)
    [told] = line(cast, home, day).stages[0].reviews
    assert told.facts["house_safe"] == [0, 0, 1]
    early = BEGINS - timedelta(days=1)
    assert refused(lambda: stage_review(actor=actor, stage=stage, reached=True, day=early)) == {
        "stage.not_begun"
    }


def test_a_template_begins_the_plan_of_a_household_with_its_own_numbers(cast, home):
    fields = {
        "category": code("category", "脱贫户"),
        "cause": code("cause", "因病"),
        "causes": [str(code("cause", "缺技术").pk)],
    }
    row = household_state(actor=SYSTEM, household=home, kind=Standing, fields=fields)
    rows = templates()
    assert fitting(rows, row).name == "脱贫户"
    measures = offered(rows, row)
    assert [one.cause.name if one.cause else "" for one in measures] == ["因病", "缺技术", "", ""]
    content = begun(cast.actor(cast.officer), home, fitting(rows, row), today())
    assert content.stages[0].from_day == today()
    assert content.stages[1].from_day == content.stages[0].last_day + timedelta(days=1)
    assert {goal.aspect for goal in content.stages[0].goals} == {
        "house_safe",
        "water_safe",
        "out_of_school",
    }


def test_a_monitored_household_has_the_template_of_its_type(cast, home):
    fields = {
        "category": code("category", "脱贫户"),
        "watch": code("watch", "边缘易致贫户"),
        "risk_cleared": False,
    }
    row = household_state(actor=SYSTEM, household=home, kind=Standing, fields=fields)
    assert fitting(templates(), row).name == "边缘易致贫户"
    cleared = household_state(
        actor=SYSTEM, household=home, kind=Standing, fields={**fields, "risk_cleared": True}
    )
    assert fitting(templates(), cleared).name == "脱贫户"

"""The office sees at a glance which plans move, and what needs a look."""

from datetime import timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.plans.actions import measure_add, measure_block, measure_drop, measure_progress
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.plans.household.overview import Sign, counted, overview
from lianxin.plans.queries import State, measure
from lianxin.records.diary.models import Entry
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Living, Standing
from tests.cast import code


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


def drawn(cast, home, *, approve=True):
    first = today() - timedelta(days=60)
    stage = StageDrawn("稳住", first, today() + timedelta(days=10), [GoalDrawn("house_safe")])
    row = plan_draw(
        actor=cast.actor(cast.officer), household=home, drawn=PlanDrawn("住好", [stage])
    )
    row = plan_submit(actor=cast.actor(cast.officer), plan=row)
    return plan_approve(actor=cast.actor(cast.office), plan=row, day=first) if approve else row


def signs(cast, account=None):
    [row] = overview(cast.actor(account or cast.office), cast.village, today())
    return row.signs


def add(cast, home, **other):
    return measure_add(
        actor=cast.actor(cast.office),
        household=home,
        direction=code("direction", "解决实际困难"),
        text="办低保",
        officer=cast.tian,
        **{"due": today() + timedelta(days=30), **other},
    )


def test_a_household_without_a_plan_and_one_that_waits_are_told(cast, home):
    assert set(signs(cast)) == {Sign.NONE}
    drawn(cast, home, approve=False)
    assert signs(cast)[Sign.WAITING] == "住好"


def test_a_stage_without_change_is_told_until_the_file_shows_one(cast, home):
    danger = {"dangerous_house": True, "safe_water": True}
    household_state(
        actor=SYSTEM, household=home, kind=Living, fields=danger, day=today() - timedelta(days=90)
    )
    drawn(cast, home)
    assert signs(cast)[Sign.STILL] == "稳住"
    household_state(
        actor=SYSTEM, household=home, kind=Living, fields={**danger, "dangerous_house": False}
    )
    assert Sign.STILL not in signs(cast)


def test_a_cause_without_a_measure_is_told_until_one_answers_it(cast, home):
    drawn(cast, home)
    fields = {"category": code("category", "脱贫户"), "cause": code("cause", "因病")}
    household_state(actor=SYSTEM, household=home, kind=Standing, fields=fields)
    assert signs(cast)[Sign.UNMATCHED] == "因病"
    row = add(cast, home, cause=code("cause", "因病"))
    assert Sign.UNMATCHED not in signs(cast)
    measure_drop(actor=cast.actor(cast.office), measure=row, reason="重了")
    assert signs(cast)[Sign.UNMATCHED] == "因病"


def test_what_is_late_and_what_is_held_up_are_told_apart(cast, home):
    first = today() - timedelta(days=40)
    add(cast, home, from_day=first, due=today() - timedelta(days=1))
    held = add(cast, home, from_day=first)
    measure_block(actor=cast.actor(cast.officer), measure=held, reason="等县里批")
    assert {Sign.LATE, Sign.BLOCKED} <= set(signs(cast))
    assert measure(cast.actor(cast.office), held.pk, today()).state is State.BLOCKED
    measure_progress(actor=cast.actor(cast.officer), measure=held, percent=20, note="批下来了")
    assert Sign.BLOCKED not in signs(cast)


def test_progress_is_told_by_a_diary_entry(cast, home):
    row = add(cast, home)
    step = measure_progress(
        actor=cast.actor(cast.officer), measure=row, percent=40, note="表交上去了"
    )
    entry = Entry.objects.visible_to(SYSTEM).get(pk=step.entry_id)
    assert entry.officer == cast.tian
    assert entry.text == "办低保：办到 40%。表交上去了"


def test_the_office_sees_each_sign_counted_and_another_units_office_none(cast, home):
    assert counted(overview(cast.actor(cast.office), cast.village, today()))[Sign.NONE] == 1
    assert overview(cast.actor(cast.other_office), cast.village, today()) == []


def test_a_measure_says_what_it_costs_and_where_the_means_come_from(cast, home):
    row = add(cast, home, cost=12_000_00, means="县残联", field=code("field", "产业扶持"))
    assert (row.cost, row.means, row.field.name) == (1_200_000, "县残联", "产业扶持")

"""An inspection asks for plans, measures and trips as of 30 June; the ledgers show them as they stood then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.plans.actions import measure_add, measure_block, measure_drop, measure_progress
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit, stage_review
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.plans.household.models import Stage
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Living
from lianxin.results.asked import Asked
from lianxin.results.ledgers import LEDGERS
from lianxin.visits.batches.actions import batch_cancel, batch_make
from tests.cast import code
from tests.visits.acts import did

JUNE = today() - timedelta(days=120)
"""The day of the inspection; everything after it must not be seen."""
BEGUN = JUNE - timedelta(days=90)
AFTER = JUNE + timedelta(days=40)


@pytest.fixture
def home(cast):
    return cast.household("康润生", number="1-001", officer=cast.tian)


def told(cast, name, day=None, account=None, **asked):
    """The rows of a ledger as a sheet shows them: title to text."""
    actor, ledger = cast.actor(account or cast.office), LEDGERS[name]
    on = day or today()
    rows = ledger.read(actor, Asked(**asked), village=cast.village, day=on)
    columns = ledger.visible_columns(actor)
    return [{str(one.title): one.value(line) for one in columns} for line in rows]


def plan(cast, home, aim="住上安全房", day=BEGUN):
    goals = [GoalDrawn("house_safe")]
    stage = StageDrawn("稳住", day, day + timedelta(days=200), goals, "房子先修好")
    drawn = PlanDrawn(aim, [stage], [str(code("need", "住房").pk)])
    made = plan_draw(actor=cast.actor(cast.officer), household=home, drawn=drawn)
    made = plan_submit(actor=cast.actor(cast.officer), plan=made)
    return plan_approve(actor=cast.actor(cast.office), plan=made, day=day)


def measure(cast, home, **more):
    fields = {"due": JUNE + timedelta(days=60), "from_day": BEGUN} | more
    return measure_add(
        actor=cast.actor(cast.office),
        household=home,
        direction=code("direction", "解决实际困难"),
        text="修房顶",
        officer=cast.tian,
        **fields,
    )


def house(home, day, dangerous):
    household_state(
        actor=SYSTEM, household=home, kind=Living, day=day, fields={"dangerous_house": dangerous}
    )


def test_the_plan_and_its_change_stand_as_they_stood_that_day(cast, home):
    house(home, BEGUN - timedelta(days=9), True)
    plan(cast, home)
    house(home, AFTER, False)
    plan(cast, home, "收入过一万二", AFTER + timedelta(days=5))
    (then,) = told(cast, "plans", JUNE)
    assert (then["总目标"], then["版"], then["户里最盼的"]) == ("住上安全房", 1, "住房")
    assert then["变化"] == "住房安全：否 → 否，目标 是"
    (now,) = told(cast, "plans")
    assert (now["总目标"], now["版"]) == ("收入过一万二", 2)


def test_a_measure_stands_as_far_as_it_had_come_that_day(cast, home):
    row = measure(cast, home, cost=3000_00, means="乡里的危改补助")
    measure_progress(actor=cast.actor(cast.officer), measure=row, percent=40, day=BEGUN)
    measure_progress(actor=cast.actor(cast.officer), measure=row, percent=100, day=AFTER)
    (then,) = told(cast, "measures", JUNE)
    assert (then["进度（%）"], then["状态"], then["钱物来源"]) == (40, "在办", "乡里的危改补助")
    (now,) = told(cast, "measures")
    assert (now["进度（%）"], now["状态"]) == (100, "办完")


def test_measures_dropped_or_held_up_later_were_under_way_that_day(cast, home):
    measure_drop(actor=cast.actor(cast.office), measure=measure(cast, home), reason="搬走了")
    measure_block(actor=cast.actor(cast.office), measure=measure(cast, home), reason="等料")
    assert [one["状态"] for one in told(cast, "measures", JUNE)] == ["在办", "在办"]
    assert {one["状态"] for one in told(cast, "measures")} == {"已停办", "卡住了"}


def test_a_look_back_after_the_day_is_not_in_the_ledger_of_the_day(cast, home):
    stage = Stage.objects.visible_to(SYSTEM).get(plan=plan(cast, home))
    house(home, BEGUN, False)
    stage_review(
        actor=cast.actor(cast.office), stage=stage, reached=True, words="修好了", day=AFTER
    )
    assert told(cast, "reviews", JUNE) == []
    (now,) = told(cast, "reviews")
    assert (now["阶段"], now["做到没有"], now["说明"]) == ("稳住", "做到了", "修好了")


def test_a_trip_shows_whom_it_met_and_what_was_called_off_is_gone(cast, home):
    def trip(first: date, **more):
        fields = {"officers": [cast.tian], "households": [home], "purpose": "入户走访"} | more
        return batch_make(
            actor=cast.actor(cast.office), village=cast.village, first=first, **fields
        )

    trip(BEGUN)
    did(cast.tian, "visit", BEGUN, home=home)
    gone = trip(today() + timedelta(days=20))
    batch_cancel(actor=cast.actor(cast.office), batch=gone, reason="下大雨")
    rows = told(cast, "batches")
    assert [(one["谁去"], one["安排的户"], one["见到的户"], one["走了没有"]) for one in rows] == [
        ("田立新", 1, 1, "走过了")
    ]


def test_another_units_office_finds_nothing_of_it(cast, home):
    plan(cast, home)
    measure(cast, home)
    for name in ("plans", "measures", "reviews", "batches"):
        assert told(cast, name, account=cast.other_office) == []


def test_these_ledgers_take_the_same_queries_however_long_they_are(cast, home):
    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            told(cast, name)
        for q in caught.captured_queries:
            print(name, q["sql"][:3000])
        return len(caught)

    def fill(one):
        plan(cast, one)
        measure(cast, one)
        batch_make(
            actor=cast.actor(cast.office),
            village=cast.village,
            first=BEGUN,
            officers=[cast.tian],
            households=[one],
        )

    fill(home)
    names = ("plans", "measures", "batches")
    few = {name: queries(name) for name in names}
    for number in range(5):
        fill(cast.household(f"户{number}", number=f"2-{number:03}", officer=cast.tian))
    assert {name: queries(name) for name in names} == few

"""Measures: promised to a household, moved on, done, late or dropped."""

from datetime import date

import pytest

from lianxin.kernel.figure import Extent
from lianxin.kernel.problem import Refused
from lianxin.plans.actions import measure_add, measure_drop, measure_progress
from lianxin.plans.figures import FIGURES
from lianxin.plans.models import Measure
from lianxin.plans.queries import State, counted, measures
from tests.cast import code

FIRST, DUE = date(2026, 1, 10), date(2026, 6, 30)
BY_NAME = {figure.name: figure for figure in FIGURES}


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


def add(cast, home, account=None, **other):
    told = {"text": "牛棚改造", "officer": cast.tian, "from_day": FIRST, "due": DUE, **other}
    direction = code("direction", "寻找致富门路")
    actor = cast.actor(account or cast.office)
    return measure_add(actor=actor, household=home, direction=direction, **told)


def listed(cast, day, year=2026, account=None):
    actor = cast.actor(account or cast.office)
    return measures(actor, village=cast.village, year=year, day=day)


def value(cast, name, day, year=2026):
    extent = Extent(cast.village.path, year, day)
    return BY_NAME[name].value(cast.actor(cast.office), extent)


def test_a_measure_is_under_way_then_late_then_done(cast, home):
    row = add(cast, home)
    assert listed(cast, DUE)[0].state is State.OPEN
    late = listed(cast, date(2026, 7, 3))[0]
    assert (late.state, late.late, late.pace) == (State.OVERDUE, 3, 100)
    measure_progress(actor=cast.actor(cast.officer), measure=row, percent=100, day=DUE)
    assert listed(cast, date(2026, 7, 3))[0].state is State.DONE


def test_less_than_all_opens_a_measure_again(cast, home):
    row, actor = add(cast, home), cast.actor(cast.officer)
    measure_progress(actor=actor, measure=row, percent=100, day=date(2026, 3, 1))
    assert value(cast, "measures_done", DUE) == 1
    measure_progress(actor=actor, measure=row, percent=80, day=date(2026, 3, 2))
    assert (value(cast, "measures", DUE), value(cast, "measures_done", DUE)) == (1, 0)


def test_what_is_dropped_no_longer_counts_from_that_day(cast, home):
    row, office = add(cast, home), cast.actor(cast.office)
    assert refused(lambda: measure_drop(actor=office, measure=row, reason=" ")) == {
        "measure.reason_wanted"
    }
    dropped = measure_drop(actor=office, measure=row, reason="户里不养牛了").dropped
    assert value(cast, "measures", dropped) == 0
    assert counted(listed(cast, dropped)) == {State.DROPPED: 1}
    assert refused(lambda: measure_progress(actor=office, measure=row, percent=10)) == {
        "measure.ended"
    }


def test_measures_count_in_the_year_they_are_due_once_they_have_begun(cast, home):
    add(cast, home, due=date(2027, 3, 1))
    assert value(cast, "measures", DUE) == 0
    assert value(cast, "measures", date(2026, 1, 9), 2027) == 0
    assert value(cast, "measures", date(2026, 1, 10), 2027) == 1


def test_what_is_still_owed_from_last_year_stands_in_this_years_list(cast, home):
    add(cast, home, due=date(2026, 2, 1))
    assert [one.state for one in listed(cast, date(2027, 1, 5), 2027)] == [State.OVERDUE]
    assert listed(cast, date(2027, 1, 5), 2028) == []


def test_progress_is_a_share_on_a_day_that_has_come(cast, home):
    row, office = add(cast, home), cast.actor(cast.office)

    def move(**other):
        return measure_progress(actor=office, measure=row, **{"percent": 5, **other})

    assert refused(lambda: move(percent=101)) == {"measure.percent"}
    assert refused(lambda: move(day=date(2999, 1, 1))) == {"measure.future"}
    assert refused(lambda: move(day=date(2026, 1, 9))) == {"measure.before_begun"}
    assert move(day=FIRST).percent == 5


def test_an_officer_promises_for_their_own_households_in_their_own_name(cast, home):
    other = cast.household("裴双喜", number="1-002", officer=cast.liu)
    assert add(cast, home, cast.officer).officer == cast.tian
    assert refused(lambda: add(cast, other, cast.officer)) == {"action.not_allowed"}
    assert refused(lambda: add(cast, home, cast.officer, officer=cast.liu)) == {"action.absent"}
    assert refused(lambda: add(cast, home, cast.officer, due=date(2026, 1, 9))) == {"measure.due"}


def test_another_units_officers_see_no_measure_of_this_village(cast, home):
    add(cast, home)
    for account in (cast.outsider, cast.other_office, cast.officer2, cast.assessor):
        assert not Measure.objects.visible_to(cast.actor(account)).exists()
        assert listed(cast, DUE, account=account) == []
    assert len(listed(cast, DUE, account=cast.officer)) == 1


def test_reading_measures_takes_as_many_queries_for_ten_as_for_one(
    cast, home, django_assert_max_num_queries, django_assert_num_queries
):
    office = cast.actor(cast.office)
    add(cast, home)
    listed(cast, DUE)
    assert office.villages
    with django_assert_max_num_queries(6) as few:
        measures(office, village=cast.village, year=2026, day=DUE)
    for place in range(9):
        add(cast, home, text=f"措施{place}")
    with django_assert_num_queries(len(few)):
        assert len(measures(office, village=cast.village, year=2026, day=DUE)) == 10

"""Rechecks: drawn by a seed that anybody may use again, asked by somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.policy import AccountActor
from lianxin.review.models import Recheck, RecheckItem
from lianxin.review.rechecks.actions import recheck_draw, recheck_enter, recheck_more
from lianxin.review.rechecks.drawing import frame_of, mixed, visits
from lianxin.review.rechecks.queries import rechecks, standing
from tests.visits.acts import did

pytestmark = pytest.mark.django_db


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


@pytest.fixture
def year(cast):
    """Ten visits of one officer to two households, one of them no longer counted."""
    homes = [cast.household(number=f"1-00{n}", head=f"户主{n}", officer=cast.liu) for n in (1, 2)]
    for n in range(10):
        did(cast.liu, "visit", today() - timedelta(days=n + 1), home=homes[n % 2])
        did(cast.liu, "talk", today() - timedelta(days=n + 1), home=homes[n % 2])
    did(cast.liu, "visit", today() - timedelta(days=20), home=homes[0], counts=False)
    did(cast.stranger, "visit", today() - timedelta(days=5), home=homes[0])
    return homes


def draw(cast, size=4, seed=7, account=None):
    return recheck_draw(
        actor=AccountActor.of(account or cast.office),
        unit=cast.unit,
        village=cast.village,
        from_day=today() - timedelta(days=60),
        last_day=today(),
        size=size,
        seed=seed,
    )


def drawn(row):
    rows = RecheckItem.objects.visible_to(SYSTEM).filter(recheck=row).order_by("place")
    return [(one.household_id, one.officer_id, one.day) for one in rows]


def enter(cast, item, result="came", account=None, **told):
    actor = AccountActor.of(account or cast.office)
    return recheck_enter(actor=actor, item=item, result=result, **told)


def test_a_visit_counts_once_a_day_and_only_what_counts_is_drawn_from(cast, year):
    row = draw(cast)
    assert (row.population, len(drawn(row))) == (10, 4)


def test_the_same_seed_draws_the_same(cast, year):
    assert drawn(draw(cast, seed=7)) == drawn(draw(cast, seed=7))
    assert len({tuple(drawn(draw(cast, seed=n))) for n in range(6)}) > 1
    chosen = draw(cast, seed=None)
    assert drawn(draw(cast, seed=chosen.seed)) == drawn(chosen)


def test_more_goes_on_where_the_first_stopped(cast, year):
    row = draw(cast, size=3)
    recheck_more(actor=AccountActor.of(cast.office), recheck=row, size=4)
    assert drawn(row) == drawn(draw(cast, size=7))
    recheck_more(actor=AccountActor.of(cast.office), recheck=row, size=100)
    assert len(drawn(row)) == 10
    assert refused(
        lambda: recheck_more(actor=AccountActor.of(cast.office), recheck=row, size=1)
    ) == {"recheck.all_drawn"}


def test_when_visits_have_changed_no_more_is_drawn_from_the_old_list(cast, year):
    row = draw(cast)
    did(cast.liu, "visit", today(), home=year[0])
    assert refused(
        lambda: recheck_more(actor=AccountActor.of(cast.office), recheck=row, size=1)
    ) == {"recheck.changed"}


def test_neither_who_was_there_nor_the_households_officer_asks(cast, year):
    item = RecheckItem.objects.visible_to(SYSTEM).filter(recheck=draw(cast)).first()
    assert refused(lambda: enter(cast, item, asker=cast.liu)) == {"recheck.same_officer"}
    enter(cast, item, asker=cast.tian)
    enter(cast, item, account=cast.assessor)
    assert refused(lambda: enter(cast, item, account=cast.officer2)) == {"action.not_allowed"}


def test_what_cannot_be_is_refused(cast, year):
    item = RecheckItem.objects.visible_to(SYSTEM).filter(recheck=draw(cast)).first()
    assert refused(lambda: enter(cast, item, "maybe")) == {"recheck.result"}
    early = item.day - timedelta(days=1)
    assert refused(lambda: enter(cast, item, asked_on=early)) == {"recheck.day"}
    assert refused(lambda: draw(cast, size=0)) == {"recheck.how_many"}
    assert refused(lambda: draw(cast, seed=-3)) == {"recheck.seed"}


def test_more_than_one_in_ten_apart_asks_for_more(cast, year):
    row = draw(cast, size=10)
    for n, item in enumerate(RecheckItem.objects.visible_to(SYSTEM).filter(recheck=row)):
        enter(cast, item, "not" if n == 0 else "came")
    results = list(
        RecheckItem.objects.visible_to(SYSTEM).filter(recheck=row).values_list("result", flat=True)
    )
    it = standing(row, results)
    assert (it.asked, it.came, it.missing, it.differs) == (10, 9, 10, False)
    assert (it.all.low, it.all.high) == (9, 9)
    assert standing(row, ["not", *results[:-1]]).differs


def test_who_was_not_found_is_told_of_apart(cast, year):
    it = standing(draw(cast), ["came", "came", "absent", ""])
    assert (it.asked, it.absent, it.open) == (2, 1, 1)
    assert it.least.low <= it.all.low
    assert it.least.high < it.all.high


def test_another_unit_sees_no_recheck_and_an_officer_none(cast, year):
    draw(cast)
    for account in (cast.other_office, cast.outsider, cast.officer2, cast.committee):
        assert rechecks(AccountActor.of(account)) == []
    for account in (cast.office, cast.assessor, cast.leader):
        assert len(rechecks(AccountActor.of(account))) == 1
    assert refused(lambda: draw(cast, account=cast.officer2)) == {"action.not_allowed"}
    assert refused(lambda: draw(cast, account=cast.other_office)) == {"action.not_allowed"}
    assert Recheck.objects.visible_to(SYSTEM).count() == 1


@given(st.integers(0, 2**31 - 1), st.integers(1, 10))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_sample_is_part_of_the_whole_and_nothing_twice(cast, year, seed, size):
    rows = visits(cast.unit, cast.village, today() - timedelta(days=60), today())
    some = mixed(rows, seed)[:size]
    assert len(set(some)) == size
    assert set(some) <= set(rows)
    assert frame_of(rows) == frame_of(sorted(rows, key=lambda one: one.line))

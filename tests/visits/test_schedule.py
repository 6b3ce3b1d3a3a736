"""何晓燕 has the year proposed and takes what she likes of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.visits.batches import actions, queries
from lianxin.visits.batches.models import Batch
from lianxin.visits.schedule.actions import (
    schedule_ask,
    schedule_drop,
    schedule_rule_set,
    schedule_take,
    schedules,
)
from lianxin.visits.schedule.check import broken
from lianxin.visits.schedule.propose import propose
from lianxin.visits.schedule.reading import asked_of
from lianxin.visits.schedule.work import make
from tests.cast import Cast

from .acts import did

pytestmark = pytest.mark.django_db
YEAR = today().year + 1


@pytest.fixture
def cast(db) -> Cast:
    cast = Cast()
    cast.homes = [
        cast.household(f"户主{n}", number=f"1-{n:03}", officer=officer)
        for n, officer in enumerate(officers(cast) * 2, 1)
    ]
    return cast


def officers(cast):
    cast.three = getattr(cast, "three", None) or [
        cast.tian,
        cast.liu,
        *(cast.officer_of(cast.unit, name) for name in ("孟秀莲", "石维民")),
    ]
    return cast.three


def proposed(cast, actor=None):
    actor = actor or cast.actor(cast.office)
    row = schedule_ask(actor=actor, village=cast.village, year=YEAR)
    make(actor, row, seconds=0)
    row.refresh_from_db(from_queryset=schedules(SYSTEM, cast.village, YEAR))
    return row


def codes(caught) -> set[str]:
    return {one.code for one in caught.value.problems}


def test_a_year_that_comes_meets_all_four_requirements(cast):
    asked = asked_of(cast.actor(cast.office), cast.village, YEAR, today())
    plan = propose(asked.problem, seconds=2)
    assert broken(asked.problem, plan) == []
    assert plan.unmet == ()
    assert {need.figure for need in asked.problem.needs} == {
        *("visits", "talks", "stay_days", "lectures")
    }


def test_what_is_done_is_taken_off(cast):
    day = today()
    before = asked_of(SYSTEM, cast.village, day.year, day).problem.needs
    did(cast.tian, "talk", day, home=cast.homes[0])
    after = asked_of(SYSTEM, cast.village, day.year, day).problem.needs
    talks = [
        sum(
            need.amount
            for need in needs
            if (need.figure, need.officer) == ("talks", str(cast.tian.pk))
        )
        for needs in (before, after)
    ]
    assert talks[0] - talks[1] == 1


def test_the_command_says_the_whole_proposal_and_writes_nothing(cast):
    cast.office, cast.officer  # noqa: B018 (the logins are made)
    out = StringIO()
    told = {"village": "阳坡村", "year": YEAR, "seconds": 0, "as_json": True}
    call_command("schedule", stdout=out, **told)
    found = json.loads(out.getvalue())
    assert set(found) == {"batches", "unmet"}
    assert all(set(one) == {"from", "to", "days", "officers", "visits"} for one in found["batches"])
    assert found["unmet"] == []
    first = found["batches"][0]
    assert date.fromisoformat(first["from"]).year == YEAR
    assert any("officer" in one["officers"] for one in found["batches"])
    assert set(first["visits"][0]) == {"household", "officer"}
    assert not Batch.objects.visible_to(SYSTEM).exists()


def test_a_year_that_is_over_is_refused(cast):
    with pytest.raises(Refused) as caught:
        asked_of(SYSTEM, cast.village, today().year - 1, today())
    assert codes(caught) == {"schedule.past_year"}


def test_all_of_it_becomes_batches_that_a_later_proposal_may_replace(cast):
    office, row = cast.actor(cast.office), proposed(cast)
    made = schedule_take(actor=office, schedule=row)
    assert len(made) == len(row.found["batches"])
    assert not any(one.fixed for one in made)
    with pytest.raises(Refused) as caught:
        schedule_take(actor=office, schedule=row)
    assert codes(caught) == {"schedule.not_ready"}


def test_some_of_it_becomes_batches(cast):
    office, row = cast.actor(cast.office), proposed(cast)
    (made,) = schedule_take(actor=office, schedule=row, chosen={1})
    assert made.first.isoformat() == row.found["batches"][1]["first"]
    assert [line.batch for line in queries.batches(office, cast.village, YEAR)] == [made]


def test_none_of_it_leaves_everything_as_it_was(cast):
    row = proposed(cast)
    schedule_drop(actor=cast.actor(cast.office), schedule=row)
    assert not Batch.objects.visible_to(SYSTEM).exists()


def test_a_moved_batch_stays_and_only_the_rest_is_proposed_again(cast):
    office = cast.actor(cast.office)
    first, *rest = schedule_take(actor=office, schedule=proposed(cast))
    day = first.first + timedelta(days=7)
    actions.batch_move(actor=office, batch=first, rev=1, first=day)
    again = schedule_take(actor=office, schedule=proposed(cast))
    found = {line.batch.pk: line.batch for line in queries.batches(office, cast.village, YEAR)}
    assert found[first.pk].first == day
    assert set(found) == {first.pk, *(one.pk for one in again)}
    assert not {one.pk for one in rest} & set(found)
    asked = asked_of(office, cast.village, YEAR, today())
    assert [str(row.pk) for row in asked.kept] == [str(first.pk)]


def test_a_proposal_is_stale_once_a_batch_or_a_pairing_has_changed(cast):
    office, row = cast.actor(cast.office), proposed(cast)
    actions.batch_make(
        actor=office,
        village=cast.village,
        first=date(YEAR, 3, 1),
        officers=[cast.tian],
        households=[cast.homes[0]],
    )
    with pytest.raises(Refused) as caught:
        schedule_take(actor=office, schedule=row)
    assert codes(caught) == {"schedule.stale"}


def test_an_officer_does_not_have_the_year_proposed(cast):
    with pytest.raises(Refused) as caught:
        schedule_ask(actor=cast.actor(cast.officer), village=cast.village, year=YEAR)
    assert codes(caught) == {"action.not_allowed"}


def test_the_rules_of_the_village_are_kept_to(cast):
    office, numbers = cast.actor(cast.office), {"gap_weeks": 3, "homes_a_day": 2, "at_once": 1}
    sizes = {"group_least": 2, "group_most": 2, "days_most": 1}
    schedule_rule_set(actor=office, village=cast.village, numbers=sizes | numbers)
    problem = asked_of(office, cast.village, YEAR, today()).problem
    plan = propose(problem, seconds=0)
    assert {len(trip.officers) for trip in plan.trips} == {2}
    assert broken(problem, plan) == []
    with pytest.raises(Refused) as caught:
        schedule_rule_set(
            actor=office, village=cast.village, numbers=sizes | numbers | {"group_most": 1}
        )
    assert codes(caught) == {"schedule_rule.group"}

"""Whatever is asked, a proposal breaks no hard rule and tells exactly what it leaves undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.visits.schedule.check import broken
from lianxin.visits.schedule.evenness import evenness, round_robin
from lianxin.visits.schedule.propose import propose
from lianxin.visits.schedule.shape import (
    LECTURES,
    STAYS,
    TALKS,
    VISITS,
    Home,
    Need,
    Person,
    Plan,
    Problem,
    Rules,
    Trip,
)

pytestmark = pytest.mark.once
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range(365)]
WORKED = frozenset(day for day in DAYS if day.weekday() < 5)


def year(people=6, homes=12, *, needs=(), **more) -> Problem:
    """Officers a, b, c …, with their households, and what the method asks of each of them."""
    names = [f"o{n}" for n in range(people)]
    there = tuple(Home(f"h{n}", names[n % people], f"g{n % 3}") for n in range(homes))
    asked = list(needs)
    for name in names if not needs else ():
        for figure, amount in ((TALKS, 12), (STAYS, 10), (LECTURES, 2)):
            asked.append(Need(figure, figure, name, FIRST, LAST, amount))
    if not needs:
        asked += [Need(VISITS, VISITS, home.officer, FIRST, LAST, 1, home.key) for home in there]
    told = {
        "first": FIRST,
        "open_days": WORKED,
        "people": tuple(Person(name) for name in names),
        "homes": there,
        "needs": tuple(asked),
    }
    return Problem(2026, **(told | more))


def test_a_year_that_can_be_met_is_met_and_lies_more_evenly_than_in_turn():
    problem = year(people=8, homes=24)
    plan = propose(problem, seconds=3)
    assert broken(problem, plan) == []
    assert plan.unmet == ()
    assert evenness(plan.trips, FIRST, LAST) < evenness(round_robin(problem), FIRST, LAST)


def test_the_rough_proposal_is_whole_too():
    problem, heard = year(), []
    plan = propose(problem, seconds=0, told=heard.append)
    assert heard == [plan]
    assert broken(problem, plan) == []
    assert plan.unmet == ()


def test_an_officer_who_is_away_all_year_is_named_with_the_reason():
    away = Person("o0", frozenset(DAYS))
    problem = replace(year(), people=(away, *year().people[1:]))
    plan = propose(problem, seconds=1)
    assert broken(problem, plan) == []
    assert {(one.need.officer, one.reason) for one in plan.unmet} == {("o0", "away")}


def test_two_officers_make_no_group_of_three():
    plan = propose(year(people=2), seconds=1)
    assert {one.reason for one in plan.unmet} == {"few_people"}
    assert plan.trips == ()


def test_more_households_than_days_are_told_as_that():
    days = frozenset(day for day in WORKED if day.month == 3 and day.day < 7)
    problem = year(people=3, homes=30, open_days=days)
    plan = propose(problem, seconds=1)
    assert broken(problem, plan) == []
    assert {one.reason for one in plan.unmet if one.need.home} == {"many_homes"}


def test_a_household_that_nobody_answers_for_is_told_as_that():
    problem = year()
    orphan = Need(VISITS, VISITS, "", FIRST, LAST, 1, "h99")
    problem = replace(
        problem, homes=(*problem.homes, Home("h99", "")), needs=(*problem.needs, orphan)
    )
    plan = propose(problem, seconds=1)
    assert [(one.need.home, one.reason) for one in plan.unmet] == [("h99", "no_officer")]


def test_trips_that_stay_count_and_nobody_goes_again_too_soon_after_them():
    seen = (("h0", "o0"), ("h6", "o0"))
    kept = Trip(date(2026, 4, 7), date(2026, 4, 8), ("o0", "o1", "o2"), seen, True)
    problem = year(kept=(kept,), first=date(2026, 3, 1))
    plan = propose(problem, seconds=2)
    assert broken(problem, plan) == []
    times = [len([t for t in plan.trips if name in t.officers]) for name in ("o0", "o5")]
    assert times[0] < times[1]


def test_a_broken_rule_is_found():
    problem = year()
    sunday = Trip(date(2026, 3, 1), date(2026, 3, 1), ("o0", "o1"), (("h1", "o0"),))
    rules = {one.rule for one in broken(problem, Plan((sunday, sunday), ()))}
    assert rules >= {"closed day", "group size", "not their household", "too soon", "unmet untrue"}


def test_the_same_question_has_the_same_answer():
    problem = year(people=6, homes=6)
    assert propose(problem, seconds=60) == propose(problem, seconds=60)


days = st.sampled_from(DAYS)


@st.composite
def problems(draw) -> Problem:
    """Any few people, households, days, rules and wishes, also such as cannot be met."""
    names = [f"o{n}" for n in range(draw(st.integers(1, 6)))]
    people = tuple(
        Person(name, frozenset(draw(st.sets(st.sampled_from(DAYS[:60]), max_size=20))))
        for name in names
    )
    whose = st.sampled_from([*names, ""])
    homes = tuple(
        Home(f"h{n}", draw(whose), draw(st.sampled_from("xyz")))
        for n in range(draw(st.integers(0, 9)))
    )
    least = draw(st.integers(1, 3))
    rules = Rules(
        group_least=least,
        group_most=least + draw(st.integers(0, 2)),
        days_most=draw(st.integers(1, 3)),
        gap_weeks=draw(st.integers(0, 3)),
        homes_a_day=draw(st.integers(1, 3)),
        at_once=draw(st.integers(1, 2)),
    )
    first = draw(st.sampled_from(DAYS[:20]))
    return Problem(
        2026,
        first,
        frozenset(draw(st.sets(st.sampled_from(DAYS[:60]), max_size=45))),
        people,
        homes,
        tuple(draw(needs_of(names, homes))),
        rules,
        kept_of(draw, names, homes),
        draw(st.dictionaries(st.sampled_from(DAYS[:60]), st.integers(-20, 60), max_size=8)),
    )


def kept_of(draw, names, homes) -> tuple[Trip, ...]:
    if not draw(st.booleans()):
        return ()
    start = draw(st.sampled_from(DAYS[:50]))
    end = start + timedelta(days=draw(st.integers(0, 2)))
    who = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    return (
        Trip(start, end, tuple(who), tuple((h.key, h.officer) for h in homes if h.officer in who)),
    )


@st.composite
def needs_of(draw, names, homes) -> list[Need]:
    found = {}
    for _ in range(draw(st.integers(0, 8))):
        figure = draw(st.sampled_from([VISITS, TALKS, STAYS, LECTURES]))
        start = draw(st.sampled_from([DAYS[0], DAYS[31]]))
        end = draw(st.sampled_from([DAYS[30], DAYS[58], LAST]))
        end = max(end, start)
        home = draw(st.sampled_from([None, *homes])) if figure in {VISITS, TALKS} else None
        who = home.officer if home else draw(st.sampled_from(names))
        amount = draw(st.integers(0, 4))
        key = home.key if home else ""
        found[figure, who, key, start, end] = Need(figure, figure, who, start, end, amount, key)
    return list(found.values())


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_proposal_breaks_a_hard_rule_or_hides_what_is_unmet(problem):
    heard = []
    plan = propose(problem, seconds=2, told=heard.append)
    for one in (*heard, plan):
        assert broken(problem, one) == []
        assert {u.need for u in one.unmet} <= set(problem.needs)
    assert plan.cost <= heard[0].cost

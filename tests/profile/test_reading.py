"""What a household lacks is what its file says on the day, no more and no less."""

from __future__ import annotations

from datetime import date

from lianxin.kernel.actor import SYSTEM
from lianxin.results.profile.measure import State
from lianxin.results.profile.reading import (
    homes_alike,
    homes_seen,
    rules_on,
    sees_profile,
)
from tests.profile.village import DAY


def told(home, day=DAY):
    rules = rules_on(day)
    [seen] = homes_seen(SYSTEM, rules, day, keys=[home.pk])
    names = [one.aspect for one in rules.lines]
    lacks = {name for place, name in enumerate(names) if seen.lacks >> place & 1}
    unknown = {name for place, name in enumerate(names) if seen.unknown >> place & 1}
    return lacks, unknown, rules.scheme.state(seen.lacks, seen.unknown)


def test_a_household_whose_facts_are_all_good_lacks_nothing(there):
    assert told(there.well) == (set(), set(), State.LITTLE)


def test_each_lacking_fact_is_an_indicator_lacked(there):
    lacks, unknown, state = told(there.lacking)
    assert lacks == {"income", "house_safe", "clean_fuel", "ill", "able", "work_months"}
    assert (unknown, state) == (set(), State.MUCH)


def test_of_whom_nothing_is_said_nothing_is_known_and_that_is_told(there):
    lacks, unknown, state = told(there.unclear)
    assert lacks == set()
    assert unknown == {one.aspect for one in rules_on(DAY).lines} - {"out_of_school"}
    assert state is State.OPEN


def test_one_member_of_whom_nothing_is_said_leaves_open_what_they_decide(there):
    there.cast.member(there.well, "康小二", "之子")
    _lacks, unknown, _state = told(there.well)
    assert unknown == {"ill", "uninsured"}


def test_what_is_said_later_changes_nothing_of_the_day_before(there):
    before = told(there.lacking)
    there.live(there.lacking, date(2026, 7, 2))
    assert told(there.lacking) == before
    assert "house_safe" not in told(there.lacking, date(2026, 7, 2))[0]


def test_the_set_of_the_day_asks_not_the_one_of_today(there):
    assert rules_on(date(2020, 12, 31)).row.name == "两不愁三保障"
    assert rules_on(date(2021, 1, 1)).row.name == "三保障和防返贫"
    assert rules_on(date(2011, 1, 1)) is None


def test_the_database_counts_as_the_households_are_read_one_by_one(there):
    rules = rules_on(DAY)
    single = homes_seen(SYSTEM, rules, DAY, path=there.cast.village.path)
    alike = homes_alike(SYSTEM, rules, DAY, path=there.cast.village.path)
    assert sorted((row.lacks, row.unknown) for row in single) == sorted(
        (row.lacks, row.unknown) for row in alike for _ in range(row.homes)
    )
    assert sum(row.people for row in single) == sum(row.people for row in alike) == 3


def test_an_officer_is_told_of_their_own_households_and_an_assessor_of_none(there):
    cast, rules = there.cast, rules_on(DAY)
    seen = homes_seen(cast.actor(cast.officer), rules, DAY, path=cast.village.path)
    assert {one.key for one in seen} == {there.well.pk}
    assert sees_profile(cast.actor(cast.officer))
    assert not sees_profile(cast.actor(cast.assessor))


def test_another_unit_is_told_of_nobody(there):
    cast = there.cast
    assert (
        homes_seen(cast.actor(cast.other_office), rules_on(DAY), DAY, path=cast.village.path) == []
    )

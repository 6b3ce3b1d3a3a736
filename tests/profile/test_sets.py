"""Sets of indicators are dated rows: a new one ends the one before, and what was stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lianxin.kernel.problem import Refused
from lianxin.results.profile.actions import (
    IndicatorGiven,
    indicator_set_begin,
    indicator_set_end,
)
from lianxin.results.profile.reading import rules_on
from tests.profile.village import DAY

LINE = IndicatorGiven("住房", "house_safe", "under", 1, 2, "住房安全", "住房不安全")
NEXT = replace(LINE, dimension="饮水", aspect="water_safe", name="饮水安全", lack="饮水不安全")


@pytest.fixture
def office(cast):
    return cast.actor(cast.county)


def begin(actor, *lines, **more):
    given = {"name": "我们的", "cut_part": 1, "cut_whole": 2, "from_day": DAY} | more
    return indicator_set_begin(actor=actor, lines=lines, **given)


def codes_of(refusal) -> set[str]:
    return {one.code for one in refusal.value.problems}


def test_a_new_set_counts_from_its_day_and_the_old_one_until_then(office):
    before = rules_on(DAY).row
    made = begin(office, LINE, NEXT)
    assert rules_on(DAY).row == made
    assert rules_on(DAY - timedelta(1)).row == before
    assert rules_on(DAY).scheme.whole == 4


def test_a_set_may_begin_later_and_waits_for_its_day(office):
    made = begin(office, LINE, from_day=DAY + timedelta(30))
    assert rules_on(DAY + timedelta(29)).row != made
    assert rules_on(DAY + timedelta(30)).row == made


@pytest.mark.parametrize(
    ("lines", "more", "code"),
    [
        ((), {}, "profile.indicator_wanted"),
        ((replace(LINE, weight=0),), {}, "profile.weight"),
        ((replace(LINE, weight=None),), {}, "profile.weight"),
        ((replace(LINE, cut=None),), {}, "profile.number"),
        ((LINE, LINE), {}, "profile.twice"),
        ((replace(LINE, aspect="wealth"),), {}, "input.unknown_choice"),
        ((LINE,), {"cut_part": 0}, "profile.cut"),
        ((LINE,), {"cut_part": 3}, "profile.cut"),
        ((LINE,), {"cut_whole": None}, "profile.cut"),
        ((LINE,), {"dimensions": ["住房", "饮水"]}, "profile.dimension_empty"),
        ((replace(LINE, lack=""),), {}, "input.required"),
    ],
)
def test_what_cannot_be_counted_is_refused_and_changes_nothing(office, lines, more, code):
    before = rules_on(DAY).row
    with pytest.raises(Refused) as refusal:
        begin(office, *lines, **more)
    assert codes_of(refusal) == {code}
    assert rules_on(DAY).row == before


def test_no_set_begins_on_a_day_that_another_has_already_counted(office):
    with pytest.raises(Refused) as refusal:
        begin(office, LINE, from_day=date(2020, 1, 1))
    assert codes_of(refusal) == {"profile.not_later"}


def test_an_ended_set_is_ended_once(office):
    row = rules_on(DAY).row
    indicator_set_end(actor=office, row=row, until=DAY)
    assert rules_on(DAY) is None
    assert rules_on(DAY - timedelta(1)).row == row
    with pytest.raises(Refused) as refusal:
        indicator_set_end(actor=office, row=row, until=DAY)
    assert codes_of(refusal) == {"profile.ended"}


def test_an_officer_a_leader_and_the_village_set_nothing(cast):
    for account in (cast.officer, cast.leader, cast.committee):
        with pytest.raises(Refused) as refusal:
            begin(cast.actor(account), LINE)
        assert codes_of(refusal) == {"action.not_allowed"}

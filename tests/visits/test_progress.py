"""How far the year is: targets for the days on duty, deeds counted once, words a person says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import new_id
from lianxin.people.models import Absence, Officer
from lianxin.register.models import Pairing
from lianxin.visits import progress as room
from lianxin.visits.lines import State
from lianxin.visits.models import Requirement
from lianxin.visits.progress import counts_of, progress

from .acts import did, line_of, rule

LAST = date(2026, 12, 31)
JULY = date(2026, 7, 15)
SATURDAY, NIGHT = date(2026, 3, 7), date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _end_of_the_year(monkeypatch):
    monkeypatch.setattr(room, "today", lambda: LAST)


@pytest.fixture
def homes(cast):
    return [
        cast.household("康润生", number="1-001", officer=cast.tian),
        cast.household("裴双喜", number="1-002", officer=cast.tian),
        cast.household("李存义", number="1-003", officer=cast.liu),
    ]


def see(cast, account=None, day=JULY, year=2026):
    return progress(cast.actor(account or cast.office), cast.village, year, day)


def test_the_methods_four_stand_as_they_come_with_the_product(cast, homes):
    did(cast.tian, "visit", date(2026, 2, 1), home=homes[0])
    did(cast.tian, "talk", date(2026, 2, 1), home=homes[0])
    did(cast.tian, "stay", date(2026, 2, 1), village=cast.village, halves=2)
    did(cast.liu, "stay", date(2026, 2, 2), village=cast.village, halves=1)
    lines = {line.requirement.figure: line for line in see(cast).lines}
    assert [(one, line.done, line.target) for one, line in lines.items()] == [
        ("visits", 1, 3),
        ("talks", 1, 24),
        ("stay_days", 1.5, 20),
        ("lectures", 0, 2),
    ]
    assert lines["visits"].words == "差 2 户没入过户"
    assert lines["visits"].pace is None
    assert lines["talks"].words == "比进度少 11 次"
    assert lines["stay_days"].words == "比进度少 9 天"
    assert lines["lectures"].words == "比进度少 1 场"


def test_a_talk_counts_once_a_household_officer_and_day(cast, homes):
    rule("talks", 12)
    for _ in range(3):
        did(cast.tian, "talk", NIGHT, home=homes[0])
    did(cast.tian, "talk", NIGHT, home=homes[1])
    did(cast.tian, "talk", NIGHT, home=homes[1], counts=False)
    did(cast.liu, "talk", NIGHT, home=homes[0])
    assert (line_of(see(cast), cast.tian).done, line_of(see(cast), cast.liu).done) == (2, 1)


def test_evening_and_weekend_visits_count_like_any(cast, homes):
    rule("visits", 4, span="year")
    did(cast.tian, "visit", SATURDAY, home=homes[0])
    did(cast.tian, "visit", SATURDAY + timedelta(days=1), home=homes[0])
    did(cast.tian, "visit", NIGHT, home=homes[0])
    assert line_of(see(cast), cast.tian).done == 3


def test_a_stay_is_a_whole_day_at_the_most_and_halves_add_up(cast, homes):
    rule("stay_days", 20)
    for halves in (2, 1):
        did(cast.tian, "stay", NIGHT, village=cast.village, halves=halves)
    did(cast.tian, "stay", SATURDAY, village=cast.village, halves=1)
    assert line_of(see(cast), cast.tian).done == 1.5


def test_a_lecture_of_several_is_one_for_the_village_and_one_for_each(cast, homes):
    rule("lectures", 2)
    event = new_id()
    for officer in (cast.tian, cast.liu):
        did(officer, "lecture", NIGHT, village=cast.village, event=event)
    found = see(cast)
    assert [(line.done, line.target) for line in found.lines] == [(1, 2)]
    assert line_of(found, cast.tian).done == line_of(found, cast.liu).done == 1


def test_days_away_are_taken_off_halves_upwards(cast, homes):
    rule("talks", 12)
    away = {"officer": cast.tian, "kind": "study"}
    Absence.objects.create(from_day=date(2026, 1, 1), until=date(2026, 7, 2), **away)
    assert line_of(see(cast, day=LAST), cast.tian).target == 6
    assert line_of(see(cast, day=LAST), cast.liu).target == 12


def test_half_of_a_stay_is_rounded_in_half_days(cast, homes):
    rule("stay_days", 20)
    Absence.objects.create(
        officer=cast.tian, kind="leave", from_day=date(2026, 1, 1), until=date(2026, 2, 1)
    )
    assert line_of(see(cast, day=LAST), cast.tian).target == 9


def test_who_began_or_handed_over_within_the_year_owes_their_share(cast, homes):
    rule("talks", 12)
    Pairing.objects.visible_to(SYSTEM).filter(household=homes[2]).update(until=date(2026, 4, 1))
    wang = cast.officer_of(cast.unit, "王新")
    Officer.objects.visible_to(SYSTEM).filter(pk=wang.pk).update(from_day=date(2026, 4, 1))
    Pairing.objects.create(
        household=homes[2], officer=wang, from_day=date(2026, 4, 1), reason="接手"
    )
    found = see(cast, day=LAST)
    assert [line_of(found, who).target for who in (cast.liu, wang)] == [3, 9]
    assert [one.homes for one in found.officers if one.officer in {cast.liu, wang}] == [0, 1]


def test_a_household_apart_fills_no_other(cast, homes):
    rule("visits", 4, per="household", span="quarter")
    for n in range(9):
        did(cast.tian, "visit", date(2026, 1, 5) + timedelta(days=n), home=homes[0])
    line = line_of(see(cast, day=date(2026, 3, 31)), cast.tian)
    assert (line.done, line.target, line.words) == (4, 32, "比进度少 4 次")


def test_periods_shorter_than_a_year_are_each_apart(cast, homes):
    rule("talks", 1, span="month")
    for n in (3, 4, 5, 6):
        did(cast.tian, "talk", date(2026, 1, n), home=homes[0])
    line = line_of(see(cast, day=date(2026, 4, 30)), cast.tian)
    assert (line.done, line.target, line.behind) == (4, 12, 3)
    assert round(line.share) == 8


def test_a_month_too_short_for_its_whole_share_is_not_asked(cast, homes):
    rule("talks", 1, span="month")
    Absence.objects.create(
        officer=cast.tian, kind="leave", from_day=date(2026, 3, 1), until=date(2026, 3, 20)
    )
    assert line_of(see(cast, day=LAST), cast.tian).target == 11


def test_the_most_particular_rule_replaces_the_general_one(cast, homes):
    general = rule("talks", 12)
    own = Requirement.objects.create(
        name="本单位谈心", figure="talks", minimum=6, unit=cast.unit, from_day=date(2026, 1, 1)
    )
    assert line_of(see(cast, day=LAST), cast.tian).requirement == own
    other = progress(cast.actor(cast.other_office), cast.other_village, 2026, LAST)
    cast.household("外村户", village=cast.other_village, officer=cast.stranger)
    other = progress(cast.actor(cast.other_office), cast.other_village, 2026, LAST)
    assert line_of(other, cast.stranger).requirement == general


def test_a_rule_for_a_rank_means_that_rank_alone(cast, homes):
    rule("talks", 4, rank="四级调研员")
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.liu.pk).update(rank="四级调研员")
    found = {one.officer.name: len(one.lines) for one in see(cast).officers}
    assert found == {"田立新": 0, "刘志强": 1}


def test_an_ended_requirement_no_longer_applies(cast, homes):
    row = rule("talks", 12)
    Requirement.objects.visible_to(SYSTEM).filter(pk=row.pk).update(until=date(2026, 7, 1))
    assert see(cast, day=JULY).lines == ()
    assert len(see(cast, day=date(2026, 6, 30)).lines) == 1


def test_who_falls_short_at_todays_rate_is_told_with_the_reason(cast, homes):
    rule("talks", 12)
    for n in range(7):
        did(cast.tian, "talk", date(2026, 3, 1) + timedelta(days=n), home=homes[0])
    for n in range(3):
        did(cast.liu, "talk", date(2026, 3, 1) + timedelta(days=n), home=homes[2])
    (short,) = see(cast).short
    assert (short.officer, short.words) == (cast.liu, "到期约 6 次，差 6 次")
    assert line_of(see(cast), cast.tian).state is State.ON_PACE


def test_nobody_is_foretold_in_the_first_weeks(cast, homes):
    rule("talks", 12)
    assert see(cast, day=date(2026, 1, 20)).short == ()


def test_households_not_visited_are_named_with_their_officer(cast, homes):
    did(cast.liu, "visit", NIGHT, home=homes[0])
    cast.household("没人管", number="1-004")
    left = [(one.name, one.officer and one.officer.name) for one in see(cast).unvisited]
    assert left == [("裴双喜", "田立新"), ("李存义", "刘志强"), ("没人管", None)]
    line = see(cast).lines[0]
    assert (line.done, line.target) == (1, 4)


def test_a_household_where_one_only_helps_is_not_asked_of_the_helper(cast, homes):
    Pairing.objects.create(
        household=homes[2], officer=cast.tian, responsible=False, from_day=JULY, reason="帮忙"
    )
    found = see(cast, cast.officer)
    assert found.lines[0].target == 2
    assert "李存义" not in {one.name for one in found.unvisited}


def test_a_past_year_stands_as_it_ended(cast, homes):
    assert see(cast, year=2025).officers == ()
    found = see(cast, year=2025, day=JULY)
    assert (found.day, found.passed) == (date(2025, 12, 31), 100)


def test_an_officer_is_shown_their_own_line_only(cast, homes):
    did(cast.liu, "talk", NIGHT, home=homes[0])
    found = see(cast, cast.officer)
    assert [one.officer for one in found.officers] == [cast.tian]
    assert {one.name for one in found.unvisited} == {"康润生", "裴双喜"}


@pytest.mark.parametrize("who", ["other_office", "outsider", "committee", "sysadmin"])
def test_another_unit_and_whoever_sees_no_deeds_is_shown_nobody_who_did_any(cast, homes, who):
    did(cast.tian, "talk", NIGHT, home=homes[0])
    found = see(cast, getattr(cast, who))
    assert sum(line.raw_done for one in found.officers for line in one.lines) == 0
    if who != "sysadmin":
        assert found.officers == ()


def test_officers_stand_by_name_and_not_by_number(cast, homes):
    for n in range(9):
        did(cast.tian, "talk", date(2026, 3, 1) + timedelta(days=n), home=homes[0])
    names = [one.officer.name for one in see(cast).officers]
    assert names == ["刘志强", "田立新"]  # lzq before tlx


def test_a_household_knows_its_visits_and_talks_of_the_year(cast, homes):
    did(cast.tian, "visit", NIGHT, home=homes[0])
    did(cast.liu, "visit", NIGHT, home=homes[0])
    did(cast.tian, "talk", NIGHT, home=homes[0])
    did(cast.tian, "talk", date(2025, 3, 1), home=homes[0])
    found = counts_of(cast.actor(cast.office), homes, 2026)[homes[0].pk]
    assert (found.visits, found.talks) == (2, 1)


def test_the_number_of_queries_does_not_grow(cast, homes):
    actor = cast.actor(cast.office)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            progress(actor, cast.village, 2026, JULY)
        return len(seen)

    asked()
    before = asked()
    for n in range(5):
        who = cast.officer_of(cast.unit, f"新人{n}")
        home = cast.household(f"新户{n}", number=f"2-{n:03}", officer=who)
        did(who, "talk", NIGHT, home=home)
    assert asked() == before <= 9

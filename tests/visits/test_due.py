"""What is due this week: needs, households whose time runs out, requirements whose period ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.plans.actions import measure_add
from lianxin.records.needs.actions import need_open
from lianxin.visits import progress as room
from lianxin.visits.due import due_this_week
from lianxin.visits.models import Requirement
from tests.cast import code

from .acts import did, rule

WEDNESDAY = date(2026, 6, 24)


@pytest.fixture(autouse=True)
def _end_of_the_year(monkeypatch):
    monkeypatch.setattr(room, "today", lambda: date(2026, 12, 31))


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


def told(cast, account=None, day=WEDNESDAY):
    rows = due_this_week(cast.actor(account or cast.office), cast.village, day).rows
    return [(row.words, row.told, row.officer) for row in rows]


def ask(cast, home, text, due):
    need_open(
        actor=SYSTEM,
        village=home.village,
        household=home,
        kind=code("need", "住房"),
        text=text,
        day=date(2026, 2, 1),
        due=due,
    )


def test_needs_late_and_due_by_sunday_stand_by_day(cast, home):
    Requirement.objects.visible_to(SYSTEM).all().delete()
    ask(cast, home, "修墙", WEDNESDAY - timedelta(days=2))
    ask(cast, home, "换瓦", WEDNESDAY + timedelta(days=4))
    ask(cast, home, "打井", WEDNESDAY + timedelta(days=5))
    assert told(cast) == [
        ("康润生 修墙", "超期 2 天", "田立新"),
        ("康润生 换瓦", "剩 4 天", "田立新"),
    ]


def test_a_period_that_ends_soon_names_who_still_owes(cast, home):
    rule("talks", 2, name="谈心", span="month")
    for n in (2, 3):
        did(cast.tian, "talk", date(2026, 6, n), home=home)
    cast.household("李存义", number="1-002", officer=cast.liu)
    assert told(cast) == [("谈心还差 2 次", "剩 6 天", "刘志强")]
    assert told(cast, day=WEDNESDAY - timedelta(days=7)) == []


def test_households_not_visited_are_told_before_their_time_is_over(cast, home):
    rule("visits", 1, name="入户", per="household", span="quarter")
    assert told(cast) == [("入户还差 1 次", "剩 6 天", "田立新")]
    did(cast.liu, "visit", WEDNESDAY, home=home)
    assert told(cast) == []


def test_an_officer_is_told_their_own(cast, home):
    rule("talks", 2, name="谈心", span="month")
    cast.household("李存义", number="1-002", officer=cast.liu)
    assert told(cast, cast.officer) == [("谈心还差 2 次", "剩 6 天", "田立新")]


@pytest.mark.parametrize("who", ["outsider", "other_office"])
def test_another_unit_is_told_nothing(cast, home, who):
    ask(cast, home, "修墙", WEDNESDAY)
    assert told(cast, getattr(cast, who)) == []


def test_the_committee_is_told_the_needs_of_its_village(cast, home):
    ask(cast, home, "修墙", WEDNESDAY)
    assert told(cast, cast.committee) == [("康润生 修墙", "今天到期", "田立新")]


def test_measures_of_the_week_stand_by_themselves_and_older_ones_in_one_line(cast, home):
    Requirement.objects.visible_to(SYSTEM).all().delete()

    def promise(text, due):
        measure_add(
            actor=SYSTEM,
            household=home,
            direction=code("direction", "解决实际困难"),
            text=text,
            officer=cast.tian,
            from_day=date(2026, 1, 5),
            due=due,
        )

    promise("修渠", date(2026, 3, 1))
    promise("办证", date(2026, 5, 1))
    promise("换瓦", WEDNESDAY - timedelta(days=2))
    promise("打井", WEDNESDAY + timedelta(days=1))
    promise("学修剪", WEDNESDAY + timedelta(days=9))
    assert told(cast) == [
        ("措施超期没办完 2 项", "超期", ""),
        ("康润生 换瓦", "超期 2 天", "田立新"),
        ("康润生 打井", "剩 1 天", "田立新"),
    ]

"""What of a household can be measured on a day, and what of it nobody has said."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.actor import SYSTEM
from lianxin.records.file.actions import household_state, person_state
from lianxin.records.file.aspects import ASPECTS, measured
from lianxin.records.file.models import Condition, Dwelling, Livelihood
from lianxin.register.models import Membership
from tests.cast import SINCE, code

DAY = date(2026, 7, 1)


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


def head(home):
    return Membership.objects.visible_to(SYSTEM).get(household=home).person


def say(person, kind=Condition, **fields):
    person_state(actor=SYSTEM, person=person, kind=kind, fields=fields, day=SINCE)


def test_an_illness_and_finished_schooling_are_counted_by_members(home):
    say(head(home), health=code("health", "大病"), education=code("education", "初中"))
    told = measured(SYSTEM, [home.pk], DAY)[home.pk]
    assert (told["ill"], told["schooled"]) == (1, 1)


def test_a_pupil_of_a_senior_school_has_finished_the_nine_years(home):
    say(head(home), schooling=code("schooling", "高中一年级"))
    assert measured(SYSTEM, [home.pk], DAY)[home.pk]["schooled"] == 1


def test_of_a_household_of_which_nothing_is_said_nothing_is_measured(home):
    told = measured(SYSTEM, [home.pk], DAY)[home.pk]
    assert set(told) <= {"out_of_school"}


def test_what_is_said_of_one_member_is_open_for_the_others(cast, home):
    """Of two grown members one is insured; whether the other is nobody has said."""
    say(head(home), Livelihood, medical_insurance=True)
    cast.member(home, "康小二", "之子")
    one = ASPECTS["uninsured"]
    rows = one.source(SYSTEM, DAY).filter(household=home).order_by().values("household_id")
    row = rows.annotate(value=one.value(DAY), open=one.open(DAY)).get()
    assert (row["value"], row["open"]) == (0, 1)


def test_many_households_cost_no_more_queries_than_one(cast, home):
    homes = [home, *(cast.household(f"白晓{n}", number=f"1-00{n}") for n in (2, 3, 4))]
    for one in homes:
        fields = {"toilet": True, "fuel": code("fuel", "煤炭")}
        household_state(actor=SYSTEM, household=one, kind=Dwelling, fields=fields, day=SINCE)
    asked = []
    for some in (homes[:1], homes):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            found = measured(SYSTEM, [one.pk for one in some], DAY)
        asked.append(len(caught))
        assert all(found[one.pk]["clean_fuel"] == 0 for one in some)
    assert asked[0] == asked[1]

"""The yearly report tells how the unit itself was assessed, once that is signed."""

from __future__ import annotations

from datetime import date

import pytest

from lianxin.results.assessment.actions import (
    Set,
    assessment_confirm,
    assessment_correct,
    assessment_sign,
)
from lianxin.results.assessment.models import Assessment
from lianxin.results.report import REPORTS, occasion
from lianxin.results.report.plain import as_text

from .year import YEAR, Year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cast) -> Year:
    return Year(cast).whole()


def confirmed(year: Year) -> Assessment:
    return assessment_confirm(actor=year.cast.actor(year.cast.office), of=year.cast.unit, year=YEAR)


def sign(year: Year, row: Assessment) -> None:
    assessment_sign(actor=year.cast.actor(year.cast.leader), assessment=row)


def told(year: Year, account=None, name: str = "results", as_of: date | None = None) -> str:
    actor = year.cast.actor(account or year.cast.office)
    return as_text(REPORTS[name].write(actor, occasion(actor, year.cast.village, YEAR, as_of)))


def test_nothing_is_said_before_the_leading_group_has_signed(year):
    confirmed(year)
    assert "考核" not in told(year)


def test_the_units_marks_and_grade_stand_in_the_yearly_report(year):
    sign(year, confirmed(year))
    assert f"{year.cast.unit.name}{YEAR}年度考核得" in told(year)
    assert "等次是“" in told(year)


def test_a_correction_takes_the_place_of_what_it_corrects_once_it_is_signed(year):
    row = confirmed(year)
    sign(year, row)
    before = told(year)
    later = assessment_correct(
        actor=year.cast.actor(year.cast.office),
        assessment=row,
        reason="有一户的资料补报了",
        changes={"4.1": Set(0, "核实没有去过")},
    )
    assert told(year) == before
    sign(year, later)
    assert told(year) != before


def test_a_report_from_within_the_year_does_not_know_it_yet(year):
    sign(year, confirmed(year))
    assert "考核" not in told(year, as_of=date(YEAR, 6, 30))


def test_who_may_not_see_assessments_of_the_unit_reads_none(year):
    sign(year, confirmed(year))
    assert "考核得" not in told(year, year.cast.outsider)

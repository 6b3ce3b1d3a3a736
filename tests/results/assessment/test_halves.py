"""A scheme may let the first half-year weigh in the year's total, and the total says so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.results.assessment import scheme_actions
from lianxin.results.assessment.actions import (
    Set,
    assessment_confirm,
    assessment_send,
    assessment_sign,
    assessment_withdraw,
)
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.marks import weighted
from lianxin.results.assessment.models import Assessment, FrozenAssessment, Scheme
from lianxin.results.assessment.queries import officer_lines
from lianxin.results.assessment.subjects import Assessed

from .test_schemes import as_it_is, products
from .year import YEAR, Year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cast) -> Year:
    return Year(cast).whole()


@pytest.fixture
def weighing(year):
    """A scheme of the unit's own, in force then, in which the half-year weighs 40 percent."""
    cast = year.cast
    for subject in ("officer", "unit", "village"):
        base = products(subject)
        row = scheme_actions.scheme_begin(
            actor=cast.actor(cast.office),
            unit=cast.unit,
            base=base,
            given=replace(as_it_is(base), half_weight=40),
        )
        Scheme.objects.visible_to(SYSTEM).filter(pk=row.pk).update(from_day=f"{YEAR}-01-01")
    return year


def total(year: Year) -> int:
    actor = year.cast.actor(year.cast.office)
    [line] = officer_lines(actor, Span.of(YEAR), [year.tian.pk])
    return line.computed.result.total


def half(year: Year, of=None, **changes: Set) -> Assessment:
    marks = {code.replace("_", "."): it for code, it in changes.items()}
    return assessment_confirm(
        actor=year.cast.actor(year.cast.office),
        of=of or year.tian,
        year=YEAR,
        half=1,
        changes=marks,
    )


def test_without_a_confirmed_half_year_the_year_end_alone_counts(weighing):
    whole = total(weighing)
    row = half(weighing)
    actor = weighing.cast.actor(weighing.cast.office)
    assessment_withdraw(actor=actor, assessment=row, reason="算早了")
    assert total(weighing) == whole


def test_the_half_year_as_it_was_confirmed_weighs_in_the_year(weighing):
    whole = total(weighing)
    row = half(weighing, **{"4_1": Set(0, "只到过门口")})
    [before] = [
        one
        for one in officer_lines(
            weighing.cast.actor(weighing.cast.office), Span.of(YEAR, 1), [weighing.tian.pk]
        )
        if one.standing and one.standing.row == row
    ]
    assert total(weighing) == weighted(before.result.total, whole, 40)
    assert total(weighing) < whole


def test_where_it_does_not_weigh_it_changes_nothing(year):
    whole = total(year)
    half(year, **{"4_1": Set(0, "只到过门口")})
    assert total(year) == whole


def test_units_and_villages_are_weighed_alike(weighing):
    for it in (weighing.cast.unit, weighing.cast.village):
        span = Span.of(YEAR)
        alone = Assessed.of(it).sheet(span)
        assert alone.half is None
        half(weighing, it)
        both = Assessed.of(it).sheet(span)
        assert both.half is not None
        assert both.result.total == weighted(both.half, alone.result.total, 40)


def test_what_was_signed_keeps_the_half_year_it_rests_on(weighing):
    cast = weighing.cast
    half(weighing, cast.unit)
    row = assessment_confirm(actor=cast.actor(cast.office), of=cast.unit, year=YEAR)
    assessment_send(actor=cast.actor(cast.office), assessment=row)
    assessment_sign(actor=cast.actor(cast.leader), assessment=row)
    kept = json.loads(FrozenAssessment.objects.visible_to(SYSTEM).get(assessment=row).content)
    assert kept["half_total"] is not None
    assert kept["scheme"]["half_weight"] == 40


def test_the_sheet_says_how_the_total_came_about(client, weighing):
    half(weighing)
    client.force_login(weighing.cast.office)
    page = client.get(f"/assessments/officers/{weighing.tian.pk}/?year={YEAR}").content.decode()
    assert "占 40%，其余是年终" in page

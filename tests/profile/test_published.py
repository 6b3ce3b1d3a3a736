"""The counting gives the numbers of two published examples, to the digits that are printed there."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lianxin.results.profile.measure import Scheme, Seen, State, measured, percent, printed

pytestmark = pytest.mark.once

HEALTH, EDUCATION, LIVING = (0, 1), (2, 3), tuple(range(4, 10))
GLOBAL = Scheme((3, 3, 3, 3, 1, 1, 1, 1, 1, 1), Fraction(1, 3))
"""Sixths and eighteenths, as the global MPI weighs its ten indicators."""
HOMES = {
    # nourished, no child has died | six years of school, all children at school |
    # electricity, water, sanitation, floor, fuel, assets
    1: (4, "01 00 000010"),
    2: (7, "01 11 101011"),
    3: (5, "10 00 111010"),
    4: (4, "01 10 100011"),
}


def bits(text: str) -> int:
    return sum(1 << place for place, one in enumerate(text.replace(" ", "")) if one == "1")


@pytest.fixture
def people():
    """Human Development Report, technical note "Calculating the Multidimensional Poverty Index": four
    households of 4, 7, 5 and 4 people, with people as the unit."""
    return measured(GLOBAL, [Seen(bits(text), 0, size) for size, text in HOMES.values()])


def test_the_four_households_of_the_human_development_report_have_its_scores():
    scores = [percent(GLOBAL.score(bits(text))) for _size, text in HOMES.values()]
    assert scores == ["22.2", "72.2", "38.9", "50.0"]
    states = [GLOBAL.state(bits(text), 0) for _size, text in HOMES.values()]
    assert states == [State.LITTLE, State.MUCH, State.MUCH, State.MUCH]


def test_they_have_its_incidence_intensity_and_index(people):
    it = people.known
    assert (it.poor, it.of) == (16, 20)
    assert printed(it.h, 3) == "0.800"
    assert printed(it.a, 3) == "0.563"
    assert percent(it.a) == "56.3"
    assert printed(it.m0, 3) == "0.450"


def test_its_contributions_of_health_and_education_come_out_and_all_add_up_to_the_whole(people):
    it = people.known
    assert percent(it.drives(*HEALTH)) == "29.6"
    assert percent(it.drives(*EDUCATION)) == "33.3"
    assert it.drives(*LIVING) == Fraction(10, 27)
    assert it.drives(*HEALTH) + it.drives(*EDUCATION) + it.drives(*LIVING) == 1


def test_the_four_persons_of_alkire_and_foster_have_their_numbers():
    """Alkire and Foster, "Counting and multidimensional poverty measurement" (OPHI Working Paper 32, 2009;
    Journal of Public Economics 95, 2011): achievements in four dimensions, cut-offs 13, 12, 3, 1; k = 2."""
    achieved = ((13.1, 14, 4, 1), (15.2, 7, 5, 0), (12.5, 10, 1, 0), (20, 11, 3, 1))
    cuts = (13, 12, 3, 1)
    lacks = [
        sum(1 << place for place, cut in enumerate(cuts) if row[place] < cut) for row in achieved
    ]
    scheme = Scheme((1, 1, 1, 1), Fraction(2, 4))
    assert [scheme.points(one) for one in lacks] == [0, 2, 4, 1]
    it = measured(scheme, [Seen(one, 0, 1) for one in lacks]).known
    assert (it.h, it.a, it.m0) == (Fraction(1, 2), Fraction(3, 4), Fraction(3, 8))

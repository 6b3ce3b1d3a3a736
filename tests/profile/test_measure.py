"""What must hold of the counting for any households whatever."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lianxin.results.profile.measure import Scheme, Seen, State, measured, printed

pytestmark = pytest.mark.once
MANY = 6
ALL = (1 << MANY) - 1
schemes = some.builds(
    Scheme,
    some.tuples(*[some.integers(1, 12)] * MANY),
    some.fractions(Fraction(1, 20), 1, max_denominator=20),
)
masks = some.integers(0, ALL)
homes = some.builds(Seen, masks, masks, some.integers(1, 9))
villages = some.lists(homes, max_size=12)


@given(schemes, villages)
def test_m0_is_h_times_a_exactly(scheme, rows):
    for it in (measured(scheme, rows).known, measured(scheme, rows).most):
        if it.poor:
            assert it.m0 == it.h * it.a
        else:
            assert not it.m0


@given(schemes, some.lists(villages, min_size=1, max_size=5))
def test_villages_weighted_by_their_people_make_the_county(scheme, parts):
    county = measured(scheme, [row for part in parts for row in part])
    each = [measured(scheme, part) for part in parts]
    assert reduce(add, each) == county
    if county.known.of:
        weighted = sum(Fraction(it.known.of, county.known.of) * (it.known.m0 or 0) for it in each)
        assert weighted == county.known.m0


@given(schemes, villages)
def test_indicators_weighted_by_their_censored_headcounts_make_m0(scheme, rows):
    it = measured(scheme, rows).known
    if it.of:
        parts = (
            Fraction(weight, scheme.whole) * it.censored(place)
            for place, weight in enumerate(scheme.weights)
        )
        assert sum(parts) == it.m0
    if it.burden:
        assert sum(it.drives(place) for place in range(MANY)) == 1


@given(schemes, villages, some.integers(0, MANY - 1), some.data())
def test_nobody_who_lacks_less_makes_the_village_poorer(scheme, rows, place, data):
    if not rows:
        return
    which = data.draw(some.integers(0, len(rows) - 1))
    better = list(rows)
    better[which] = rows[which]._replace(lacks=rows[which].lacks & ~(1 << place))
    before, after = measured(scheme, rows), measured(scheme, better)
    for name in ("known", "least", "most"):
        was, now = getattr(before, name), getattr(after, name)
        assert (now.m0 or 0) <= (was.m0 or 0)
        assert (now.h or 0) <= (was.h or 0)


@given(schemes, villages, some.data())
def test_whatever_turns_out_lies_between_the_least_and_the_most(scheme, rows, data):
    before = measured(scheme, rows)
    found = [
        row._replace(lacks=(row.lacks & ~row.unknown) | (data.draw(masks) & row.unknown), unknown=0)
        for row in rows
    ]
    it = measured(scheme, found).known
    if it.of:
        assert before.least.h <= it.h <= before.most.h
        assert before.least.m0 <= it.m0 <= before.most.m0


@given(schemes, masks, masks)
def test_a_household_is_told_as_unclear_only_where_what_is_unknown_decides(scheme, lacks, unknown):
    lacks &= ~unknown
    state = scheme.state(lacks, unknown)
    outcomes = {scheme.state(lacks, 0), scheme.state(lacks | unknown, 0)}
    assert (state is State.OPEN) is (len(outcomes) == 2)


@given(schemes, villages)
def test_households_alike_may_be_counted_together(scheme, rows):
    single = [row._replace(many=1) for row in rows for _ in range(row.many)]
    assert measured(scheme, single) == measured(scheme, rows)


def test_of_nobody_there_is_no_share_and_no_nought():
    it = measured(Scheme((1, 1), Fraction(1, 2)), [Seen(0, 1, 3)])
    assert (it.known.h, it.known.a, it.known.m0) == (None, None, None)
    assert (it.least.h, it.most.h) == (0, 1)


def test_numbers_are_printed_with_halves_upwards():
    assert printed(Fraction(5625, 10000), 3) == "0.563"
    assert printed(Fraction(1, 8), 0) == "0"
    assert printed(Fraction(1, 2), 0) == "1"
    assert printed(Fraction(1005, 1000), 2) == "1.01"

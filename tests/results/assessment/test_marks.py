"""Marks for any numbers: never above the full, never below none, the sum of the items and nothing else."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.results.assessment.marks import half_up, of_growth, of_share, quota, total, weighted

pytestmark = pytest.mark.once
FULL = st.integers(1, 300)
MARKS = st.lists(st.tuples(FULL, st.none() | st.integers(0, 300)), max_size=14)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_halves_go_up(number, of):
    assert half_up(number, of) == floor(Fraction(number, of) + Fraction(1, 2))


@given(FULL, st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 1000))
def test_more_done_is_never_fewer_marks(full, part, of, enough):
    limits = {"enough": enough}
    assert 0 <= of_share(full, part, of, limits) <= of_share(full, part + 1, of, limits) <= full
    assert of_share(full, of, of, limits) == full


@given(FULL, st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_growth_level_with_the_village_earns_its_share(full, ahead, of):
    limits = {"equal": 600, "points": 4}
    level = of_growth(full, 0, of, limits)
    assert level == half_up(full * 600, 1000)
    marks = of_growth(full, ahead, of, limits)
    assert 0 <= marks <= full
    assert (marks >= level) == (ahead >= 0) or marks == level


@given(MARKS, st.integers(0, 50))
def test_the_total_is_the_sum_where_everything_is_told(rows, off):
    told = [(full, min(full, marks or 0)) for full, marks in rows]
    assert total(told, off) == max(0, sum(marks for _, marks in told) - off)


@given(MARKS)
def test_what_cannot_be_told_neither_helps_nor_harms(rows):
    rows = [(full, None if marks is None else min(full, marks)) for full, marks in rows]
    whole = sum(full for full, _ in rows)
    assert 0 <= total(rows) <= whole
    best = [(full, None if marks is None else full) for full, marks in rows]
    if any(marks is not None for _, marks in rows):
        assert total(best) == whole


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 100))
def test_the_year_lies_between_its_two_parts(half, year, weight):
    assert min(half, year) <= weighted(half, year, weight) <= max(half, year)
    assert weighted(None, year, weight) == year


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_quota_is_never_exceeded(people, thousandths):
    assert quota(people, thousandths) * 1000 <= people * thousandths

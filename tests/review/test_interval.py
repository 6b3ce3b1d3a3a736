"""The interval of a recheck: exact for the population it was drawn from."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.review.rechecks.interval import interval

pytestmark = pytest.mark.once
NEWCOMBE = (
    (81, 263, "0.2527", "0.3676"),
    (15, 148, "0.0578", "0.1617"),
    (0, 20, "0.0000", "0.1684"),
    (1, 29, "0.0009", "0.1776"),
)
"""Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 5: the limit for endless populations."""


@pytest.mark.parametrize(("yes", "asked", "low", "high"), NEWCOMBE)
def test_of_an_endless_population_it_is_the_one_that_newcombe_printed(
    yes: int, asked: int, low: str, high: str
) -> None:
    whole = 1_000_000
    found = interval(yes, asked, whole)
    assert found.low / whole == pytest.approx(float(low), abs=0.00006)
    assert found.high / whole == pytest.approx(float(high), abs=0.00006)


@pytest.mark.parametrize("whole", range(1, 13))
def test_in_every_small_population_it_covers_the_truth_as_often_as_it_says(whole: int) -> None:
    for asked in range(1, whole + 1):
        found = {yes: interval(yes, asked, whole, 90) for yes in range(asked + 1)}
        for truth in range(whole + 1):
            covered = sum(
                Fraction(comb(truth, yes) * comb(whole - truth, asked - yes), comb(whole, asked))
                for yes in range(asked + 1)
                if found[yes].low <= truth <= found[yes].high
            )
            assert covered >= Fraction(9, 10)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_it_holds_what_was_seen_and_nothing_that_cannot_be(data: st.DataObject) -> None:
    whole = data.draw(st.integers(1, 400))
    asked = data.draw(st.integers(1, min(whole, 60)))
    yes = data.draw(st.integers(0, asked))
    found = interval(yes, asked, whole)
    assert yes <= found.low <= found.high <= whole - (asked - yes)
    assert found.low * asked <= yes * whole <= found.high * asked
    low, high = found.shares
    assert low * whole <= found.low * 100
    assert found.high * 100 <= high * whole


def test_when_everybody_was_asked_nothing_is_left_to_guess() -> None:
    found = interval(7, 9, 9)
    assert (found.low, found.high) == (7, 7)


def test_more_asked_says_more() -> None:
    widths = [
        interval(n * 9 // 10, n, 400).high - interval(n * 9 // 10, n, 400).low
        for n in (10, 40, 100, 300)
    ]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("odd", [(5, 4, 10), (1, 11, 10), (-1, 3, 10), (0, 0, 0)])
def test_what_cannot_have_been_asked_is_refused(odd: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        interval(*odd)

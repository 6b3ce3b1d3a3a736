"""Money is whole fen; a span is half-open; a year is four quarters and twelve months."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lianxin.kernel.money import fen, yuan
from lianxin.kernel.period import Period, check_order
from lianxin.kernel.problem import Refused

pytestmark = pytest.mark.once
YEARS = st.integers(1949, 2199)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("9395", 939500),
        ("13,860.50", 1386050),
        ("１３，８６０元".translate(str.maketrans("１３８６０", "13860")), 1386000),
        ("0.005", 1),
        ("-0.005", -1),
        (12.3, 1230),
        (Decimal("1e3"), 100000),
    ],
)
def test_yuan_as_people_write_them_become_fen(written, amount):
    assert fen(written) == amount


@pytest.mark.parametrize("written", ["", "约三百", "nan", "inf", "1e13", "--1", "12万"])
def test_what_is_no_amount_is_refused_with_its_text(written):
    with pytest.raises(Refused) as refusal:
        fen(written)
    assert refusal.value.problems[0].code == "input.not_an_amount"


@given(st.integers(-(10**14), 10**14))
def test_fen_written_as_yuan_and_read_again_are_the_same(amount):
    assert fen(yuan(amount).replace("−", "-")) == amount


def test_a_negative_amount_has_a_true_minus_and_none_is_empty():
    assert yuan(-1386050) == "−13,860.50"
    assert yuan(None) == ""


@given(YEARS)
def test_quarters_and_months_fill_the_year_without_gap_or_overlap(year):
    whole = Period.year(year)
    for parts in (
        [Period.half(year, n) for n in (1, 2)],
        [Period.quarter(year, n) for n in range(1, 5)],
        [Period.month(year, n) for n in range(1, 13)],
    ):
        assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
        assert sum(part.days for part in parts) == whole.days
        for before, after in pairwise(parts):
            assert after.first == before.last + timedelta(days=1)


@given(YEARS, st.dates(date(1949, 1, 1), date(2199, 12, 31)))
def test_a_day_lies_in_exactly_one_month_of_its_year(year, day):
    assert sum(day in Period.month(year, n) for n in range(1, 13)) == (day.year == year)


@given(YEARS, st.dates(date(1949, 1, 1), date(2199, 12, 31)))
def test_the_share_passed_never_leaves_nought_to_one_and_never_falls(year, day):
    period = Period.year(year)
    assume(day < date(2199, 12, 31))
    assert 0 <= period.passed(day) <= period.passed(day + timedelta(days=1)) <= 1
    assert period.passed(period.last) == 1


def test_an_end_before_the_beginning_is_refused():
    check_order(date(2026, 1, 2), date(2026, 1, 2))
    check_order(date(2026, 1, 2), None)
    with pytest.raises(Refused):
        check_order(date(2026, 1, 2), date(2026, 1, 1))

"""What holds for any days away and any deeds: targets never above the whole, sums that agree with the rows."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Absence, Officer
from lianxin.records.diary.models import Act
from lianxin.register.models import Household, Membership, Pairing
from lianxin.visits.duty import Year, prorated, share
from lianxin.visits.progress import progress
from lianxin.visits.rules import Requirement, periods

from .acts import did

FIRST = date(2025, 1, 1)
EASY = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
DAYS = st.integers(0, 364).map(lambda n: FIRST + timedelta(days=n))


@pytest.mark.once
@given(st.integers(1, 366), st.integers(1, 366), st.integers(0, 366), st.integers(0, 366))
def test_a_share_is_never_above_the_whole_and_falls_with_every_day_away(minimum, whole, a, b):
    fewer, more = sorted((min(a, whole), min(b, whole)))
    assert 0 <= share(minimum, fewer, whole) <= share(minimum, more, whole) <= minimum
    assert share(minimum, whole, whole) == minimum


@pytest.mark.once
@given(DAYS, DAYS, DAYS)
def test_days_of_a_span_are_those_a_calendar_names(first, until, day):
    year = Year(2025)
    held = bool(year.span(first, until) & year.span(day, day + timedelta(days=1)))
    assert held == (first <= day < until)


@pytest.mark.once
@given(st.sampled_from(Requirement.Span.values), st.integers(2012, 2100))
def test_the_periods_of_a_span_cover_the_year_once(span, number):
    year = Year(number)
    masks = [year.period(period) for period in periods(span, number)]
    assert sum(mask.bit_count() for mask in masks) == year.whole.days
    assert sum(masks) == year.period(year.whole)


@EASY
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["visit", "talk", "stay", "lecture"]),
            st.integers(0, 1),
            st.integers(0, 2),
            DAYS,
            st.integers(1, 2),
        ),
        max_size=14,
    )
)
def test_the_officers_numbers_add_up_to_the_rows(cast, deeds):
    """Summed over officers: what the database counts once by its own rules."""
    officers = [cast.tian, cast.liu]
    homes = _homes(cast, *officers, cast.tian)
    Act.objects.visible_to(SYSTEM).all().delete()
    for kind, who, home, day, halves in deeds:
        place = homes[home] if kind in {"visit", "talk"} else None
        stay = halves if kind == "stay" else 0
        did(officers[who], kind, day, home=place, village=cast.village, halves=stay)
    found = progress(cast.actor(cast.office), cast.village, 2025)
    told = dict.fromkeys(("talks", "stay_days"), 0.0)
    for one in found.officers:
        for line in one.lines:
            if line.requirement.figure in told:
                told[line.requirement.figure] += line.done
    rows = Act.objects.visible_to(SYSTEM).filter(year=2025)
    talks = rows.filter(kind="talk").values("household", "officer", "day").distinct().count()
    held = rows.filter(kind="stay").values("officer", "day").annotate(halves=Sum("half_days"))
    assert told == {"talks": talks, "stay_days": sum(min(2, one["halves"]) for one in held) / 2}
    visited = rows.filter(kind="visit").values("household").distinct().count()
    assert len(found.unvisited) == 3 - visited
    lectures = rows.filter(kind="lecture").values("event").distinct().count()
    assert [x.done for x in found.lines if x.requirement.figure == "lectures"] == [lectures]


def _homes(cast, *officers):
    """A household for each, theirs since the first day of the year; made once for all examples."""
    rows = Household.objects.visible_to(SYSTEM).filter(village=cast.village)
    if not rows.exists():
        for n, officer in enumerate(officers, 1):
            cast.household(f"户{n}", number=f"1-{n:03}", officer=officer)
        rows.update(opened=FIRST)
        Pairing.objects.visible_to(SYSTEM).update(from_day=FIRST)
        Officer.objects.visible_to(SYSTEM).update(from_day=FIRST)
        Membership.objects.visible_to(SYSTEM).update(from_day=FIRST)
    return list(rows.order_by("number"))


@EASY
@given(st.lists(st.tuples(DAYS, st.integers(1, 120)), max_size=4))
def test_more_days_away_never_ask_for_more(cast, spells):
    _homes(cast, cast.tian)
    Absence.objects.visible_to(SYSTEM).all().delete()
    targets = [_targets(cast)]
    for first, length in spells:
        Absence.objects.create(
            officer=cast.tian, kind="leave", from_day=first, until=first + timedelta(days=length)
        )
        targets.append(_targets(cast))
    for earlier, later in pairwise(targets):
        assert all(later[name] <= earlier[name] for name in earlier)
    assert targets[0] == {"visits": 1, "talks": 12, "stay_days": 10, "lectures": 2}


def _targets(cast):
    (one,) = progress(cast.actor(cast.office), cast.village, 2025).officers
    return {line.requirement.figure: line.target for line in one.lines}


@pytest.mark.once
@given(st.integers(0, 400), st.lists(st.integers(1, 364), unique=True, max_size=6), DAYS)
def test_whoever_follow_one_another_are_asked_for_the_whole_together(minimum, changes, until):
    """However often it changes hands, and in whatever period: a year, or one that ends some day."""
    year = Year(2025)
    period = year.span(FIRST, until) or year.period(year.whole)
    days = sorted({0, 365, *changes})
    parts = [((1 << end) - (1 << begin)) & period for begin, end in pairwise(days)]
    asked = [prorated(minimum, period, held, held) for held in parts]
    assert sum(asked) == minimum
    for held, n in zip(parts, asked, strict=True):
        assert abs(n * period.bit_count() - minimum * held.bit_count()) <= period.bit_count()


@pytest.mark.once
@given(st.integers(0, 60), DAYS, DAYS, st.lists(DAYS, max_size=40), DAYS)
def test_a_day_more_away_never_asks_for_more(minimum, one, other, away, another):
    year = Year(2025)
    held = year.span(min(one, other), max(one, other) + timedelta(days=1))
    days = held
    for day in away:
        days &= ~year.bit(day)
    fewer = days & ~year.bit(another)
    period = year.period(year.whole)
    asked = prorated(minimum, period, held, days)
    assert prorated(minimum, period, held, fewer) <= asked
    assert asked <= prorated(minimum, period, held, held)

"""Figures count what the contract says, for everybody what is theirs, and each opens its rows."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.actions import diary_withdraw
from lianxin.results import behind
from lianxin.results.figures import FIGURES, ORDER, extent, told
from lianxin.results.recount import recounted
from lianxin.results.titles import TITLES, UNITS, grouped
from lianxin.site import checking

from .scene import YEAR, Village, on

CONTRACT = {
    "activities": 4,
    "leaflets": 412,
    "bags": 34,
    "projects": 1,
    "project_funds": 5_126_000,
    "project_received": 2_000_000,
    "visits": 2,
    "households_visited": 2,
    "unvisited_households": 1,
    "talks": 3,
    "stay_days": 3.5,
    "lectures": 1,
    "trainings": 1,
    "needs_raised": 2,
    "needs_closed": 1,
    "needs_open": 1,
    "needs_overdue": 1,
    "measures": 2,
    "measures_done": 1,
    "households": 3,
    "officers": 2,
}


@pytest.fixture
def begun(cast) -> Village:
    return Village(cast)


@pytest.fixture
def village(begun) -> Village:
    return begun.whole()


def of(village: Village, account=None, year: int = YEAR, as_of: date | None = None):
    actor = village.cast.actor(account) if account else SYSTEM
    return told(actor, extent(village.cast.village, year, as_of))


def test_the_year_2012_gives_the_figures_of_the_methods_report(village):
    found = of(village)
    assert {name: found[name] for name in CONTRACT} == CONTRACT


def test_the_command_lists_them_in_the_contracts_order(village, capsys):
    call_command("figures", village="阳坡村", year=YEAR, as_json=True)
    listed = list(json.loads(capsys.readouterr().out)["figures"])
    known = [name for name in ORDER if name in FIGURES]
    assert listed[: len(known)] == known


def test_a_figure_as_of_a_day_leaves_out_what_came_later(village):
    found = of(village, as_of=on(4, 30))
    assert (found["visits"], found["talks"], found["stay_days"]) == (2, 1, 0)
    assert (found["projects"], found["bags"], found["needs_open"]) == (0, 34, 0)


def test_what_was_withdrawn_counts_no_more(village):
    entry = village.write(village.liu, ["visit", "stay"], on(10), village.bai)
    assert of(village)["visits"] == 3
    diary_withdraw(actor=SYSTEM, entry=entry, reason="写错了")
    found = of(village)
    assert (found["visits"], found["stay_days"], found["unvisited_households"]) == (2, 3.5, 1)


def test_another_units_office_counts_nothing_here(village):
    found = of(village, village.cast.other_office)
    assert not any(found.values())


def test_an_officer_counts_their_own_households(village):
    found = of(village, village.cast.officer)
    assert (found["households"], found["visits"], found["talks"]) == (1, 1, 2)


def test_the_committee_is_told_no_figure_of_diaries_it_cannot_see(village):
    found = of(village, village.cast.committee)
    assert not {"visits", "talks", "stay_days", "unvisited_households", "entries"} & set(found)
    assert found["needs_raised"] == 2


def test_the_assessors_are_told_no_figure_of_incomes_and_needs(village):
    found = of(village, village.cast.assessor)
    assert found["visits"] == 2
    assert not {"income_per_head_median", "needs_raised", "bags", "entries"} & set(found)


def test_every_figure_has_a_title_a_unit_columns_and_a_group():
    for figure in FIGURES.values():
        assert figure.name in TITLES
        assert figure.unit in UNITS
        assert figure.model in behind.BEHIND
    assert "" not in {seal for seal, _title, _listed in grouped(FIGURES.values())}


def test_every_figure_is_recounted_from_its_rows(village):
    for figure in FIGURES.values():
        whole = extent(village.cast.village, YEAR)
        assert figure.value(SYSTEM, whole) == recounted(figure, SYSTEM, whole), figure.name
    assert list(checking.figures()) == []


KINDS = st.lists(st.sampled_from(["visit", "talk", "stay"]), min_size=1, unique=True)
WRITTEN = st.lists(
    st.tuples(KINDS, st.integers(0, 40), st.booleans(), st.sets(st.integers(0, 2), min_size=1)),
    max_size=6,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(written=WRITTEN)
def test_whatever_is_written_folds_as_it_is_counted_one_by_one(begun, written):
    place = begun
    with transaction.atomic():
        homes = (place.kang, place.li, place.bai)
        for kinds, days, half, chosen in written:
            day = on(3) + timedelta(days=days)
            minutes = 200 if half else None
            place.write(place.tian, kinds, day, *(homes[n] for n in chosen), minutes=minutes)
        for name in ("visits", "talks", "stay_days", "households_visited", "entries"):
            whole = extent(place.cast.village, YEAR)
            figure = FIGURES[name]
            assert figure.value(SYSTEM, whole) == recounted(figure, SYSTEM, whole)
        transaction.set_rollback(True)

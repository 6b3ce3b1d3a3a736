"""Sync with a bad line and a server that is killed in the middle: small runs of ``./lianxin bench sync``.

With a guard taken out the same run must find what is lost, twice or told otherwise. Not to be shown by
``kill -9`` is ``synchronous=OFF``: what a process has handed to the system outlives the process.
"""

from __future__ import annotations

import pytest

from bench import once, restore, sync
from bench.faults import Rates
from bench.sync import Plan

pytestmark = pytest.mark.long


@pytest.fixture
def engine(engine: str) -> str:
    """As the measurements call it."""
    return engine.removesuffix("3")


FOUND = ("lost", "twice", "told", "changed")


def found(figures) -> dict[str, int]:
    return {name: figures[name] for name in FOUND if figures[name]}


def test_officers_lose_nothing_while_the_line_fails_and_the_server_is_killed(engine):
    figures = sync.measure(engine, Plan(items=300, kills=12, points=SOME))
    assert found(figures) == {}, figures["examples"]
    assert (figures["check"], figures["failures"]) == (0, 0), figures["examples"]
    assert figures["kills"] == 12, figures["points"]
    assert figures["items"] >= 300


SOME = (
    *("entry.before", "entry.after", "receipt.before", "receipt.after", "audit.before"),
    *("commit.before", "commit.after", "answer.before", "answer.after"),
    *("search.after", "pull.feed", "pull.given"),
)

CONTROLS = {
    "receipt": Plan(items=60, kills=0, guard="receipt"),
    "answer": Plan(
        items=60,
        kills=9,
        guard="answer",
        points=("commit.before",),
        rates=Rates(0, 0, 0, 0, 0),
        stuck=3,
    ),
    "apart": Plan(items=60, kills=3, guard="apart", points=("commit.after",)),
}


@pytest.mark.once
@pytest.mark.parametrize("guard", sorted(CONTROLS))
def test_with_a_guard_taken_out_the_measurement_finds_what_an_officer_would_lose(guard):
    assert found(sync.measure("sqlite", CONTROLS[guard])) != {}


def test_fifty_identical_pushes_at_once_leave_one_row(engine):
    figures = once.measure(engine, 20)
    assert found({"changed": 0, **figures}) == {}
    assert (figures["rows"], figures["check"], figures["failures"]) == (20, 0, {})


def test_after_a_restore_the_phones_bring_back_what_the_backup_did_not_hold(engine):
    figures = restore.measure(engine, 120)
    assert found({"changed": 0, **figures}) == {}, figures["examples"]
    assert figures["check"] == 0, figures["examples"]
    assert figures["missing"] > 0

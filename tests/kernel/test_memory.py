"""Counts are kept only as long as nobody does anything."""

import pytest

from lianxin.kernel import memory
from lianxin.kernel.action import act


@pytest.fixture
def kept(monkeypatch):
    monkeypatch.setattr(memory, "KEPT", 2)
    memory.forget()
    yield
    memory.forget()


def test_a_count_is_made_once_until_somebody_changes_something(cast, kept):
    made = []
    household = cast.household(officer=cast.tian)
    office = cast.actor(cast.office)
    for _ in range(2):
        memory.remembered("households", lambda: made.append(1))
    with act(office, "household.change", on=household):
        pass
    memory.remembered("households", lambda: made.append(1))
    assert len(made) == 2


def test_what_was_asked_long_ago_is_forgotten(db, kept):
    made = []
    for key in ("a", "b", "c", "a"):
        memory.remembered(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "a"]

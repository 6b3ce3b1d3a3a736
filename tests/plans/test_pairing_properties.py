"""Whatever officers and households there are, a proposal breaks no rule and nothing cheaper can be found."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.plans.pairing import wide
from lianxin.plans.pairing.facts import KNOWN, Helper, Home, Weights
from lianxin.plans.pairing.flow import cheapest
from lianxin.plans.pairing.near import near
from lianxin.plans.pairing.proof import bound, joined, worths
from lianxin.plans.pairing.propose import Table, begun, propose
from lianxin.plans.pairing.shape import ALONE, Task, cost_of, every_pair, steps_of
from lianxin.plans.pairing.tables import FITS

pytestmark = pytest.mark.once
GROUPS, SKILLS, CAUSES = ("一社", "二社"), ("种植", "法律"), ("缺技术", "因意外事故", "其他")
BRANCHES = ("一支部", "二支部")
helper = st.builds(
    Helper,
    key=st.just(""),
    held=st.integers(0, 3),
    groups=st.frozensets(st.sampled_from(GROUPS), max_size=1),
    skills=st.frozensets(st.sampled_from(SKILLS)),
    languages=st.frozensets(st.just("藏语")),
    branch=st.sampled_from(("", *BRANCHES)),
)
home = st.builds(
    Home,
    key=st.just(""),
    group=st.sampled_from(GROUPS),
    causes=st.lists(st.sampled_from(CAUSES), max_size=2, unique=True).map(tuple),
    language=st.sampled_from(("", "藏语")),
    branches=st.frozensets(st.sampled_from(BRANCHES), max_size=1),
    ties=st.dictionaries(st.sampled_from("abc"), st.sampled_from(sorted(KNOWN)), max_size=2),
    refused=st.frozensets(st.sampled_from("abc"), max_size=1),
)
weights = st.builds(Weights, least=st.integers(0, 2), most=st.integers(2, 4), fits=st.just(FITS))


def named(rows, keys):
    return [type(row)(**{**row.__dict__, "key": key}) for row, key in zip(rows, keys, strict=False)]


def taken(answer) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in answer.matches:
        found[one.officer] = found.get(one.officer, 0) + 1
    return found


def least_of_all(helpers, homes, weights) -> int:
    """Every way there is, tried one after the other."""
    helpers, homes = begun(helpers, homes), sorted(homes, key=lambda one: one.key)
    held = np.array([one.held for one in helpers], np.int64)
    task = Task(len(homes), *steps_of(held, weights.least, weights.most, weights.load))
    table, costs = Table(helpers, homes, weights), []
    for way in product(range(-1, len(helpers)), repeat=len(homes)):
        chosen = np.array(way, np.int64)
        count = np.bincount(chosen[chosen >= 0], minlength=len(helpers))
        if (count <= task.room).all():
            costs.append(cost_of(task, table, chosen))
    return min(costs)


@settings(max_examples=60, deadline=None)
@given(st.lists(helper, min_size=1, max_size=3), st.lists(home, min_size=1, max_size=4), weights)
def test_nothing_cheaper_can_be_found_and_no_rule_is_broken(helpers, homes, weights):
    helpers, homes = named(helpers, "abc"), named(homes, "stuv")
    answer = propose(helpers, homes, weights)
    assert answer.cost == least_of_all(helpers, homes, weights)
    assert sorted([one.home for one in answer.matches] + list(answer.left)) == [
        one.key for one in homes
    ]
    got, refused = taken(answer), {one.key: one.refused for one in homes}
    for one in helpers:
        assert got.get(one.key, 0) <= max(0, weights.most - one.held)
        assert (one.held + got.get(one.key, 0) < weights.least) == (one.key in answer.few)
    for one in answer.matches:
        assert one.officer not in refused[one.home]
        assert one.other != one.officer
        assert one.why[-1][0] == "load"


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), weights)
def test_the_order_in_which_they_come_changes_nothing(chance, weights):
    helpers = [Helper(f"o{n}", n % 3, skills=frozenset(SKILLS[: n % 3])) for n in range(5)]
    homes = [Home(f"h{n}", GROUPS[n % 2], (CAUSES[n % 3],)) for n in range(9)]
    first = propose(helpers, homes, weights)
    chance.shuffle(helpers)
    chance.shuffle(homes)
    assert propose(helpers, homes, weights) == first


class City:
    def __init__(self, officers: int, homes: int, seed: int) -> None:
        chance = np.random.default_rng(seed)
        self.officers = chance.integers(0, 1000, (officers, 2))
        self.homes = chance.integers(0, 1000, (homes, 2))

    def block(self, officers, homes):
        a, b = self.officers[officers], self.homes[homes]
        return np.abs(a[:, None] - b[None]).sum(axis=2)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 60), st.integers(1, 90), st.integers(1, 6))
def test_the_bound_lies_below_every_answer_and_meets_the_best(seed, officers, homes, keep):
    city = City(officers, homes, seed)
    task = Task(homes, *steps_of(np.zeros(officers, np.int64), 0, 2, 50))
    every = every_pair(city, officers, homes)
    best = cheapest(task, every)
    least = cost_of(task, city, best)
    assert bound(task, city, worths(task, every, best)).least == least
    some = near(city, city.officers, city.homes, keep)
    chosen = cheapest(task, some)
    found = bound(task, city, worths(task, some, chosen))
    assert found.least <= least <= cost_of(task, city, chosen)
    again = cheapest(task, joined(some, found.missed))
    assert cost_of(task, city, again) <= cost_of(task, city, chosen)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 50), st.integers(1, 70), st.integers(0, 3))
def test_with_many_pairs_the_answer_costs_as_little_as_over_all(seed, officers, homes, kinds):
    city = City(officers, homes, seed)
    if kinds:  # so that many cost the same
        city.officers, city.homes = city.officers % kinds, city.homes % kinds
    task = Task(homes, *steps_of(np.zeros(officers, np.int64), 1, 2, 50))
    least = cost_of(task, city, cheapest(task, every_pair(city, officers, homes)))
    with pytest.MonkeyPatch.context() as patch:
        for name, number in (("FEW", 0), ("KEEP", 3), ("MORE", 2)):
            patch.setattr(wide, name, number)
        assert cost_of(task, city, wide.cheapest_of(task, city)) == least


def test_who_lives_in_one_village_group_gets_one_officer_where_that_costs_nothing_else():
    helpers = [Helper("a"), Helper("b")]
    homes = [Home(f"h{n}", GROUPS[n % 2]) for n in range(8)]
    answer = propose(helpers, homes, Weights(most=5))
    groups = {(one.officer, GROUPS[int(one.home[1:]) % 2]) for one in answer.matches}
    assert len(groups) == 2
    assert set(taken(answer).values()) == {4}


def test_nobody_at_all_is_told_as_that():
    answer = propose([], [Home("h")], Weights())
    assert (answer.matches, answer.left, answer.cost) == ([], {"h": "nobody"}, ALONE)


def test_when_all_are_full_the_household_is_named():
    answer = propose([Helper("a", held=5)], [Home("h"), Home("i")], Weights(most=6))
    assert list(answer.left.values()) == ["full"]

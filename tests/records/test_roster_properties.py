"""Whatever the office imports and takes back, in any order: no overlap, no double, no trace left."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.records.file.income import Income
from lianxin.records.file.models import Condition, Living, Standing
from lianxin.records.intake.actions import roster_take_back
from lianxin.register.models import Membership, Person
from tests.records.dump import register
from tests.records.families import family
from tests.records.test_roster_write import rows, write

DAY = date(2026, 12, 31)
households = some.builds(
    dict,
    order=some.integers(1, 3),
    size=some.integers(1, 4),
    month=some.integers(1, 6),
    income=some.sampled_from((None, 800000, 900000)),
    water=some.booleans(),
    group=some.sampled_from(("一社", "五社")),
)
rosters = some.lists(households, min_size=1, max_size=3, unique_by=lambda h: h["order"])
steps = some.lists(some.one_of(rosters, some.integers(0, 3)), min_size=1, max_size=6)


def built(one):
    return family(
        one["order"], one["size"], as_of=date(2026, one["month"], 1), per_head=one["income"],
        safe_water=one["water"], group=one["group"],
    )  # fmt: skip


def check_spans(model, key):
    spans = rows(model).values_list(key, "from_day", "until")
    held = Counter()
    for owner, start, until in spans:
        assert until is None or until >= start
        for other, begin, end in spans:
            if other == owner and (until is None or begin < until) and (end is None or start < end):
                held[owner, start, until] += (until is None or until > start) and (
                    end is None or end > begin
                )
    assert all(count <= 1 for count in held.values())


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(steps=steps)
def test_imports_and_take_backs_in_any_order_leave_no_overlap_and_no_double(cast, steps):
    start, stack = register(), []
    try:
        for step in steps:
            if isinstance(step, list):
                before = register()
                try:
                    roster = write(cast, list(map(built, step)), actor=SYSTEM, day=DAY)
                except Refused:
                    assert register() == before
                    continue
                if register() != before:
                    stack.append((roster, before))
            elif stack:
                place = min(step, len(stack) - 1)
                take_back(stack, place)
            for model, key in (
                (Membership, "person_id"), (Standing, "household_id"), (Living, "household_id"),
                (Income, "household_id"), (Condition, "person_id"),
            ):  # fmt: skip
                check_spans(model, key)
            numbers = [bytes(one) for one in rows(Person).values_list("id_blind", flat=True)]
            assert len(numbers) == len(set(numbers))
    finally:
        while stack:
            take_back(stack, len(stack) - 1)
    assert register() == start


def take_back(stack, place):
    """The latest always can be taken back, to the state before it; an earlier one perhaps."""
    now = register()
    roster, before = stack[place]
    try:
        roster_take_back(actor=SYSTEM, roster=roster)
    except Refused:
        assert place < len(stack) - 1
        assert register() == now
        return
    if place == len(stack) - 1:
        assert before is None or register() == before
        stack.pop()
        return
    roster, _ = stack.pop(place)
    for later in range(place, len(stack)):
        stack[later] = (stack[later][0], None)

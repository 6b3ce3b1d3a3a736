"""Whatever is done in whatever order, every day keeps its one officer, one head and one home."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import Refused
from lianxin.register import actions
from lianxin.register.models import Household, Membership, Pairing
from tests.cast import SINCE, code, id_number

FIRST, DAYS = date(2026, 3, 1), 12
number = some.integers(0, 5)
STEPS = some.lists(
    some.tuples(
        some.sampled_from("begin end hand_over take_back merge split move head die".split()),
        number,
        number,
        some.integers(0, DAYS - 1),
    ),
    min_size=1,
    max_size=10,
)


class Story:
    """Three households of three, two officers; each step is one action, done or refused."""

    def __init__(self, cast) -> None:
        self.other = code("relation", "其他")
        self.officers = [cast.tian, cast.liu]
        for place in range(1, 4):
            home = cast.household(f"户主{place}", number=f"1-{place:03}")
            for more in range(2):
                order = 100 + place * 10 + more
                cast.member(home, f"成员{place}{more}", "其他", id_number(order=order))

    def pick(self, rows, place):
        listed = list(rows.order_by("pk"))
        return listed[place % len(listed)]

    def do(self, step) -> None:
        name, one, two, day = step
        home = self.pick(Household.objects.visible_to(SYSTEM), one)
        getattr(self, name)(home, two, FIRST + timedelta(day))

    def begin(self, home, two, day) -> None:
        officer = self.officers[two % 2]
        actions.pairing_begin(
            actor=SYSTEM,
            household=home,
            officer=officer,
            from_day=day,
            reason="试",
            responsible=two < 4,
        )

    def end(self, home, two, day) -> None:
        pairings = Pairing.objects.visible_to(SYSTEM).filter(household=home)
        if pairings.exists():
            actions.pairing_end(
                actor=SYSTEM,
                pairing=self.pick(pairings, two),
                day=day,
                reason="试",
                leave_gap=two % 2 == 0,
            )

    def hand_over(self, home, two, day) -> None:
        actions.pairing_hand_over(
            actor=SYSTEM,
            officer_from=None,
            moves={home: self.officers[two % 2]},
            day=day,
            reason="试",
        )

    def take_back(self, home, two, day) -> None:
        pairings = Pairing.objects.visible_to(SYSTEM).filter(household=home)
        if pairings.exists():
            actions.pairing_take_back(actor=SYSTEM, pairings=[self.pick(pairings, two)])

    def merge(self, home, two, day) -> None:
        into = self.pick(Household.objects.visible_to(SYSTEM), two)
        actions.household_merge(actor=SYSTEM, into=into, from_=home, day=day, reason="试")

    def split(self, home, two, day) -> None:
        person = self.somebody(home, two)
        actions.household_split(
            actor=SYSTEM, household=home, members={person: None}, new_head=person, day=day
        )

    def move(self, home, two, day) -> None:
        target = self.pick(Household.objects.visible_to(SYSTEM), two)
        actions.member_move(
            actor=SYSTEM,
            person=self.somebody(home, two),
            household=target,
            relation=self.other,
            day=day,
            new_head=self.somebody(home, two + 1),
        )

    def head(self, home, two, day) -> None:
        actions.head_change(actor=SYSTEM, household=home, person=self.somebody(home, two), day=day)

    def die(self, home, two, day) -> None:
        actions.member_die(
            actor=SYSTEM,
            person=self.somebody(home, two),
            day=day,
            new_head=self.somebody(home, two + 1),
        )

    def somebody(self, home, place):
        rows = Membership.objects.visible_to(SYSTEM).filter(household=home).select_related("person")
        return self.pick(rows, place).person


def holds_on(day: date) -> None:
    pairings = Pairing.objects.visible_to(SYSTEM).filter(in_force(day), responsible=True)
    answered = Counter(pairings.values_list("household_id", flat=True))
    assert max(answered.values(), default=0) <= 1
    members = Membership.objects.visible_to(SYSTEM).filter(in_force(day))
    homes = Counter(members.order_by().values_list("person_id", flat=True))
    assert max(homes.values(), default=0) <= 1
    heads = Counter(members.filter(is_head=True).order_by().values_list("household_id", flat=True))
    for home in Household.objects.visible_to(SYSTEM):
        is_open = home.opened <= day and (home.closed is None or home.closed > day)
        assert heads[home.pk] == (1 if is_open else 0), (home.number, day)
        if not is_open:
            assert answered[home.pk] == 0
            assert not members.filter(household=home).exists()


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # ten steps are short enough to read
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_each_day_has_one_officer_one_head_and_one_home_whatever_happens(cast, steps):
    with transaction.atomic():
        story = Story(cast)
        for step in steps:
            with suppress(Refused), transaction.atomic():
                story.do(step)
        for count in range(-1, DAYS + 2):
            holds_on(FIRST + timedelta(count))
        holds_on(SINCE)
        transaction.set_rollback(True)

"""Whatever was stated when, what a household lacks on a day is what its file says as of that day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from lianxin.kernel.actor import SYSTEM
from lianxin.records.file.actions import household_state, person_state
from lianxin.records.file.models import Condition, Dwelling, Livelihood, Living
from lianxin.records.file.stated import stated
from lianxin.register.models import Membership
from lianxin.register.queries import files
from lianxin.results.profile.reading import homes_seen, rules_on
from tests.cast import SINCE, code

DAYS = 20
HEALTH, LABOUR, FUEL = ("健康", "大病"), ("普通劳动力", "无劳动力"), ("清洁能源", "煤炭")
day = some.integers(0, DAYS - 1)
yes = some.sampled_from([None, True, False])
who = some.integers(0, 1)
STATED = some.lists(
    some.one_of(
        some.tuples(some.just("living"), day, yes, yes, some.just(0)),
        some.tuples(some.just("dwelling"), day, yes, some.sampled_from(FUEL), some.just(0)),
        some.tuples(some.just("member"), day, some.sampled_from([None, *HEALTH]), yes, who),
        some.tuples(some.just("insured"), day, yes, yes, who),
    ),
    max_size=8,
)


def say(home, people, kind, at, one, two, place) -> None:
    on = SINCE + timedelta(at)
    if kind == "member":
        labour = None if two is None else code("labour", LABOUR[two])
        fields = {"health": one and code("health", one), "labour": labour}
        person_state(actor=SYSTEM, person=people[place], kind=Condition, fields=fields, day=on)
    elif kind == "insured":
        fields = {"medical_insurance": one}
        person_state(actor=SYSTEM, person=people[place], kind=Livelihood, fields=fields, day=on)
    elif kind == "living":
        fields = {"dangerous_house": one, "safe_water": two}
        household_state(actor=SYSTEM, household=home, kind=Living, fields=fields, day=on)
    else:
        fields = {"toilet": one, "fuel": code("fuel", two)}
        household_state(actor=SYSTEM, household=home, kind=Dwelling, fields=fields, day=on)


def by_the_file(home, on) -> dict[str, bool | None]:
    """Whether each is lacking, read from the file as the household's page reads it; None: not known."""
    it = stated(SYSTEM, files(SYSTEM, [home.pk], day=on))[home.pk]
    found: dict[str, bool | None] = {}
    found["house_safe"] = it.living and it.living.dangerous_house
    safe = it.living and it.living.safe_water
    found["water_safe"] = None if safe is None else not safe
    toilet = it.dwelling and it.dwelling.toilet
    found["toilet"] = None if toilet is None else not toilet
    fuel = it.dwelling and it.dwelling.fuel
    found["clean_fuel"] = None if fuel is None else fuel.name != "清洁能源"
    members = [row.person_id for row in files(SYSTEM, [home.pk], day=on)[0].members]
    conditions = [it.conditions.get(key) for key in members]
    health = [one and one.health and one.health.name for one in conditions]
    found["ill"] = True if "大病" in health else None if None in health else False
    labour = [one and one.labour and one.labour.name for one in conditions]
    found["able"] = False if LABOUR[0] in labour else None if None in labour else True
    insured = [(told := it.livelihoods.get(key)) and told.medical_insurance for key in members]
    found["uninsured"] = True if False in insured else None if None in insured else False
    return found


def by_the_profile(home, on) -> dict[str, bool | None]:
    rules = rules_on(on)
    [seen] = homes_seen(SYSTEM, rules, on, keys=[home.pk])
    return {
        line.aspect: None if seen.unknown >> n & 1 else bool(seen.lacks >> n & 1)
        for n, line in enumerate(rules.lines)
    }


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STATED, day)
def test_the_profile_of_a_day_is_the_file_of_that_day(cast, said, at):
    on = SINCE + timedelta(at)
    with transaction.atomic():
        home = cast.household()
        people = [Membership.objects.visible_to(SYSTEM).get(household=home).person]
        people.append(cast.member(home, "康小二", "之子"))
        for one in sorted((one for one in said if one[1] <= at), key=lambda one: one[1]):
            say(home, people, *one)
        before = by_the_profile(home, on)
        told = by_the_file(home, on)
        assert {name: before[name] for name in told} == told
        for one in sorted((one for one in said if one[1] > at), key=lambda one: one[1]):
            say(home, people, *one)
        assert by_the_profile(home, on) == before
        transaction.set_rollback(True)

"""Whatever was stated when, the change of a stage is the difference of the file as of two days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from lianxin.kernel.actor import SYSTEM
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.plans.household.queries import lines
from lianxin.records.file.actions import household_state, person_state
from lianxin.records.file.models import Condition, Dwelling, Land, Living
from lianxin.records.file.stated import stated
from lianxin.register.models import Membership
from lianxin.register.queries import files
from tests.cast import code

FIRST, DAYS = date(2026, 2, 1), 20
FUEL = ("柴草", "清洁能源")
day = some.integers(0, DAYS - 1)
yes = some.sampled_from([None, True, False])
STATED = some.lists(
    some.one_of(
        some.tuples(some.just("living"), day, yes, yes),
        some.tuples(some.just("dwelling"), day, yes, some.sampled_from(FUEL)),
        some.tuples(some.just("land"), day, some.integers(0, 900), some.none()),
        some.tuples(some.just("months"), day, some.integers(0, 12), some.none()),
    ),
    max_size=8,
)
GOALS = [
    GoalDrawn(name, 1)
    for name in ("house_safe", "water_safe", "toilet", "clean_fuel", "arable", "work_months")
]


def say(home, person, kind, at, one, two) -> None:
    on = FIRST + timedelta(at)
    if kind == "months":
        person_state(
            actor=SYSTEM, person=person, kind=Condition, fields={"work_months": one}, day=on
        )
        return
    if kind == "living":
        model, fields = Living, {"dangerous_house": one, "safe_water": two}
    elif kind == "dwelling":
        model, fields = Dwelling, {"toilet": one, "fuel": code("fuel", two)}
    else:
        model, fields = Land, {"arable": one}
    household_state(actor=SYSTEM, household=home, kind=model, fields=fields, day=on)


def by_the_file(home, on) -> dict[str, int]:
    """The same aspects, read from the file as the household's page reads it."""
    it = stated(SYSTEM, files(SYSTEM, [home.pk], day=on))[home.pk]
    told: dict[str, object] = {}
    if it.living:
        danger = it.living.dangerous_house
        told |= {"house_safe": None if danger is None else not danger}
        told |= {"water_safe": it.living.safe_water}
    if it.dwelling:
        told |= {"toilet": it.dwelling.toilet}
        told |= {"clean_fuel": it.dwelling.fuel.name == "清洁能源" if it.dwelling.fuel else None}
    if it.land:
        told |= {"arable": it.land.arable}
    months = [one.work_months for one in it.conditions.values() if one.work_months is not None]
    if months:
        told |= {"work_months": sum(months)}
    return {name: int(value) for name, value in told.items() if value is not None}


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(statements=STATED, begins=day, lasts=some.integers(0, 10), looked=day)
def test_a_stages_change_is_the_difference_of_the_files(cast, statements, begins, lasts, looked):
    with transaction.atomic():
        home = cast.household(officer=cast.tian)
        head = Membership.objects.visible_to(SYSTEM).get(household=home, is_head=True).person
        for one in sorted(statements, key=lambda told: told[1]):
            say(home, head, *one)
        from_day = FIRST + timedelta(begins)
        stage = StageDrawn("稳住", from_day, from_day + timedelta(lasts), GOALS)
        plan = plan_draw(actor=SYSTEM, household=home, drawn=PlanDrawn("稳", [stage]))
        plan_approve(actor=SYSTEM, plan=plan_submit(actor=SYSTEM, plan=plan), day=FIRST)
        on = FIRST + timedelta(looked)
        [line] = lines(SYSTEM, [home.pk], on)[home.pk].stages
        if on < from_day:
            assert line.moved == []
        else:
            last = min(on, stage.last_day)
            then, now = by_the_file(home, from_day), by_the_file(home, last)
            for moved in line.moved:
                name = moved.aspect.name
                assert (moved.then, moved.now) == (then.get(name), now.get(name)), name
        transaction.set_rollback(True)

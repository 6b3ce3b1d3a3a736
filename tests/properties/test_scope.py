"""Widening what an account holds never hides a row; narrowing never shows one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.period import today
from lianxin.people.models import Account, Grant, Role
from lianxin.people.policy import AccountActor
from tests.access.world import PATHS, World
from tests.cast import SINCE

MODELS = [
    model
    for model in apps.get_app_config("lianxin").get_models()
    if getattr(model, "reach", None) is not None
]
HELD = st.tuples(st.sampled_from(Role.values), st.sampled_from(sorted(PATHS)))
GRANTS = st.lists(HELD, max_size=4, unique=True)
QUICK = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def world(db):
    return World()


def grant(world, account, held) -> Grant:
    role, relation = held
    corner = world.corners[relation]
    return Grant(
        account=account,
        role=role,
        unit=corner.unit,
        area=corner.village,
        from_day=SINCE,
        reason="分工",
        given_by="安全管理员",
    )


def seen(world, account, held) -> set[tuple[str, object]]:
    grants = tuple(grant(world, account, one) for one in held)
    actor = AccountActor(account, grants=grants)
    return {
        (model.__name__, pk)
        for model in MODELS
        for pk in model.objects.visible_to(actor).values_list("pk", flat=True)
    }


def somebody(world) -> Account:
    return Account(
        login="x", unit=world.corners["own"].unit, officer=world.corners["own"].rows["Officer"]
    )


@QUICK
@given(held=GRANTS, more=GRANTS)
def test_another_role_adds_rows_and_takes_none_away(world, held, more):
    account = somebody(world)
    assert seen(world, account, held) <= seen(world, account, [*held, *more])


@QUICK
@given(held=GRANTS, more=GRANTS)
def test_two_sets_of_roles_together_see_what_each_sees_and_no_more(world, held, more):
    account = somebody(world)
    both = seen(world, account, [*held, *more])
    assert both == seen(world, account, held) | seen(world, account, more)


@QUICK
@given(role=st.sampled_from(Role.values))
def test_a_unit_above_sees_all_that_the_unit_below_sees(world, role):
    account = somebody(world)
    below, above = seen(world, account, [(role, "child")]), seen(world, account, [(role, "parent")])
    by_unit = {row for row in below if row[0] not in {"Area"}}
    if role != Role.VILLAGE:  # a village committee's scope is its village, not a tree of units
        assert by_unit <= above


@pytest.mark.parametrize("role", Role.values)
def test_a_grant_that_ended_or_has_not_begun_shows_nothing_of_anybody(world, role):
    corner, day = world.corners["own"], today()
    account = Account.objects.create(login=f"late-{role}", name="迟", unit=corner.unit)
    for from_day, until in ((SINCE, day), (day + timedelta(days=1), None)):
        one = grant(world, account, (role, "own"))
        one.from_day, one.until = from_day, until
        one.save()
    actor = AccountActor.of(account)
    assert actor.roles == frozenset()
    rows = [m for m in MODELS if not m.reach.public and m.__name__ not in {"Account", "Grant"}]
    assert [m for m in rows if m.objects.visible_to(actor).exists()] == []

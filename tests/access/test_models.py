"""Model by model: each role is given the rows within its scope, and no other."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Q

from lianxin.kernel.models import AuditRow
from lianxin.people.models import Officer, Role, Unit
from lianxin.people.policy import AccountActor
from lianxin.records.intake.models import RosterImport
from lianxin.register.models import Household, Membership

from .world import RELATIONS, World, sees_row

pytestmark = pytest.mark.long
ROWLESS = {
    "AuditRow": "scoped to the audit administrator as a whole, tested below",
    "AuditHead": "no page and no role reads it",
    "Epoch": "no page and no role reads it",
    "Tally": "counts tries under blind keys; no page and no role reads it",
    "Feed": "an account's own place in what it was given; only the phones' room reads it",
    "Given": "an account's own place in what it was given; only the phones' room reads it",
}


@pytest.fixture
def world(db):
    return World()


def public(model) -> bool:
    return model.reach.public


def wrong(world: World) -> set[tuple[str, str, str]]:
    """(role, relation, model) for which a role is given a row it should not have, or misses one."""
    found = set()
    for role in Role.values:
        actor = world.actor(role)
        for relation in RELATIONS:
            for name, row in world.corners[relation].rows.items():
                given = type(row).objects.visible_to(actor).filter(pk=row.pk).exists()
                if given != (sees_row(role, relation, name)):
                    found.add((role, relation, name))
    return found


def test_every_model_stands_in_the_matrix_or_has_a_reason(world):
    planted = set(world.corners["foreign"].rows)
    for model in apps.get_app_config("lianxin").get_models():
        name = model.__name__
        assert name in planted or name in ROWLESS or public(model), f"{name} is not in the matrix"


def test_every_role_is_given_what_is_its_own_and_nothing_else(world):
    assert wrong(world) == set()


def test_only_the_audit_administrator_reads_the_audit(world):
    readers = {r for r in Role.values if AuditRow.objects.visible_to(world.actor(r)).exists()}
    assert readers == {"auditadmin"}


def test_an_account_sees_only_what_it_keeps_for_itself(world):
    actor = AccountActor.of(world.corners["own"].rows["Account"])
    for name in ("Token", "SavedView", "Phrase", "Draft", "DataLink", "Reminding"):
        model = type(world.corners["own"].rows[name])
        assert [row.account_id for row in model.objects.visible_to(actor)] == [actor.id]


SCOPED = sorted(
    model.__name__
    for model in apps.get_app_config("lianxin").get_models()
    if model.__name__ not in ROWLESS and not public(model)
)


@pytest.mark.parametrize("model", SCOPED)
def test_the_matrix_fails_when_the_scope_of_one_model_is_taken_out(world, monkeypatch, model):
    true = AccountActor.sees
    monkeypatch.setattr(
        AccountActor,
        "sees",
        lambda actor, asked: Q() if asked.__name__ == model else true(actor, asked),
    )
    assert {name for _, _, name in wrong(world)} == {model}


def test_a_section_leader_sees_what_the_sections_officers_answer_for_and_no_more(cast):
    section = Unit.objects.create(name="执法科", path="0001.0001.", parent=cast.unit)
    ours = cast.household("康润生", officer=cast.officer_of(section, "田立新"))
    cast.household("李存义", number="1-002", officer=cast.liu)
    leader = cast.actor(cast.account("head", "赵文斌", Role.LEADER, unit=section))
    assert [row.pk for row in Household.objects.visible_to(leader)] == [ours.pk]
    assert {m.household_id for m in Membership.objects.visible_to(leader)} == {ours.pk}
    assert [one.name for one in Officer.objects.visible_to(leader)] == ["田立新"]
    assert not RosterImport.objects.visible_to(leader).exists()

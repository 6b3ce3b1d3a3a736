"""Address by address: every role is shown what is its own; nothing foreign is shown or changed."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import Q

from lianxin.people.models import Role
from lianxin.people.policy import AccountActor

from .crawl import NOBODY, Finding, clients, crawl, leaked, payload, state_of, values_of, writing
from .pages import PAGES, Page
from .resolver import addresses
from .world import World, relations_of

pytestmark = [
    pytest.mark.once,
    pytest.mark.long,
]  # pages; the scopes themselves run on both engines in test_models

ROLES = (*Role.values, NOBODY)
SHOWN = {
    "Household": "officer",
    "Person": "officer",
    "Membership": "department",
    "Pairing": "sysadmin",
    "Unit": "office",
    "Officer": "officer",
    "Account": "office",
    "RosterImport": "office",
    "SetAside": "office",
    "AuditRow": "office",
}
LISTED = {
    "Entry": ("diary", "officer"),
    "Need": ("needs", "officer"),
    "Measure": ("measures", "officer"),
    "Project": ("projects", "office"),
    "Activity": ("activities", "officer"),
    "Batch": ("batches", "officer"),
    "Expert": ("experts", "office"),
    "FollowUp": ("follow-ups", "officer"),
    "Offer": ("offers", "office"),
    "Allocation": ("allocations", "officer"),
    "Loan": ("loans", "officer"),
    "Delivery": ("deliveries", "officer"),
    "VillagePlan": ("village-plan", "officer"),
    "VillageProblem": ("village-problems", "office"),
    "FormTemplate": ("forms", "office"),
    "Publicity": ("publicities", "office"),
    "Task": ("office", "officer"),
    "Body": ("bodies", "officer"),
    "Meeting": ("meetings", "officer"),
    "Document": ("documents", "officer"),
    "Device": ("phones", "office"),
    "Quarantined": ("phones", "office"),
    "Proposal": ("phones", "office"),
}
SHOWN |= {model: role for model, (page, role) in LISTED.items() if page in PAGES}
"""Models of which a page shows rows by themselves, with a role that sees its own or none of them:
opened for it, the crawl must notice. The other models are held in ``test_models``."""


@pytest.fixture
def world(db):
    return World()


@pytest.mark.once
def test_every_address_is_declared_with_its_readers():
    found = {address.name for address in addresses()}
    assert found - set(PAGES) == set(), "declare these in tests/access/pages.py"
    assert set(PAGES) - found == set(), "these addresses are gone"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_shown_its_own_and_nothing_foreign(world, role):
    found = list(crawl(world, [role], ("own", "foreign")))
    assert found == [], "\n".join(map(str, found))


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_shown_nothing_of_any_other_unit_in_the_tree(world, role):
    found = list(crawl(world, [role]))
    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize("role", ROLES)
def test_no_role_changes_what_is_foreign(world, role):
    send_everywhere(world, role, ("foreign",))


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_no_role_changes_what_is_above_or_beside_it(world, role):
    send_everywhere(world, role, ("parent", "sibling"))


def send_everywhere(world, role, others):
    """Every address is sent a form that names foreign rows; nothing foreign is shown or changed."""
    client = clients(world, [role])[role]
    if role != NOBODY and set(others) <= relations_of(role, by_unit=True):
        pytest.skip("the three administrators act on every unit's people; their actions have tests")
    before = {relation: state_of(world, relation) for relation in others}
    found = []
    for address in addresses():
        page = PAGES.get(address.name, Page("undeclared"))
        if "POST" not in page.methods and address.name.startswith("api"):
            continue
        for relation in others if page.subject[:1].isupper() else others[:1]:
            found += _sent(world, role, client, address, page, relation, before[relation])
    assert found == [], "\n".join(map(str, found))


def _sent(world, role, client, address, page, relation, before):
    path = address.filled(values_of(world, address, page, relation))
    cookies = client.cookies.copy()
    with transaction.atomic():
        with writing() as written:
            answer = client.post(path, payload(world, relation))
        changed = bool(written) and state_of(world, relation) != before
        transaction.set_rollback(True)
    client.cookies = cookies
    if changed:
        yield Finding(role, "POST", address.name, relation, "changes what is not its own")
    for name in leaked(role, answer, address.name):
        yield Finding(role, "POST", address.name, relation, f"shows {name}")
    if answer.status_code >= 500:
        yield Finding(role, "POST", address.name, relation, f"answers {answer.status_code}")


@pytest.mark.parametrize(("model", "role"), SHOWN.items())
def test_the_crawl_fails_when_the_scope_of_one_model_is_taken_out(world, monkeypatch, model, role):
    true = AccountActor.sees
    monkeypatch.setattr(
        AccountActor,
        "sees",
        lambda actor, asked: Q() if asked.__name__ == model else true(actor, asked),
    )
    assert next(crawl(world, [role], ("foreign",)), None) is not None


def test_the_sending_fails_when_everything_is_allowed(world, monkeypatch):
    monkeypatch.setattr(AccountActor, "sees", lambda actor, model: Q())
    monkeypatch.setattr(AccountActor, "allows", lambda actor, action, on=None: True)
    with pytest.raises(AssertionError, match="changes what is not its own"):
        send_everywhere(world, "office", ("foreign",))

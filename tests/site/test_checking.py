"""Each check is shown to find what it is there for."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.sealed import seal
from lianxin.register.models import Household, Membership, Person
from lianxin.site import checking


def codes(check) -> list[str]:
    return [found.code for found in check()]


@pytest.fixture
def household(cast) -> Household:
    return cast.household(officer=cast.tian)


def test_a_register_in_order_passes_every_check(household):
    assert {name: list(check()) for name, check in checking.CHECKS.items() if list(check())} == {}


def test_the_command_tells_every_check_in_words(household, capsys):
    call_command("check")
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(checking.CHECKS)
    assert all(line.startswith("✓ ") for line in told)


def test_an_altered_audit_row_is_found(household):
    for number in range(3):
        audit.write(SYSTEM, f"test.{number}", None, {})
    AuditRow.objects.visible_to(SYSTEM).filter(number=2).update(actor_name="别人")
    assert codes(checking.audit_chain) == ["check.audit_broken"]


def test_a_cut_off_audit_chain_is_found(household):
    for number in range(3):
        audit.write(SYSTEM, f"test.{number}", None, {})
    AuditRow.objects.visible_to(SYSTEM).filter(number=3).delete()
    assert codes(checking.audit_chain) == ["check.audit_broken"]


def test_a_number_sealed_with_another_key_is_found(household):
    foreign = seal("x", "another.column")
    Person.objects.visible_to(SYSTEM).update(id_sealed=foreign)
    assert codes(checking.key) == ["check.key_does_not_fit"]


def test_a_number_that_is_not_the_one_that_is_shown_is_found(household):
    Person.objects.visible_to(SYSTEM).update(id_tail="0000")
    assert codes(checking.key) == ["check.key_does_not_fit"]


def test_a_household_without_a_head_is_found(household):
    Membership.objects.visible_to(SYSTEM).update(is_head=False)
    assert codes(checking.heads) == ["check.head_count"]


def test_a_member_filed_elsewhere_is_found(cast, household):
    other = cast.household("王拴牢", number="1-002")
    person = Person.objects.visible_to(SYSTEM).get(home=household)
    Person.objects.visible_to(SYSTEM).filter(pk=person.pk).update(home=other)
    assert codes(checking.homes) == ["check.home_differs"]


def test_two_villages_may_use_the_same_number(cast, household):
    cast.household("马家", village=cast.other_village, officer=cast.stranger)
    assert codes(checking.pairings) == []


def test_a_missing_page_file_is_found(household, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text('{"paths": {"a.css": "a.1234.css"}}')
    assert codes(checking.static) == ["check.static_missing"]


def test_a_figure_that_differs_from_its_rows_is_found(household, monkeypatch):
    from lianxin.kernel.figure import Figure

    monkeypatch.setattr(Figure, "value", lambda *_: -1)
    assert set(codes(checking.figures)) == {"check.figure_differs"}

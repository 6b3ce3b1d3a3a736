"""The access matrix in words: complete, and the same in the document as in the code."""

from pathlib import Path

import pytest

from lianxin.kernel.models import AuditRow
from lianxin.people.action_names import ACTIONS
from lianxin.people.matrix import as_markdown, cells, lines
from lianxin.people.models import Role
from lianxin.people.named import in_policy
from lianxin.people.roles import POLICY
from lianxin.people.row_names import KINDS
from lianxin.people.rows import OWN_ROWS

pytestmark = pytest.mark.once
DOCUMENT = Path(__file__).parents[2] / "docs" / "access.md"


def test_every_action_of_the_policy_has_a_plain_name():
    assert in_policy() - set(ACTIONS) == set()


def test_every_kind_of_row_that_a_role_sees_has_a_plain_name():
    seen = OWN_ROWS.union(*(policy.sees for policy in POLICY.values()))
    assert seen - set(KINDS) == set()


def test_every_role_has_a_line_with_its_reason():
    assert [line.role for line in lines()] == list(Role)
    assert all(str(line.because) for line in lines())


def test_the_document_says_what_the_policy_does():
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown(), (
        "./lianxin access > docs/access.md"
    )


def test_only_the_security_administrator_grants():
    roles, rows = cells()
    granting = next(row for name, row in rows if name == str(ACTIONS["grant.give"]))
    assert [role for role, able in zip(roles, granting, strict=True) if able] == [Role.SECADMIN]


def test_the_trail_is_read_by_one_role_only():
    readers = {role for role, policy in POLICY.items() if AuditRow.__name__ in policy.sees}
    assert readers == {Role.AUDITADMIN}

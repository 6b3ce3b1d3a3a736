"""The access matrix in words: which role sees what, may do what, within which scope, and why."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils import translation

from .action_names import ACTIONS
from .models import Role
from .named import SCOPES
from .roles import ADMINS, POLICY
from .row_names import KINDS
from .rows import OWN_ROWS
from .writes import OWN_WRITES


class Line(NamedTuple):
    role: Role
    label: Any
    administrator: bool
    scope: Any
    sees: list[str]
    does: list[str]
    because: Any


def lines() -> list[Line]:
    """One line a role, in the order in which roles are declared."""
    return [
        Line(
            role,
            role.label,
            role in ADMINS,
            SCOPES[policy.scope],
            _named(KINDS, policy.sees),
            _named(ACTIONS, policy.does),
            policy.because,
        )
        for role, policy in POLICY.items()
    ]


def own() -> tuple[list[str], list[str]]:
    """What everybody sees and may do of their own."""
    return _named(KINDS, OWN_ROWS), _named(ACTIONS, OWN_WRITES)


def cells() -> tuple[list[Role], list[tuple[str, list[bool]]]]:
    """The roles, and for each action whether each role may do it, in the order of the names."""
    roles = list(POLICY)
    used = set().union(*(policy.does for policy in POLICY.values()))
    rows = [
        (_begun(str(label)), [action in POLICY[role].does for role in roles])
        for action, label in ACTIONS.items()
        if action in used
    ]
    return roles, rows


def as_markdown() -> str:
    """``docs/access.md``: the same words as the page, in English."""
    with translation.override("en"):
        seen, done = own()
        parts = [HEAD]
        for line in lines():
            parts.append(f"## {line.label}\n\n{line.because}\n")
            parts.append(f"- Scope: {line.scope}\n- Sees: {_list(line.sees)}")
            parts.append(f"- May: {_list(line.does)}\n")
        parts.append(f"## Everybody, of their own\n\n- Sees: {_list(seen)}\n- May: {_list(done)}\n")
        roles, rows = cells()
        titles = " | ".join(str(role.label) for role in roles)
        parts.append(f"## By action\n\n| Action | {titles} |\n|---{'|:-:' * len(roles)}|")
        parts += [f"| {name} | {' | '.join('✓' if c else '' for c in row)} |" for name, row in rows]
    return "\n".join(parts) + "\n"


HEAD = """# Who sees what, and who may do what

Generated from `src/lianxin/people/roles.py` by `./lianxin access > docs/access.md`; a test holds it
against the code. Areas, code lists and rules are readable by everybody who is signed in. What a role
does not see is as if it did not exist (404). One account holds at most one of the three administrator
roles and no other role with it; nobody grants to themselves; the last active administrator of a kind
cannot be disabled. A household has no account: what it may do through its contact card stands in
[Security](security.md#the-contact-card).
"""


def _named(names: dict[str, Any], wanted: frozenset[str]) -> list[str]:
    return [_begun(str(label)) for name, label in names.items() if name in wanted]


def _begun(label: str) -> str:
    """English words begin large in a list, however they are written elsewhere."""
    return label[:1].upper() + label[1:]


def _list(words: list[str]) -> str:
    return "; ".join(words) if words else "nothing"

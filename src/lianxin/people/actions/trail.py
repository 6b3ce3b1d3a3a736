"""What the audit administrator does to the trail: verify the chain, take a copy. Both leave a row."""

from __future__ import annotations

from itertools import islice

from lianxin.kernel import audit as chain
from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor

MOST = 20


def audit_verify(*, actor: Actor) -> list[int]:
    """The first numbers at which the chain does not hold; empty when all is well."""
    with act(actor, "audit.verify") as audit:
        broken = list(islice(chain.broken(), MOST))
        audit.note(broken=broken)
    return broken


def audit_export(*, actor: Actor, rows: int, conditions: str) -> None:
    """Records that a copy of the trail was taken, and by which conditions."""
    with act(actor, "audit.export") as audit:
        audit.note(rows=rows, conditions=conditions[:200])

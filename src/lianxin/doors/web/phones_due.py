"""What the phones have left for somebody to decide; the menu and the first page say how much."""

from __future__ import annotations

from dataclasses import dataclass

from lianxin.people.policy import AccountActor
from lianxin.sync import queries


@dataclass(frozen=True)
class Due:
    clashes: int = 0
    kept: int = 0

    @property
    def whole(self) -> int:
        return self.clashes + self.kept

    def __bool__(self) -> bool:
        return bool(self.whole)


def due(actor: AccountActor) -> Due:
    """Nothing for whoever decides nothing."""
    if not actor.allows("proposal.decide"):
        return Due()
    return Due(queries.proposals(actor).count(), queries.quarantined(actor).count())

"""How a sample is drawn, so that anybody can draw it again.

The visits of the span are listed as ``household officer day``, ids as they are written, sorted; the SHA-256 of
that list is kept. ``random.Random(seed).shuffle`` of Python mixes it; the first so many are drawn, and who
draws more goes on where the first stopped. Every visit has the same chance, so that the interval is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from random import Random, SystemRandom
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Area, Unit
from lianxin.records.confirmations.queries import AT_HOME
from lianxin.records.diary.models import Act

MOST_SEED = 2**31 - 1


@dataclass(frozen=True)
class Visited:
    """An officer at a household on a day, by the diary."""

    household: UUID
    officer: UUID
    day: date
    kinds: tuple[str, ...]

    @property
    def line(self) -> str:
        return f"{self.household} {self.officer} {self.day}"


def visits(unit: Unit, village: Area, first: date, last: date) -> list[Visited]:
    """What counts as a visit or a talk of the unit's officers at the village's households, each day once.

    Unscoped: what is drawn must not depend on who draws.
    """
    rows = Act.objects.visible_to(SYSTEM).filter(
        counts=True,
        kind__in=list(AT_HOME),
        household__isnull=False,
        village=village,
        officer__unit__path__startswith=unit.path,
        day__gte=first,
        day__lte=last,
    )
    found: dict[tuple[UUID, UUID, date], set[str]] = {}
    for home, officer, day, kind in rows.order_by().values_list(
        "household_id", "officer_id", "day", "kind"
    ):
        if home is not None:
            found.setdefault((home, officer, day), set()).add(kind)
    made = (Visited(*key, tuple(sorted(kinds))) for key, kinds in found.items())
    return sorted(made, key=lambda one: one.line)


def frame_of(rows: Iterable[Visited]) -> str:
    return sha256("\n".join(one.line for one in rows).encode()).hexdigest()


def mixed(rows: Sequence[Visited], seed: int) -> list[Visited]:
    found = list(rows)
    Random(seed).shuffle(found)  # noqa: S311 (to be drawn again by anybody, so no secret)
    return found


def chosen_seed() -> int:
    return SystemRandom().randrange(MOST_SEED + 1)

"""Rechecks within one's scope, with what they say so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.register.queries import memberships

from ..limits import limits_on
from ..models import Recheck, RecheckItem
from .interval import CONFIDENCE, Interval, interval

Result = RecheckItem.Result
DIFFER, HOUSEHOLDS = 10, 20
"""Where no rule says otherwise."""


@dataclass(frozen=True)
class Standing:
    """What was asked so far; ``all`` holds for the visits that were reached, ``least`` with every household
    that was not found counted as not confirmed."""

    drawn: int
    came: int
    denied: int
    absent: int
    population: int
    differ: int
    confidence: int

    @property
    def asked(self) -> int:
        return self.came + self.denied

    @property
    def open(self) -> int:
        return self.drawn - self.asked - self.absent

    @property
    def share(self) -> int:
        return round(self.came * 100 / self.asked) if self.asked else 0

    @property
    def missing(self) -> int:
        """By how many in a hundred the diary says more than the households."""
        return -(-self.denied * 100 // self.asked) if self.asked else 0

    @property
    def differs(self) -> bool:
        return self.denied * 100 > self.differ * self.asked

    @property
    def all(self) -> Interval | None:
        if not self.asked:
            return None
        return interval(self.came, self.asked, self.population, self.confidence)

    @property
    def least(self) -> Interval | None:
        """The cautious reading, where somebody was not found."""
        if not self.asked or not self.absent:
            return None
        asked = self.asked + self.absent
        return interval(self.came, asked, self.population, self.confidence)


def rechecks(actor: Actor, village: Area | None = None) -> list[Recheck]:
    rows = Recheck.objects.visible_to(actor).select_related("unit", "village", "author")
    return list(rows.filter(village=village) if village is not None else rows)


def recheck(actor: Actor, pk: UUID) -> Recheck:
    rows = Recheck.objects.visible_to(actor).select_related("unit", "village", "author")
    return rows.get_visible(pk=pk)


def items(actor: Actor, row: Recheck) -> list[RecheckItem]:
    rows = RecheckItem.objects.visible_to(actor).filter(recheck=row)
    return list(rows.select_related("household__group", "officer", "asker").order_by("place"))


def heads(actor: Actor, rows: list[RecheckItem]) -> dict[UUID, str]:
    keys = {row.household_id for row in rows}
    found = memberships(actor).filter(household__in=keys, is_head=True)
    return dict(found.values_list("household_id", "person__name"))


def standing(row: Recheck, results: list[str]) -> Standing:
    counted, limits = Counter(results), _limits(row.drawn_at.date())
    return Standing(
        len(results),
        counted[Result.CAME],
        counted[Result.NOT],
        counted[Result.ABSENT],
        row.population,
        limits["differ"],
        limits["confidence"],
    )


def standings(actor: Actor, rows: list[Recheck]) -> dict[UUID, Standing]:
    """Of each recheck, in one query."""
    results: dict[UUID, list[str]] = {row.pk: [] for row in rows}
    told = RecheckItem.objects.visible_to(actor).filter(recheck__in=results).order_by()
    for key, result in told.values_list("recheck_id", "result"):
        results[key].append(result)
    return {row.pk: standing(row, results[row.pk]) for row in rows}


def _limits(day: date) -> dict[str, int]:
    set_ = limits_on(day).get("recheck", {})
    told = {"differ": DIFFER, "confidence": CONFIDENCE, "households": HOUSEHOLDS}
    return told | {name: int(value) for name, value in set_.items() if name in told}


def usual_size(day: date) -> int:
    return _limits(day)["households"]

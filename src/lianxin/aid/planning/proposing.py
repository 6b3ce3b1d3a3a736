"""Whom to invite: households whose open needs or measures ask for what the activity offers. People decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need
from lianxin.register.models import Code

from ..kinds.models import ActivityKind
from ..kinds.queries import kind_on, kinds_on
from .models import Why

PART = "、"
HEALTH = "看病就医"
"""Needs of this kind speak for an invitation, and their words stay where they were written."""


@dataclass(frozen=True)
class Proposed:
    """``sure``: what was written names just this; else it only asks for something of the sort."""

    household: UUID
    why: Why
    text: str
    sure: bool
    need: Need | None = None
    measure: Measure | None = None


def proposed(actor: Actor, *, village: Area, kind: Code, day: date) -> dict[UUID, Proposed]:
    """By household what speaks most for it: words before the kind of a need, a need before a measure."""
    told = kind_on(kind, day)
    mine, others = _words(told), _other_words(kind.pk, day)
    found: dict[UUID, Proposed] = {}
    for one in (*_needs(actor, village, told, mine, others), *_measures(actor, village, mine)):
        held = found.get(one.household)
        if held is None or (one.sure and not held.sure):
            found[one.household] = one
    return found


def _words(told: ActivityKind) -> list[str]:
    return [word for word in told.words.split(PART) if word.strip()]


def _other_words(kind: UUID, day: date) -> list[str]:
    """What asks for another kind: who wants to weld need not be taught to graft."""
    return [word for key, row in kinds_on(day).items() if key != kind for word in _words(row)]


def _needs(
    actor: Actor, village: Area, told: ActivityKind, mine: list[str], others: list[str]
) -> Iterator[Proposed]:
    if actor.sees(Need) is None:
        return
    rows = Need.objects.visible_to(actor).filter(village=village, closed=None)
    rows = rows.filter(household__isnull=False, household__closed=None)
    for row in rows.select_related("kind").order_by("opened", "id"):
        named = _names(row.text, mine)
        alike = str(row.kind_id) in told.needs and not _names(row.text, others)
        if row.household_id and (named or alike):
            text = row.kind.told if row.kind.name == HEALTH else row.text
            yield Proposed(row.household_id, Why.NEED, text, named, need=row)


def _measures(actor: Actor, village: Area, mine: list[str]) -> Iterator[Proposed]:
    if actor.sees(Measure) is None:
        return
    rows = Measure.objects.visible_to(actor).filter(household__village=village, done=None)
    rows = rows.filter(dropped=None, household__closed=None).order_by("due", "id")
    for row in rows:
        if _names(row.text, mine):
            yield Proposed(row.household_id, Why.MEASURE, row.text, True, measure=row)


def _names(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)

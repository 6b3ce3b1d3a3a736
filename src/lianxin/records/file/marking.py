"""Which fields of a household a statement changed: marked at its next edition, for edits made apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.register.marks import SAVED, note
from lianxin.register.models import Household

from .labels import FIELDS
from .models import (
    Allowance,
    Dwelling,
    HouseholdStatement,
    Land,
    Living,
    Position,
    Production,
    Standing,
    Statement,
)

OF_HOUSEHOLD: tuple[type[HouseholdStatement], ...] = (
    Standing,
    Living,
    Dwelling,
    Land,
    Production,
    Allowance,
    Position,
)


def said_of(household: Household) -> dict[type[HouseholdStatement], HouseholdStatement]:
    """What held before of each kind. Unscoped: the policy has just been asked about the household."""
    found = {}
    for kind in OF_HOUSEHOLD:
        held = kind.objects.visible_to(SYSTEM).filter(household=household, until=None).first()
        if held is not None:
            found[kind] = held
    return found


def mark(
    actor: Actor,
    household: Household,
    before: Mapping[type[HouseholdStatement], HouseholdStatement],
    rows: Iterable[HouseholdStatement],
) -> None:
    """Each field whose value became another one is marked at the household's next edition."""
    changed = [
        name
        for row in rows
        for name in FIELDS[type(row)]
        if _value(row, name) != _value(before.get(type(row)), name)
    ]
    if changed:
        note(household, changed, actor)
        household.save(update_fields=SAVED)


def _value(row: Statement | None, name: str) -> Any:
    field = row and row._meta.get_field(name)
    return getattr(row, field.attname) if field else None  # type: ignore[union-attr]

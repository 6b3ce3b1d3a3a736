"""Who answers for whom: reads over pairings, and a proposal for households that have nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Area, Officer, Partnership

from .models import Household, Pairing


def open_pairings_of(officer: Officer) -> QuerySet[Pairing]:
    """Pairings that hold today or later; while there is one, the officer cannot leave.

    Unscoped: a pairing that the actor does not see would be left without its officer all the same.
    """
    rows = Pairing.objects.visible_to(SYSTEM).filter(not_over(today()), officer=officer)
    return rows.select_related("household", "household__village", "household__group")


def not_over(day: date) -> Q:
    """Spans that hold on the day or begin later; spans taken back (empty) never held."""
    return Q(until__isnull=True) | Q(until__gt=day)


def responsible(day: date | None = None) -> QuerySet[Pairing]:
    """The responsible pairings in force on a day, for prefetching and joins inside scoped reads."""
    return Pairing.objects.visible_to(SYSTEM).filter(in_force(day), responsible=True)


def gaps(actor: Actor, day: date | None = None) -> QuerySet[Household]:
    """Open households for which nobody answers on the day."""
    day = day or today()
    held = responsible(day).filter(household=OuterRef("pk"))
    rows = Household.objects.visible_to(actor).filter(Q(closed__isnull=True) | Q(closed__gt=day))
    return rows.filter(~Exists(held), opened__lte=day)


def history(actor: Actor, household: Household) -> list[Pairing]:
    """All pairings of a household, the newest first; what was taken back is left out."""
    rows = Pairing.objects.visible_to(actor).filter(household=household).select_related("officer")
    return [row for row in rows.order_by("-from_day", "-id") if row.until != row.from_day]


def eligible_officers(actor: Actor, village: Area, day: date) -> QuerySet[Officer]:
    """Officers in force on the day whose unit, or a unit above it, is paired with the village."""
    paired = Partnership.objects.visible_to(SYSTEM).filter(in_force(day), village=village)
    reached = Q(pk__in=())
    for path in paired.values_list("unit__path", flat=True):
        reached |= Q(unit__path__startswith=path)
    rows = Officer.objects.visible_to(actor).filter(reached, in_force(day))
    return rows.select_related("unit")


class Load(NamedTuple):
    """An officer with how many households they answer for now."""

    officer: Officer
    households: int


def suggest(
    households: Iterable[Household], loads: Sequence[Load], groups_of: Mapping[Officer, set[object]]
) -> dict[Household, Officer]:
    """Spreads households evenly and in neighbourhoods: nobody has to walk through every group.

    Deterministic: households by group and number; first who knows the group, then who has the
    neighbour before, then in given order.
    """
    wanted = sorted(households, key=lambda h: (str(h.group_id), h.number))
    room = _room(len(wanted), loads)
    known = {load.officer: set(groups_of.get(load.officer, ())) for load in loads}
    chosen: dict[Household, Officer] = {}
    last: Officer | None = None
    for household in wanted:
        free = [officer for officer, left in room.items() if left]
        if not free:
            break
        last = min(free, key=lambda o: (household.group_id not in known[o], o != last))
        chosen[household] = last
        room[last] -= 1
        known[last].add(household.group_id)
    return chosen


def _room(number: int, loads: Sequence[Load]) -> dict[Officer, int]:
    """How many each takes, so that in the end all have as equal a number as can be."""
    count = {load.officer: load.households for load in loads}
    room = dict.fromkeys(count, 0)
    for _place in range(number if room else 0):
        officer = min(room, key=lambda o: count[o] + room[o])
        room[officer] += 1
    return room

"""Household numbers: the group's place, a stroke, a running number: 2-017; 0-003 where no group is known."""

from __future__ import annotations

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Area

from .models import Household


def prefix(group: Area | None) -> str:
    """The last two digits of the group's code without the zero: 二社 …02 → 2."""
    return str(int(group.code[-2:])) if group else "0"


def last_sequence(village: Area, group: Area | None) -> int:
    """The highest running number given in the group so far, closed households included.

    Unscoped: a number must be new for everybody, also for those who do not see all households.
    """
    start = f"{prefix(group)}-"
    given = Household.objects.visible_to(SYSTEM).filter(village=village, number__startswith=start)
    endings = (n[len(start) :] for n in given.values_list("number", flat=True))
    return max((int(ending) for ending in endings if ending.isdigit()), default=0)


def next_number(village: Area, group: Area | None) -> str:
    return number(group, last_sequence(village, group) + 1)


def number(group: Area | None, sequence: int) -> str:
    return f"{prefix(group)}-{sequence:03}"

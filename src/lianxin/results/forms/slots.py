"""A slot: which fact stands in one place of a form, and whether its row is repeated.

Written as ``home:head`` (once), ``each:head`` (a row for each household), ``member:name`` (a row for each
member) or ``member3:name`` (the third member).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .field import HOME, MEMBER, Field
from .fields import field_of, income_items

WRITTEN = re.compile(r"(home|each|member)(\d{0,2}):(.{1,80})")


@dataclass(frozen=True)
class Slot:
    way: str
    place: int
    field: Field

    @property
    def repeats(self) -> bool:
        return self.way == "each" or (self.way == "member" and not self.place)

    @property
    def told(self) -> str:
        """As people read it: the fact, and how it is filled in."""
        title = str(self.field.title)
        if self.way == "each":
            return _("%(fact)s（每户一行）") % {"fact": title}
        if self.way == "home":
            return title
        if self.place:
            return _("第 %(n)d 个成员的%(fact)s") % {"n": self.place, "fact": title}
        return _("成员%(fact)s（每人一行）") % {"fact": title}


def slot_of(text: str) -> Slot | None:
    """The slot, or nothing where no field of this name is known."""
    found = WRITTEN.fullmatch(text)
    if found is None or (found[2] and found[1] != "member"):
        return None
    field = field_of(MEMBER if found[1] == "member" else HOME, found[3])
    return Slot(found[1], int(found[2] or 0), field) if field else None


def known(text: str) -> bool:
    """Whether a form may be told to fill this in; of income lines only those that a rule set has."""
    slot = slot_of(text)
    if slot is None:
        return False
    lines = slot.field.name.startswith("income.item.")
    return not lines or slot.field.name in {one.name for one in income_items()}

"""Who in the register a household and its people are: by codes, by numbers, by names that stand once.

Households are matched by register code, else by their members' ID numbers (the head's first), else by
group and head's name where that is unique and one side has no ID number. People are matched by ID
number over the whole register, else by register code, else by name within the household.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from lianxin.kernel.text import fold

from .change import Change
from .known import Known, KnownHousehold, KnownPerson, once
from .roster import RosterHousehold, RosterPerson

People = list[KnownPerson | None]


class Matching:
    """``blinds``: the blind index of each ID number in the file. ``claimed``: who has met whom so far."""

    def __init__(
        self, known: Known, blinds: Mapping[str, bytes], households: Sequence[RosterHousehold]
    ) -> None:
        self.known, self.blinds = known, blinds
        here = known.by_blind
        self.elsewhere = known.find_elsewhere(b for b in blinds.values() if b not in here)
        self.nobody = not (known.people or self.elsewhere)
        named = households if known.by_head_name else ()
        self.heads = Counter(key for h in named if (key := self._head_key(h)))
        self.claimed: dict[UUID, RosterHousehold] = {}

    def people(self, said: RosterHousehold) -> People:
        """Whom the file names by number, in its order."""
        return [None if self.nobody else self._by_number(p) for p in said.members]

    def household(self, said: RosterHousehold, people: People) -> KnownHousehold | None:
        if not self.known.households:
            return None
        if said.register_code and (found := self.known.by_code.get(said.register_code)):
            return found
        for found in (self._by_members(people), self._by_head_name(said)):
            code = found and found.register_code
            if (
                found
                and found.id not in self.claimed
                and not (code and said.register_code and code != said.register_code)
            ):
                return found
        return None

    def by_name(self, change: Change, people: People) -> dict[str, KnownPerson]:
        """People of the matched household whose name stands once on both sides."""
        if change.known is None or None not in people:
            return {}
        taken = {p.id for p in people if p}
        twice = Counter(fold(p.name) for p in change.said.members)
        free = [p for p in change.known.members if p.id not in taken]
        return {n: p for n, p in once((fold(p.name), p) for p in free).items() if twice[n] == 1}

    def _by_number(self, said: RosterPerson) -> KnownPerson | None:
        found = None
        if said.id_number:
            number = self.blinds[said.id_number]
            found = self.known.by_blind.get(number) or self.elsewhere.get(number)
        return found or self.known.by_person_code.get(said.register_code)

    def _by_members(self, people: People) -> KnownHousehold | None:
        """Where the register's head is among them, else where most of its members are."""
        if not any(people):
            return None
        votes = Counter(p.place.household for p in people if p and p.place)
        best: KnownHousehold | None = None
        for household_id, count in votes.most_common():
            household = self.known.households.get(household_id)
            if household is None:
                continue
            if any(p is not None and p is household.head for p in people):
                return household
            if best is None and count * 2 > len(household.members):
                best = household
        return best

    def _head_key(self, said: RosterHousehold) -> tuple[UUID | None, str] | None:
        head = next((p for p in said.members if p.is_head), None)
        group = self.known.groups.get(fold(said.group)) if said.group else None
        if head is None or (said.group and group is None):
            return None
        return (group.pk if group else None, fold(head.name))

    def _by_head_name(self, said: RosterHousehold) -> KnownHousehold | None:
        key = self._head_key(said)
        found = self.known.by_head_name.get(key) if key and self.heads[key] == 1 else None
        head = found.head if found else None
        numbered = any(p.is_head and p.id_number for p in said.members)
        return None if head is None or (numbered and head.blind) else found

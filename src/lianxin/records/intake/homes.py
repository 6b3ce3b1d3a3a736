"""Which household of a village a row of a sheet means: by code, by ID number, by the head's name."""

from __future__ import annotations

from collections import defaultdict

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import Problem, problem, refuse
from lianxin.kernel.sealed import blind
from lianxin.kernel.text import fold
from lianxin.people.models import Area
from lianxin.register.identity import COLUMN
from lianxin.register.models import Household
from lianxin.register.queries import households, memberships

from .lines import SaidHome


class Homes:
    """The open households of a village with everybody who lives in them."""

    def __init__(self, actor: Actor, village: Area) -> None:
        self.village = village
        self.by_code: dict[str, Household] = {}
        self.by_blind: dict[bytes, Household] = {}
        self.heads: dict[str, list[Household]] = defaultdict(list)
        self.members: dict[str, list[Household]] = defaultdict(list)
        self.head_of: dict[str, str] = {}
        rows = {row.pk: row for row in households(actor, village=village).select_related("village")}
        for row in rows.values():
            for code in filter(None, (row.number, row.register_code)):
                self.by_code[code.upper()] = row
        living = memberships(actor).filter(household__in=rows).select_related("person")
        for one in living.defer("person__id_sealed"):
            home, name = rows[one.household_id], one.person.name_folded
            self.members[name].append(home)
            if one.is_head:
                self.heads[name].append(home)
                self.head_of[home.number] = one.person.name
            if one.person.id_blind:
                self.by_blind[bytes(one.person.id_blind)] = home

    def find(self, said: SaidHome) -> tuple[Household, list[Problem]]:
        """The household, and what is to be doubted about it; refused where it cannot be told which.

        A code or a number decides, and then the name is looked at; a name alone must stand once.
        """
        found, doubts = self._by_number(said), list[Problem]()
        if found is None:
            return self._by_name(said)
        head = self.head_of.get(found.number, "")
        if said.head and found not in self.members.get(fold(said.head), ()):
            doubts.append(
                problem("sheet.head_differs", "head_name", number=found.number, name=head)
            )
        return found, doubts

    def _by_number(self, said: SaidHome) -> Household | None:
        if said.code:
            if found := self.by_code.get(said.code.upper()):
                return found
            raise refuse("sheet.no_such_code", "register_code", village=self.village.name)
        if said.id_number:
            if found := self.by_blind.get(blind(said.id_number, COLUMN)):
                return found
            raise refuse("sheet.no_such_id", "head_id", village=self.village.name)
        return None

    def _by_name(self, said: SaidHome) -> tuple[Household, list[Problem]]:
        name = fold(said.head)
        found = self.heads.get(name) or self.members.get(name) or []
        if not found:
            told = {"name": said.head, "village": self.village.name}
            raise refuse("sheet.no_such_head", "head_name", **told)
        if len(found) > 1:
            numbers = "、".join(sorted(home.number for home in found))
            raise refuse("sheet.several_heads", "head_name", name=said.head, numbers=numbers)
        [home] = found
        doubts = []
        if name not in self.heads:
            head = self.head_of.get(home.number, "")
            told = {"name": said.head, "number": home.number, "head": head}
            doubts.append(problem("sheet.named_member", "head_name", **told))
        return home, doubts

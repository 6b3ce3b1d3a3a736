"""What a roster would change: compared with the register in memory, nothing written.

Only what the file has a column for counts. What the register has newer than the file stays; people whom
the file does not name stay too, as a doubt. Households that are not ``sound`` are passed over: what is
wrong with them has been said already.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel import audit
from lianxin.kernel.actor import Actor
from lianxin.kernel.bulk import uncollected
from lianxin.kernel.problem import problem as _problem
from lianxin.kernel.sealed import blinder
from lianxin.kernel.text import fold
from lianxin.people.models import Area
from lianxin.records.file.models import Condition
from lianxin.register.changes import Joining, Leaving
from lianxin.register.identity import COLUMN, seal_identity
from lianxin.register.models import Household, Membership, Person

from . import facts
from .change import Change, Difference, Edit, Member
from .facts import IN_PERSON, Values
from .known import Known, KnownHousehold, KnownPerson, Progress
from .matching import Matching
from .roster import RosterHousehold, RosterPerson
from .stating import close, news, statements


def difference(
    *,
    actor: Actor,
    village: Area,
    households: Sequence[RosterHousehold],
    day: date | None = None,
    progress: Progress | None = None,
) -> Difference:
    """Compares; reads the register only. ``day`` refuses facts from the future."""
    with uncollected():
        return _Comparison(actor, village, households, day).run(progress)


class _Comparison:
    def __init__(
        self,
        actor: Actor,
        village: Area,
        households: Sequence[RosterHousehold],
        day: date | None,
    ) -> None:
        self.actor, self.households, self.day = actor, households, day
        seen_at = audit.position()
        told = frozenset[str]().union(*{said.told for said in households})
        self.known = Known(actor, village, told)
        self.found = Difference(village, seen_at=seen_at)
        blind = blinder(COLUMN)
        self.blinds = {p.id_number: blind(p.id_number) for p in _with_id(households)}
        self.found.blinds = self.blinds
        self.matching = Matching(self.known, self.blinds, households)
        self.leaving: dict[UUID, set[UUID]] = {}
        self.met: dict[UUID | bytes, tuple[str, int]] = {}
        self.sheet = ""

    def run(self, progress: Progress | None) -> Difference:
        total = len(self.households)
        for done, said in enumerate(self.households):
            if progress and done % 500 == 0:
                progress(done, total)
            self.sheet = said.sheet
            if said.sound and self._possible(said):
                self._group(said)
                self.found.changes.append(self._compare(said))
        self._check_heads()
        self._ask_about_the_absent()
        return self.found

    def _problem(self, code: str, row: int, field: str | None = None, **details: Any) -> None:
        self.found.problems.append(_problem(code, field, row=row, sheet=self.sheet, **details))

    def _doubt(self, code: str, row: int, field: str | None = None, **details: Any) -> None:
        self.found.doubts.append(_problem(code, field, row=row, sheet=self.sheet, **details))

    def _possible(self, said: RosterHousehold) -> bool:
        if not said.members:
            self._problem("roster.without_members", said.row)
        elif sum(p.is_head for p in said.members) != 1:
            self._problem("roster.one_head", said.row, "relation")
        elif self.day and said.as_of > self.day:
            self._problem("roster.future", said.row, "as_of", as_of=said.as_of)
        else:
            return True
        return False

    def _group(self, said: RosterHousehold) -> None:
        if said.group and said.group not in self.found.groups:
            self.found.groups[said.group] = self.known.groups.get(fold(said.group))

    # households

    def _compare(self, said: RosterHousehold) -> Change:
        people = self.matching.people(said)
        change = Change(said, self.matching.household(said, people))
        new: dict[str, Any] = {}
        if change.known:
            self._claim(change, change.known)
            new = self._own_columns(change, change.known)
        older = statements(change, self.known.led)
        if change.known and change.touched:
            onward = {"edition": change.known.edition + 1, "marks": None}
            change.edits.append(Edit(Household, change.known.id, {**new, **onward}))
        older |= self._members(change, people)
        if older and change.known:
            self._doubt("roster.older", said.row, number=change.known.number, as_of=said.as_of)
        return change

    def _claim(self, change: Change, known: KnownHousehold) -> None:
        if known.closed:
            self._problem("roster.household_closed", change.said.row, number=known.number)
        if other := self.matching.claimed.get(known.id):
            self._problem(
                "roster.household_twice", change.said.row, number=known.number, other=other.row
            )
        self.matching.claimed[known.id] = change.said

    def _own_columns(self, change: Change, known: KnownHousehold) -> dict[str, Any]:
        """Group, register code and phone: kept up in place; an empty cell erases nothing."""
        said = change.said
        new: dict[str, Any] = {}
        group = self.found.groups.get(said.group)
        if said.group and (group is None or group.pk != known.group):
            new["group_id"] = group.pk if group else said.group
        if said.register_code and said.register_code != known.register_code:
            new["register_code"] = said.register_code
        if said.phone and said.phone != known.phone:
            new["phone"] = said.phone
        martyr = said.more.get("martyr_family")
        if martyr is not None and martyr != known.martyr:
            new["martyr_family"] = martyr
        change.touched += [name.removesuffix("_id") for name in new]
        return {**new, "rev": known.rev + 1} if new else {}

    # members

    def _members(self, change: Change, people: list[KnownPerson | None]) -> bool:
        older = False
        named = self.matching.by_name(change, people)
        for said, by_number in zip(change.said.members, people, strict=True):
            known = by_number or (named.get(fold(said.name)) if named else None)
            if self._twice(said, known):
                continue
            if known is None:
                first = self._first_condition(change, said)
                member = Member(said, None, True, first)
                self._more(change, member, None)
                change.members.append(member)
            elif self._allowed(said, known):
                older |= self._known_member(change, said, known)
        return older

    def _twice(self, said: RosterPerson, known: KnownPerson | None) -> bool:
        key = known.id if known else self.blinds.get(said.id_number)
        here = (self.sheet, said.row)
        if key is None or (first := self.met.setdefault(key, here)) == here:
            return False
        self._problem("roster.met_twice", said.row, "id_number", name=said.name, other=first[1])
        return True

    def _allowed(self, said: RosterPerson, known: KnownPerson) -> bool:
        if known.died:
            self._problem("roster.person_died", said.row, "id_number", name=said.name)
        elif known.place and known.place.household not in self.known.households:
            where = self._where(known.place.household)
            self._problem(
                "roster.person_elsewhere", said.row, "id_number", name=said.name, where=where
            )
        else:
            return True
        return False

    def _where(self, household_id: UUID) -> str:
        """No more than the actor may see of another village."""
        seen = Household.objects.visible_to(self.actor).filter(pk=household_id)
        household = seen.select_related("village").first()
        return f"{household.village} {household.number}" if household else "别的村"

    def _known_member(self, change: Change, said: RosterPerson, known: KnownPerson) -> bool:
        as_of, place = change.said.as_of, known.place
        here = bool(place and change.known and place.household == change.known.id)
        same = (
            here
            and place is not None
            and (place.relation, place.is_head)
            == (
                said.relation,
                said.is_head,
            )
        )
        since = place.from_day if place else known.left
        older = not same and since is not None and as_of < since
        member = Member(said, known, joins=not same and not older)
        if member.joins:
            member.joined_by = self._leave(change, said, known, here)
        self._person_columns(change, said, known, member)
        values = news(change, Condition, facts.condition(said), known.condition)
        if values is not None:
            if close(change, Condition, known.condition):
                member.condition = values
            else:
                older = True
        older |= self._more(change, member, known)
        change.members.append(member)
        return older

    def _more(self, change: Change, member: Member, known: KnownPerson | None) -> bool:
        """What only sheets with every field tell of a member; True where the register is newer."""
        older = False
        for kind in facts.MORE_OF_PERSON:
            if not facts.tells(kind, change.said.told):
                continue
            held = known.more.get(kind) if known else None
            values = news(change, kind, facts.more(kind, member.said), held)
            if values is None:
                continue
            if close(change, kind, held):
                member.more[kind] = values
            else:
                older = True
        return older

    def _leave(self, change: Change, said: RosterPerson, known: KnownPerson, here: bool) -> str:
        """Ends the membership that stands; returns how the person comes into the next."""
        place = known.place
        if place is None:
            return str(Joining.CAME)
        new: dict[str, Any] = {"until": change.said.as_of}
        if not here:
            old = self.known.households[place.household]
            new["left_by"] = str(Leaving.MOVED)
            self._doubt("roster.moved", said.row, "name", name=said.name, old=old.number)
        self.leaving.setdefault(place.household, set()).add(known.id)
        change.edits.append(Edit(Membership, place.id, new))
        return "" if here else str(Joining.MOVED)

    def _person_columns(
        self, change: Change, said: RosterPerson, known: KnownPerson, member: Member
    ) -> None:
        new = {
            column: value
            for column, value, old in zip(
                IN_PERSON, facts.in_person(said), known.values, strict=True
            )
            if value and value != old and not (column == "sex" and value == "0")
        }
        if not facts.same_name(said.name, known.name):
            new |= dict(
                zip(("name", "name_folded", "initials"), facts.names(said.name), strict=True)
            )
            self._doubt("roster.name_changed", said.row, "name", old=known.name, new=said.name)
        if said.id_number and self.blinds[said.id_number] != known.blind:
            new |= {**seal_identity(said.id_number), "id_kind": said.id_kind, "no_id_reason": ""}
            if known.blind:
                self._doubt("roster.id_changed", said.row, "id_number", name=said.name)
        if member.joins and change.known is None:
            new["home_id"] = None
        elif member.joins and change.known and known.home != change.known.id:
            new["home_id"] = change.known.id
        if new:
            change.edits.append(Edit(Person, known.id, {**new, "rev": known.rev + 1}))

    def _first_condition(self, change: Change, said: RosterPerson) -> Values | None:
        return news(change, Condition, facts.condition(said), None)

    # the whole

    def _check_heads(self) -> None:
        """A household must not end with two heads or none, nor a head be replaced without a word."""
        headed = {
            c.known.id
            for c in self.found.changes
            if c.known
            for m in c.members
            if m.joins and m.said.is_head
        }
        for household_id, gone in self.leaving.items():
            household = self.known.households[household_id]
            head = household.head
            if head and head.id in gone and household_id not in headed:
                self.sheet, row = self.met[head.id]
                self._problem(
                    "roster.head_leaves",
                    row,
                    "relation",
                    number=household.number,
                    name=head.name,
                )
        for change in self.found.changes:
            known = change.known
            new = next((m for m in change.members if m.joins and m.said.is_head), None)
            if known is None or new is None:
                continue
            old, self.sheet = known.head, change.said.sheet
            free = old is None or old.id in self.leaving.get(known.id, ())
            late = known.head_until is not None and known.head_until > change.said.as_of
            if not free or late:
                self._problem(
                    "roster.head_differs",
                    new.said.row,
                    "relation",
                    number=known.number,
                    old=old.name if old else "—",
                    new=new.said.name,
                )

    def _ask_about_the_absent(self) -> None:
        for change in self.found.changes:
            if change.known is None:
                continue
            self.sheet = change.said.sheet
            named = {m.known.id for m in change.members if m.known}
            gone = self.leaving.get(change.known.id, set())
            for person in change.known.members:
                if person.id not in named and person.id not in gone:
                    number = change.known.number
                    self._doubt(
                        "roster.not_in_file", change.said.row, name=person.name, number=number
                    )


def _with_id(households: Sequence[RosterHousehold]) -> list[RosterPerson]:
    return [p for h in households for p in h.members if p.id_number]

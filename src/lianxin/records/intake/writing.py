"""Writes a difference into the register: rows that end or change first, then new rows in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_noop

from lianxin.kernel import bulk
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.ids import IdRun
from lianxin.kernel.sealed import sealer
from lianxin.kernel.text import fold, initials
from lianxin.people.models import Area
from lianxin.records.file.income import IncomeAmount
from lianxin.records.file.models import Condition, Source
from lianxin.register import marks
from lianxin.register.identity import COLUMN
from lianxin.register.models import Household, Membership, Person
from lianxin.register.numbers import number, prefix

from .change import Change, Difference, Edit, Member
from .group_code import group_code
from .known import CHUNK, Progress, chunks
from .roster import RosterPerson
from .written_columns import COLUMNS

BATCH = 1000
"""Households written at a time: large enough for speed, small enough for memory."""

JOINED = gettext_noop("名册导入")  # kept in Chinese, told in the reader's language
Rows = dict[type[Model], list[tuple[Any, ...]]]


@dataclass(slots=True)
class Written:
    """What was done, enough to take it back: one run of ids, and the old and new of every edit."""

    first: UUID
    last: UUID
    inserted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    edited: list[tuple[str, UUID, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


class Writing:
    """One import on its way into the tables, inside the caller's transaction."""

    def __init__(self, found: Difference, ids: IdRun, actor: Actor, now: datetime) -> None:
        self.found, self.ids, self.village = found, ids, found.village.pk
        self.author, self.by, self.now = (author := actor.id), actor.name, now
        self.stated = (Source.IMPORT.value, author, now)
        self.done = Written(ids.first, ids.first)
        self.numbers: dict[str, int] = {}
        self.seal = sealer(COLUMN)

    def run(self, progress: Progress | None = None) -> Written:
        self._open_groups()
        self._number_on()
        made = {id(c): self.ids.text() for c in self.found.changes if c.known is None}
        self._edit(made)
        total, done = len(self.found.changes), 0
        for some in chunks(self.found.changes, BATCH):
            rows: Rows = {model: [] for model in COLUMNS}
            for change in some:
                self._rows(change, made.get(id(change)), rows)
            for model, batch in rows.items():
                bulk.insert(model, COLUMNS[model], batch)
                self.done.inserted[model.__name__] += len(batch)
            done += len(some)
            if progress:
                progress(done, total)
        self.done.last = self.ids.last
        return self.done

    # groups and numbers

    def _open_groups(self) -> None:
        village = self.found.village
        taken = set(
            Area.objects.visible_to(SYSTEM).filter(parent=village).values_list("code", flat=True)
        )
        made: dict[str, Area] = {}
        for name in self.found.new_groups:
            if (key := fold(name)) not in made:
                code = group_code(village, name, taken)
                taken.add(code)
                made[key] = Area.objects.create(
                    id=self.ids(),
                    code=code,
                    path=code,
                    name=name,
                    initials=initials(name),
                    level="group",
                    parent=village,
                )
                self.done.inserted["Area"] += 1
                self.done.groups.append(name)
            self.found.groups[name] = made[key]

    def _number_on(self) -> None:
        """Numbers go on where the register stands; unscoped, as ``register.numbers`` says why."""
        rows = Household.objects.visible_to(SYSTEM).filter(village=self.found.village)
        for given in rows.values_list("number", flat=True):
            group, _, place = given.rpartition("-")
            if place.isdecimal():
                self.numbers[group] = max(self.numbers.get(group, 0), int(place))

    def _next_number(self, group: Area | None) -> str:
        key = prefix(group)
        self.numbers[key] = place = self.numbers.get(key, 0) + 1
        return number(group, place)

    # rows that stand already

    def _edit(self, made: dict[int, str]) -> None:
        """Ends and changes rows, keeping what they held: first the ends, so that spans never meet."""
        kinds: dict[tuple[type[Model], tuple[str, ...]], list[Edit]] = defaultdict(list)
        for change in self.found.changes:
            for edit in change.edits:
                self._resolve(change, edit, made.get(id(change)))
                kinds[edit.model, tuple(edit.new)].append(edit)
        for (model, columns), edits in sorted(
            kinds.items(), key=lambda kind: "until" not in kind[0][1]
        ):
            old = _current(model, columns, [edit.id for edit in edits])
            for edit in edits:
                was = dict(zip(columns, old[edit.id], strict=True))
                self.done.edited.append((model.__name__, edit.id, was, edit.new))
            bulk.update(model, columns, ((*edit.new.values(), edit.id) for edit in edits))

    def _resolve(self, change: Change, edit: Edit, made: str | None) -> None:
        if edit.model is Household and change.known:
            new = marks.made(
                change.touched,
                edit.new["edition"],
                str(self.author) if self.author else None,
                self.by,
                self.now,
            )
            edit.new["marks"] = marks.as_text({**change.known.marks, **new})
        if edit.model is Membership and "until" in edit.new:
            edit.new["ended_by_id"] = self.author
        if edit.new.get("home_id", ...) is None:
            edit.new["home_id"] = UUID(made) if made else None
        if isinstance(name := edit.new.get("group_id"), str):
            group = self.found.groups[name]
            edit.new["group_id"] = group.pk if group else None

    # new rows

    def _rows(self, change: Change, made: str | None, rows: Rows) -> None:
        said = change.said
        if made:
            group = self.found.groups.get(said.group)
            rows[Household].append(
                (
                    made,
                    self.village,
                    group.pk if group else None,
                    self._next_number(group),
                    said.register_code or None,
                    said.phone,
                    "",
                    "",
                    said.as_of,
                    "",
                    1,
                    1,
                    "{}",
                    said.more.get("martyr_family"),
                )
            )
        household = made or (change.known.id if change.known else None)
        text, stated = self.ids.text, (said.as_of, *self.stated)
        for fact in change.facts:
            year = () if fact.year is None else (fact.year,)
            key = text()
            rows[fact.model].append((key, *stated, fact.owner or household, *year, *fact.values))
            for item, amount in fact.amounts.items():
                rows[IncomeAmount].append((text(), key, item, amount))
        for position, member in enumerate(change.members):
            person, who = self._member(member, household, rows), member.said
            if member.joins:
                how = JOINED if member.known is None else member.joined_by
                row = (text(), household, person, who.relation, who.is_head, position, said.as_of)
                rows[Membership].append((*row, how, "", self.author))
            if member.condition:
                rows[Condition].append((text(), *stated, person, *member.condition))
            for kind, values in member.more.items():
                rows[kind].append((text(), *stated, person, *values))

    def _member(self, member: Member, household: UUID | str | None, rows: Rows) -> UUID | str:
        if member.known is not None:
            return member.known.id
        person = self.ids.text()
        rows[Person].append(self._person(person, household, member.said))
        return person

    def _person(self, id_: str, household: UUID | str | None, p: RosterPerson) -> tuple[Any, ...]:
        said, name = p.id_number, p.name
        return (
            id_,
            household,
            name,
            fold(name),
            initials(name),
            p.id_kind if said else "",
            self.seal(said) if said else None,
            self.found.blinds[said] if said else None,
            said[-4:],
            "" if said else p.no_id_reason,
            p.register_code,
            p.sex,
            p.born,
            p.ethnic,
            p.party,
            p.phone,
            1,
        )


def _current(
    model: type[Model], columns: tuple[str, ...], ids: Iterable[UUID]
) -> dict[UUID, tuple[Any, ...]]:
    """What the rows hold now. Unscoped: the difference has already decided that they may change."""
    rows = model.objects.visible_to(SYSTEM)  # type: ignore[attr-defined]
    return {
        row[0]: row[1:]
        for some in chunks(ids, CHUNK)
        for row in rows.filter(pk__in=some).values_list("id", *columns)
    }

"""日记和走访记录: entries of old years, written as by their officers, each once however often it is brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.models import Act, Entry, Kind
from lianxin.records.diary.reading import words_of
from lianxin.records.diary.together import together
from lianxin.register.models import Household, Pairing
from lianxin.register.queries import holds

from .bringing import Bringing
from .homes import Homes
from .known import CHUNK, chunks
from .lines import SaidEntry
from .staff import Staff

Content = tuple[date, date | None, str, frozenset[str], frozenset[UUID]]
"""By what an entry of an officer is the same: its days, words, kinds and households."""


class EntriesIn(Bringing[SaidEntry]):
    fields = {"households": "head_name", "village": "head_name"}

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.homes, self.staff = Homes(self.actor, self.village), Staff(self.actor, self.village)
        self.there: dict[UUID, set[Content]] = {}
        self.said: dict[tuple[UUID, Content], int] = {}
        self.entries: list[UUID] = []
        self.paired: dict[UUID, list[Pairing]] = defaultdict(list)
        # Unscoped: only whether an officer answered on a day is told.
        rows = Pairing.objects.visible_to(SYSTEM).filter(household__village=self.village)
        for row in rows.select_related("officer__unit"):
            self.paired[row.household_id].append(row)

    @contextmanager
    def all_of_them(self) -> Iterator[None]:
        with together():
            yield
        self.trace.made += [(Entry.__name__, key) for key in self.entries]
        for some in chunks(self.entries, CHUNK):
            acts = Act.objects.visible_to(SYSTEM).filter(entry__in=some)
            self.trace.made += [(Act.__name__, key) for key in acts.values_list("pk", flat=True)]

    def counts(self, lines: Sequence[SaidEntry]) -> dict[str, int]:
        return {
            "officers": len({line.officer for line in lines}),
            "households": len({home for line in lines for home in line.homes}),
            "entries": len(lines),
        }

    def put(self, line: SaidEntry) -> str:
        if line.day is None:
            raise refuse("sheet.day_wanted", "day")
        homes = self._homes(line)
        officer = self._officer(line, homes, line.day)
        kinds = line.kinds or self._kinds(homes)
        content = _content(line.day, line.until, line.text, kinds, {one.pk for one in homes})
        if content in self._there(officer):
            return "unchanged"
        other = self.said.setdefault((officer.pk, content), line.row)
        if other != line.row:
            self.doubt("sheet.row_twice", "text", other=other)
            return "unchanged"
        self._doubt_days(officer, homes, line.day)
        entry = diary_write(
            actor=self.actor,
            officer=officer,
            kinds=kinds,
            day=line.day,
            until=line.until,
            text=line.text,
            households=homes,
            village=self.village,
            minutes=line.minutes,
            brought_from=self.source,
        )
        self.entries.append(entry.pk)
        return "created"

    def _homes(self, line: SaidEntry) -> list[Household]:
        found = []
        for said in line.homes:
            home, doubts = self.homes.find(said)
            self.doubted(doubts)
            found.append(home)
        return list(dict.fromkeys(found))

    def _officer(self, line: SaidEntry, homes: Sequence[Household], day: date) -> Officer:
        """As the row says, else as the title does, else whoever answered for the household then."""
        if line.officer.name or line.officer.phone:
            return self.staff.must_find(line.officer, day)
        if found := self.staff.mentioned(line.hints):
            return found
        held = [row for home in homes for row in self._held(home, day) if row.responsible]
        officers = {row.officer_id: row.officer for row in held}
        if len(officers) != 1:
            raise refuse("sheet.officer_wanted", "officer")
        [officer] = officers.values()
        self.doubt("sheet.officer_taken", "officer", name=officer.name)
        return officer

    def _kinds(self, homes: Sequence[Household]) -> tuple[str, ...]:
        if not homes:
            return ()  # the action asks for one
        self.doubt("sheet.kind_taken", "kinds")
        return (Kind.VISIT.value,)

    def _held(self, home: Household, day: date) -> list[Pairing]:
        return [row for row in self.paired[home.pk] if holds(row.from_day, row.until, day)]

    def _doubt_days(self, officer: Officer, homes: Sequence[Household], day: date) -> None:
        if officer.from_day > day:
            told = {"name": officer.name, "since": officer.from_day}
            self.doubt("sheet.before_officer", "day", **told)
        apart = [
            home
            for home in homes
            if not any(row.officer_id == officer.pk for row in self._held(home, day))
        ]
        if apart:
            numbers = "、".join(home.number for home in apart[:6])
            self.doubt("sheet.before_pairing", "day", name=officer.name, numbers=numbers)

    def _there(self, officer: Officer) -> set[Content]:
        """What the officer's diary says already and said at first, what was withdrawn too. Unscoped: none
        of it is shown."""
        if officer.pk not in self.there:
            homes: dict[UUID, set[UUID]] = defaultdict(set)
            acts = Act.objects.visible_to(SYSTEM).filter(officer=officer, household__isnull=False)
            for entry, home in acts.values_list("entry_id", "household_id"):
                homes[entry].add(home)
            rows = Entry.objects.visible_to(SYSTEM).filter(officer=officer)
            self.there[officer.pk] = {
                _content(row.day, row.until, text, row.kinds, homes[row.pk])
                for row in rows.only("day", "until", "text", "amended", "kinds")
                for text in {row.text, row.words}
            }
        return self.there[officer.pk]


def _content(
    day: date, until: date | None, text: str, kinds: Sequence[str], homes: set[UUID]
) -> Content:
    last = until if until != day else None
    return day, last, words_of(text), frozenset(kinds), frozenset(homes)

"""The words of entries: what is kept of each in the index, and what a search asks of it.

Beside its text an entry is found by the names of its officer and of the heads of its households as
they were on its day, in characters or by pinyin initials. Withdrawn entries are not found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.problem import refuse
from lianxin.kernel.search import Index, Wanted, Word, mark, pairs
from lianxin.kernel.span import first_serial
from lianxin.kernel.text import fold, initials
from lianxin.people.models import Area, Officer
from lianxin.register.models import Household, Membership
from lianxin.register.queries import holds

from .models import Entry

INDEX = Index("lianxin_search", "lianxin_entry", "serial", "folded")
MOST_WORDS, MOST_YEARS = 8, 12
CHUNK, CHUNKS, MANY = 250, 4, 2000


@dataclass(frozen=True)
class Asked:
    """What is looked for: words, all of which must occur, and filters; nothing means any."""

    words: str = ""
    officer: Officer | None = None
    household: Household | None = None
    village: Area | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None
    withdrawn: bool = False

    @property
    def wide(self) -> bool:
        """Whether nothing narrows the list."""
        given = (self.words, self.officer, self.household, self.kind, self.first, self.last)
        return not any(given) and not self.withdrawn


def words_asked(text: str) -> list[str]:
    """The folded words, the longest first; a lone single character would find nearly everything."""
    found = dict.fromkeys(word for word in map(fold, text.split()) if word)
    listed = sorted(found, key=len, reverse=True)[:MOST_WORDS]
    if listed and len(listed[0]) < 2:
        raise refuse("diary.one_character", "q")
    return listed


def numbers(actor: Actor, asked: Asked, after: int | None, limit: int) -> list[int]:
    """The newest entries with everything that is asked, as far as the actor sees them.

    Candidates come from the index and are looked at by the actor's own sight: a few at first, since
    mostly these are enough, then more. Where most of them are others', the actor's own entries are gone
    through instead and the index is asked about these.
    """
    found: list[int] = []
    visible = Entry.objects.visible_to(actor)
    for single in (word for word in words_asked(asked.words) if len(word) < 2):
        visible = visible.filter(folded__contains=single)
    for size in steps(limit):
        some = INDEX.newest(wanted(asked, after), size)
        seen = set(visible.filter(serial__in=some).values_list("serial", flat=True))
        found += [number for number in some if number in seen]
        if len(found) >= limit or len(some) < size:
            return found[:limit]
        after = some[-1]
    for some in _own(visible, after):
        found += INDEX.newest(wanted(asked, after, some), MANY)
        if len(found) >= limit:
            break
    return found[:limit]


def steps(limit: int) -> list[int]:
    """How many candidates are asked for at a time."""
    return [limit + 10, *[CHUNK] * CHUNKS]


def _own(visible: GuardedQuerySet[Entry], after: int | None) -> Iterator[list[int]]:
    rows = visible.order_by("-serial").values_list("serial", flat=True)
    while some := list(rows.filter(serial__lt=after)[:MANY] if after else rows[:MANY]):
        yield some
        after = some[-1]


def wanted(asked: Asked, after: int | None = None, among: Sequence[int] | None = None) -> Wanted:
    ends = [after] if after is not None else []
    if asked.last is not None:
        ends.append(end_of(asked.last))
    return Wanted(
        words=[_word(word) for word in words_asked(asked.words) if len(word) > 1],
        marks=list(_marks(asked)),
        first=first_serial(asked.first) if asked.first else None,
        before=min(ends) if ends else None,
        among=among,
    )


def end_of(day: date) -> int:
    """Entries up to and with the day are less than this."""
    return first_serial(day) + first_serial(date(1, 1, 1))


def _word(folded: str) -> Word:
    named = [mark("n", folded)]
    if folded.isascii() and folded.isalpha():
        named.append(mark("p", folded))
    return Word(folded, tuple(named))


def _marks(asked: Asked) -> Iterator[list[str]]:
    if asked.officer:
        yield [mark("o", asked.officer.pk.hex)]
    if asked.household:
        yield [mark("h", asked.household.pk.hex)]
    if asked.village:
        yield [mark("v", asked.village.path)]
    if asked.kind:
        yield [mark("k", asked.kind)]
    if asked.first and asked.last and 0 <= asked.last.year - asked.first.year < MOST_YEARS:
        yield [mark("y", str(year)) for year in range(asked.first.year, asked.last.year + 1)]


# what is kept


def tokens(
    entry: Entry, village: str, households: Iterable[UUID], names: Iterable[str]
) -> list[str]:
    """Pairs of the text in their order, then the marks."""
    marks = [
        mark("y", str(entry.year)),
        mark("v", village),
        mark("o", entry.officer_id.hex),
        *(mark("h", pk.hex) for pk in households),
        *(mark("k", kind) for kind in entry.kinds),
        *(one for name in names for one in name_marks(name)),
    ]
    return [*pairs(entry.folded), *dict.fromkeys(marks)]


def name_marks(name: str) -> list[str]:
    """Each end of the name, so that any part of it is the beginning of one; and its initials."""
    folded, letters = fold(name), initials(name)
    ends = [mark("n", folded[at:]) for at in range(len(folded) - 1)]
    return [*ends, mark("p", letters)] if len(letters) > 1 else ends


def index(entries: Sequence[Entry], homes: Mapping[UUID, list[UUID]] | None = None) -> None:
    """Keeps the words of entries as they read now, in the caller's transaction.

    ``homes``: the households of each entry, where the caller knows them.
    """
    households = homes or households_of(entries)
    heads = _heads(entries, households)
    INDEX.put(
        (
            entry.serial,
            tokens(
                entry,
                entry.village.path,
                households[entry.pk],
                [entry.officer.name, *heads[entry.pk]],
            ),
        )
        for entry in entries
    )


def again(entry: Entry) -> None:
    INDEX.drop([entry.serial])
    index([entry])


def forget(entry: Entry) -> None:
    INDEX.drop([entry.serial])


def households_of(entries: Iterable[Entry]) -> dict[UUID, list[UUID]]:
    """Unscoped: what an entry is about does not depend on who asks."""
    from .models import Act

    rows = Act.objects.visible_to(SYSTEM).filter(entry__in=[entry.pk for entry in entries])
    found: dict[UUID, list[UUID]] = defaultdict(list)
    pairs = rows.exclude(household=None).order_by("id").values_list("entry_id", "household_id")
    for entry, household in dict.fromkeys(pairs):
        if household is not None:
            found[entry].append(household)
    return found


def _heads(
    entries: Sequence[Entry], households: Mapping[UUID, list[UUID]]
) -> dict[UUID, list[str]]:
    """Who headed each entry's households on its day; unscoped, as above. One query, however many days."""
    keys = {key for entry in entries for key in households[entry.pk]}
    rows = Membership.objects.visible_to(SYSTEM).filter(is_head=True, household__in=keys)
    told = rows.values_list("household_id", "person__name", "from_day", "until")
    spans: dict[UUID, list[tuple[str, date, date | None]]] = defaultdict(list)
    for key, name, from_day, until in told:
        spans[key].append((name, from_day, until))
    return {
        entry.pk: [
            name
            for key in households[entry.pk]
            for name, from_day, until in spans[key]
            if holds(from_day, until, entry.day)
        ]
        for entry in entries
    }


def astray() -> Iterator[int]:
    """Numbers at which index and entries differ: held for nothing, not held, or not found again."""
    rows = Entry.objects.visible_to(SYSTEM).filter(withdrawn_at=None).order_by()
    yield from sorted(INDEX.numbers() ^ set(rows.values_list("serial", flat=True)))
    for entry in rows.order_by("-serial").select_related("village", "officer")[:MANY:10]:
        words = [Word(entry.folded[at : at + 20]) for at in (0, max(0, len(entry.folded) - 20))]
        marks = [[mark("v", entry.village.path)], [mark("o", entry.officer_id.hex)]]
        if INDEX.newest(Wanted(words, marks, among=[entry.serial]), 1) != [entry.serial]:
            yield entry.serial

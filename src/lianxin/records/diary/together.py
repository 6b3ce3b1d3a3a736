"""Several entries in one transaction: what they all ask is asked once, what they keep is kept in one go.

Whoever writes them opens ``together``; every entry is checked as if it were alone, and stands in the
tables when the block ends or ``keep`` is called. Where that fails the whole transaction fails, and its
owner writes them one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar, cast
from uuid import UUID

from lianxin.kernel import bulk
from lianxin.kernel.actor import SYSTEM

from . import search
from .models import Act, Entry

T = TypeVar("T")
NEAR = 100
"""Numbers looked at in one go where the wished one is taken."""


@dataclass
class Together:
    waiting: list[tuple[Entry, list[Act]]] = field(default_factory=list)
    said: dict[Hashable, object] = field(default_factory=dict)
    there: dict[UUID, bool] = field(default_factory=dict)

    def look(self, ids: Iterable[UUID]) -> None:
        """Which of these entries are there already, asked before the first of them is written."""
        wanted = list(ids)
        rows = Entry.objects.visible_to(SYSTEM).filter(pk__in=wanted)
        found = set(rows.values_list("pk", flat=True))
        self.there |= {key: key in found for key in wanted}

    def keep(self) -> None:
        """All that waits goes into the tables."""
        rows, self.waiting = self.waiting, []
        self.there |= {entry.pk: True for entry, _ in rows}
        if rows:
            store(rows)


_TOGETHER: ContextVar[Together | None] = ContextVar("together", default=None)


@contextmanager
def together() -> Iterator[Together]:
    found = Together()
    token = _TOGETHER.set(found)
    try:
        yield found
        found.keep()
    finally:
        _TOGETHER.reset(token)


def asked(key: Hashable, ask: Callable[[], T]) -> T:
    """What the database says; of entries written together, the first one asks for all."""
    held = _TOGETHER.get()
    if held is None:
        return ask()
    if key not in held.said:
        held.said[key] = ask()
    return cast(T, held.said[key])


def taken(id: UUID) -> bool:
    """Whether an entry with the id is there, or about to be."""
    held = _TOGETHER.get()
    if held is not None and any(entry.pk == id for entry, _ in held.waiting):
        return True
    if held is not None and id in held.there:
        return held.there[id]
    return Entry.objects.visible_to(SYSTEM).filter(pk=id).exists()


def put(entry: Entry, acts: list[Act]) -> None:
    held = _TOGETHER.get()
    if held is None:
        store([(entry, acts)])
    else:
        held.waiting.append((entry, acts))


def store(rows: Sequence[tuple[Entry, list[Act]]]) -> None:
    """Each entry gets a number of its own, which orders it; then all rows are inserted."""
    entries = [entry for entry, _ in rows]
    _number(entries)
    entries.sort(key=lambda entry: entry.serial)  # two at once wait for each other in one order
    bulk.insert_rows(Entry, entries)
    bulk.insert_rows(Act, [act for _, acts in rows for act in acts])
    search.index(entries, {entry.pk: _homes(acts) for entry, acts in rows})


def _number(entries: Sequence[Entry]) -> None:
    """The wished number, else the next free one."""
    rows = Entry.objects.visible_to(SYSTEM).order_by()
    known = {entry.serial for entry in entries}
    used = set(rows.filter(serial__in=known).values_list("serial", flat=True))
    for entry in entries:
        while entry.serial in used:
            entry.serial += 1
            if entry.serial not in known:
                span = (entry.serial, entry.serial + NEAR)
                known |= set(range(span[0], span[1] + 1))
                used |= set(rows.filter(serial__range=span).values_list("serial", flat=True))
        used.add(entry.serial)


def _homes(acts: Sequence[Act]) -> list[UUID]:
    return list(dict.fromkeys(act.household_id for act in acts if act.household_id))

"""What the rules read and what they find: plain values, so that a simulation feeds the same functions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.kernel.datum import Spot

Key = Hashable
Limits = Mapping[str, Any]
"""The thresholds of one rule, as its row has them."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo: the name of its very file, and how it looks (``records.diary.looks``); 0 where it has no look."""

    name: str
    look: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as the rules see it.

    ``at``: when it was written, by the writer's own clock where a phone wrote it without signal. ``own``: the
    officer wrote it; ``event``: an activity wrote it; ``old``: it was brought in from an old year's sheet.
    ``names``: of the households' people, which make two texts look less alike than they are.
    """

    key: Key
    officer: Key
    author: Key
    village: Key
    day: date
    at: datetime
    text: str
    kinds: frozenset[str]
    homes: frozenset[Any] = frozenset()
    until: date | None = None
    minutes: int | None = None
    names: frozenset[str] = frozenset()
    photos: tuple[Shot, ...] = ()
    place: Spot | None = None
    own: bool = True
    event: bool = False
    old: bool = False

    @property
    def last(self) -> date:
        return self.until or self.day

    @property
    def by_hand(self) -> bool:
        """Written by somebody for this one day: neither by an activity nor from an old sheet."""
        return not (self.event or self.old)


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open, with the word for why."""

    first: date
    until: date
    why: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.until


@dataclass(frozen=True, slots=True)
class Given:
    """Goods handed to a household on a day, by the deliveries."""

    home: Key
    day: date
    goods: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Unreceived:
    """A delivery of which the household says that it did not come, or not as much."""

    key: Key
    officer: Key
    home: Key
    day: date
    goods: str
    unit: str
    quantity: int
    answer: str
    said: date


@dataclass(frozen=True, slots=True)
class Finished:
    """A measure that is said to be done; ``acts``: on how many days anything was done at its household."""

    key: Key
    officer: Key
    home: Key
    first: date
    done: date
    acts: int
    given: bool = False


@dataclass(slots=True)
class World:
    """Everything beside the entries that consistency is asked of."""

    off_duty: Mapping[Any, Sequence[Span]] = field(default_factory=dict)
    away: Mapping[Any, Sequence[Span]] = field(default_factory=dict)
    said: Mapping[tuple[Key, Key, date], str] = field(default_factory=dict)
    given: Sequence[Given] = ()
    goods: Mapping[str, str] = field(default_factory=dict)
    finished: Sequence[Finished] = ()
    unreceived: Sequence[Unreceived] = ()
    near: frozenset[frozenset[Any]] = frozenset()
    stands: Mapping[Any, Spot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that does not fit: of an entry, a measure or a delivery, with the fact as data.

    ``mark`` tells the same facts again when they are found again. ``weight`` in hundredths: from the rule's
    row; a doubt is raised from a hundred on, whatever makes it up.
    """

    kind: str
    weight: int
    mark: str
    entry: Key | None = None
    measure: Key | None = None
    delivery: Key | None = None
    home: Any = None
    others: tuple[Any, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def of(self) -> Key:
        """What it is a sign about."""
        return next(key for key in (self.entry, self.measure, self.delivery) if key is not None)


def days_between(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))

"""Rows of a sheet brought in through the rooms' own actions: tried, told, written, row by row.

The preview is the writing itself, taken back: what an action would refuse is known before, in its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import transaction

from lianxin.kernel import audit
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import Problem, Refused, problem
from lianxin.people.models import Area

from .known import Progress
from .lines import SaidLine
from .traces import Trace

L = TypeVar("L", bound=SaidLine)
STATES = ("created", "updated", "unchanged")


class Bringing(Generic[L]):
    """One kind of sheet on its way in. ``fields`` has an action's field as the kind's columns name it."""

    fields: dict[str, str] = {}

    def __init__(self, actor: Actor, village: Area, day: date, source: str, trace: Trace) -> None:
        self.actor, self.village, self.day = actor, village, day
        self.source, self.trace = source, trace
        self.doubts: list[Problem] = []
        self.line: SaidLine = SaidLine(0)

    def ordered(self, lines: Iterable[L]) -> list[L]:
        """In the order in which the rows have to be written."""
        return list(lines)

    def put(self, line: L) -> str:
        """Writes one row and says what became of it: one of ``STATES``; refused with its problems."""
        raise NotImplementedError

    def forget(self) -> None:
        """The row that was under way is not written: nothing that it made is there."""

    @contextmanager
    def all_of_them(self) -> Iterator[None]:
        """Around all rows: what may be kept in one go."""
        yield

    def counts(self, lines: Sequence[L]) -> dict[str, int]:
        """What the sheet is about, counted in the kind's own words."""
        return {}

    def doubt(self, code: str, at: str, **details: Any) -> None:
        self.doubted([problem(code, at, **details)])

    def doubted(self, found: Iterable[Problem]) -> None:
        self.doubts += [_placed(one, self.line, self.fields) for one in found]


@dataclass
class Tried(Generic[L]):
    """Each row with what becomes of it; rows with a problem have no state. ``counts`` are in the kind's
    own words, with created, updated and unchanged."""

    states: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def state(self, line: L) -> str:
        return self.states.get(id(line), "")


def tried(bringing: Bringing[L], lines: Sequence[L], progress: Progress | None = None) -> Tried[L]:
    """What would become of the rows. Everything is done, and all of it, audit too, is taken back."""
    with transaction.atomic(), audit.gathered() as rows:
        found = run(bringing, [line for line in lines if line.sound], progress)
        rows.clear()
        transaction.set_rollback(True)
    found.counts = bringing.counts(lines) | found.counts
    return found


def run(bringing: Bringing[L], lines: Sequence[L], progress: Progress | None = None) -> Tried[L]:
    found = Tried[L]()
    with bringing.all_of_them():
        for done, line in enumerate(bringing.ordered(lines), 1):
            _one(bringing, line, found)
            if progress:
                progress(done, len(lines))
    found.problems, found.doubts = _once(found.problems), _once(bringing.doubts)
    count = Counter(found.states.values())
    found.counts = {state: count[state] for state in STATES}
    return found


def _one(bringing: Bringing[L], line: L, found: Tried[L]) -> None:
    bringing.line = line
    told = len(bringing.doubts)
    try:
        with audited(), transaction.atomic():
            found.states[id(line)] = bringing.put(line)
    except Refused as refused:
        bringing.forget()
        del bringing.doubts[told:]
        found.problems += [_placed(one, line, bringing.fields) for one in refused.problems]


@contextmanager
def audited() -> Iterator[None]:
    """Audit rows of an action that is refused go with it."""
    held = audit.held()
    stood = len(held)
    try:
        yield
    except Refused:
        del held[stood:]
        raise


def _once(found: Iterable[Problem]) -> list[Problem]:
    """Several households of one row say the same of it."""
    return list({(p.code, p.field, str(p.details)): p for p in found}.values())


def _placed(one: Problem, line: SaidLine, fields: dict[str, str]) -> Problem:
    """The problem at its row of the file, under the name that the kind's columns have for the field."""
    told = {**one.details, "row": line.row, "sheet": line.sheet}
    name = (one.field or "").partition("-")[0]
    return Problem(one.code, fields.get(name, one.field), told)


__all__ = ["STATES", "Bringing", "Tried", "run", "tried"]

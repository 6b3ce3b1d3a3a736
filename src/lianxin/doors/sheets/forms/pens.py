"""What is written into a slot, for whom, and from which record it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from lianxin.doors.sheets.ledger import MASKS
from lianxin.kernel.actor import Actor
from lianxin.results.forms.field import GIVEN, Given
from lianxin.results.forms.homes import Home, Kin
from lianxin.results.forms.slots import Slot, slot_of

from .boxes import ticked
from .days import blank_in, written
from .marks import Piece

EMPTY, NONE, UNSEEN, MASKED, DIFFERS = "empty", "none", "unseen", "masked", "differs"
"""Nobody stated it; there rightly is none; the reader may not see it; a published form hides it; many differ."""
UNBOXED = "unboxed"
"""None of the form's boxes has this word."""


@dataclass(frozen=True)
class Value:
    """``shown`` as text; ``raw`` as a sheet takes it; ``missing`` why there is nothing, if so."""

    slot: str
    shown: str = ""
    raw: Any = None
    home: UUID | None = None
    source: str = ""
    missing: str = ""
    boxes: bool = False


@dataclass(frozen=True)
class Part:
    """One piece of a text that was filled in: fixed, or with the value that now stands there."""

    text: str
    value: Value | None = None
    mark: str = ""


@dataclass(frozen=True)
class Subject:
    """For whom a row is written; ``line`` counts the rows of one list."""

    home: Home
    kin: Kin | None = None
    line: int = 0


@lru_cache(maxsize=500)
def _slot(text: str) -> Slot | None:
    return slot_of(text)


class Pens:
    """Writes for some households, as one reader sees them."""

    def __init__(self, actor: Actor, given: Given, homes: Sequence[Home], *, masked: bool) -> None:
        self.actor, self.given, self.homes, self.masked = actor, given, homes, masked

    def subjects(self, slots: Sequence[str]) -> list[Subject]:
        """The rows that a row with these slots becomes."""
        people = any((it := _slot(one)) and it.repeats and it.way == "member" for one in slots)
        found = [
            Subject(home, kin)
            for home in self.homes
            for kin in (home.people if people else (None,))
        ]
        return [Subject(one.home, one.kin, line) for line, one in enumerate(found, 1)]

    def parts(self, pieces: Sequence[Piece], subject: Subject | None = None) -> list[Part]:
        found = []
        for one in pieces:
            if one.slot:
                value = self.value(one.slot, subject)
                value = _in_boxes(one.text, value) if one.text else value
                found.append(Part(value.shown, value, one.mark))
            elif one.text:
                found.append(Part(one.text, None, one.mark))
        return found

    def value(self, text: str, subject: Subject | None = None) -> Value:
        slot = _slot(text)
        if slot is None:
            return Value(text)
        if slot.field.of == GIVEN:
            return self._told(text, slot, self.given, None)
        if subject is not None:
            return self._of(text, slot, subject)
        found = [self._of(text, slot, Subject(home)) for home in self.homes]
        if len({one.shown for one in found}) > 1:
            return Value(text, missing=DIFFERS)
        return found[0] if found else Value(text)

    def _of(self, text: str, slot: Slot, subject: Subject) -> Value:
        if slot.field.name == "place" and subject.line:
            return Value(text, str(subject.line), subject.line)
        if slot.way != "member":
            return self._told(text, slot, subject.home, subject.home)
        kin = subject.kin
        if slot.place:
            people = subject.home.people
            kin = people[slot.place - 1] if slot.place <= len(people) else None
        return self._told(text, slot, kin, subject.home) if kin else Value(text)

    def _told(self, text: str, slot: Slot, of: Any, home: Home | None) -> Value:
        field = slot.field
        key = home.household.pk if home else None
        if self.actor.sees(field.needs) is None:
            return Value(text, home=key, source=field.source, missing=UNSEEN)
        raw = _plain(field.kind, field.value(of))
        if raw is None or raw == "":
            missing = NONE if field.may_lack(of) else EMPTY
            return Value(text, home=key, source=field.source, missing=missing)
        if self.masked and not field.published:
            return Value(text, home=key, source=field.source, missing=MASKED)
        if self.masked and field.mask:
            raw = MASKS[field.mask](raw)
        return Value(text, _shown(field.kind, raw), raw, key, field.source)


def _in_boxes(boxes: str, value: Value) -> Value:
    """The boxes with the right one ticked, the blank with its day; untouched where there is nothing to tick."""
    if blank_in(boxes):
        told = written(boxes, value.raw) if isinstance(value.raw, date) else value.shown
        return replace(value, shown=told or boxes, raw=told or boxes, boxes=True)
    shown = ticked(boxes, value.shown)
    missing = value.missing or (UNBOXED if value.shown and shown == boxes else "")
    return replace(value, shown=shown, raw=shown, missing=missing, boxes=True)


def _plain(kind: str, value: Any) -> Any:
    """As a sheet takes it: money in yuan, yes and no as words, a code by its Chinese name."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if kind == "money":
        return value // 100 if value % 100 == 0 else value / 100
    if isinstance(value, int | float | date):
        return value
    return str(value)


def _shown(kind: str, raw: Any) -> str:
    if kind == "month" and isinstance(raw, date):
        return f"{raw:%Y-%m}"
    if isinstance(raw, date):
        return raw.isoformat()
    if kind == "share" and isinstance(raw, float):
        return f"{raw * 100:+.1f}%"
    if isinstance(raw, float):
        return f"{raw:.2f}".rstrip("0").rstrip(".")
    return str(raw)

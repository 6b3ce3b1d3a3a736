"""The rows of a review as the page shows them: a few telling cells, what was mended, what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lianxin.doors.sheets.review import Place, Review
from lianxin.doors.sheets.roster import Finding, Fixed, correction_key

from .intake_words import ALWAYS

MOST = 9
TONES = {"bad": 3, "ask": 2, "fix": 1, "": 0}
SHOWS = {"open": {"bad", "ask", "fix"}, "wrong": {"bad"}, "doubts": {"ask"}, "fixed": {"fix"}}


@dataclass(frozen=True)
class Note:
    """One thing said about a cell, and what can be done about it in place."""

    tone: str
    column: str
    message: str = ""
    before: str = ""
    after: str = ""
    rule: str = ""
    suggestions: tuple[str, ...] = ()
    key: str = ""


@dataclass
class Line:
    row: int
    sheet: str
    notes: list[Note] = field(default_factory=list)
    cells: list[dict[str, Any]] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return max((note.tone for note in self.notes), key=TONES.__getitem__, default="")


def lines_of(review: Review) -> list[Line]:
    """Every row about which something is said, wrong ones first, then in the file's order."""
    lines: dict[Place, Line] = {}

    def line(sheet: str, row: int) -> Line:
        return lines.setdefault((sheet, row), Line(row, sheet))

    for found in review.brought.problems:
        line(found.sheet, found.row).notes.append(_said("bad", found))
    for found in review.brought.doubts:
        line(found.sheet, found.row).notes.append(_said("ask", found))
    for fixed in review.understood.fixed:
        if fixed.rule != "spaces":
            line(fixed.sheet, fixed.row).notes.append(_mended(fixed))
    return sorted(lines.values(), key=lambda one: (-TONES[one.tone], one.sheet, one.row))


def tally(lines: Iterable[Line]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for line in lines:
        found["open"] += 1
        for tone in {note.tone for note in line.notes}:
            found[{"bad": "wrong", "ask": "doubts", "fix": "fixed"}[tone]] += 1
    return dict(found)


def chosen(lines: list[Line], show: str) -> list[Line]:
    wanted = SHOWS.get(show, SHOWS["open"])
    return [one for one in lines if any(note.tone in wanted for note in one.notes)]


def with_cells(review: Review, lines: list[Line]) -> list[str]:
    """Fills in the cells of the rows on this page; returns the headers shown."""
    understood = review.understood
    headers = [understood.header_of(name) for name in ALWAYS[review.kind]]
    shown = [header for header in headers if header][:4]
    for line in lines:
        shown += [note.column for note in line.notes if note.column]
    shown = list(dict.fromkeys(shown))[:MOST]
    for line in lines:
        texts = understood.preview_rows(line.row, line.sheet)
        tones = {note.column: note for note in reversed(line.notes)}
        line.cells = [_cell(line, header, texts.get(header, ""), tones) for header in shown]
    return shown


def _cell(line: Line, header: str, text: str, notes: dict[str, Note]) -> dict[str, Any]:
    note = notes.get(header)
    return {
        "label": header,
        "text": text,
        "tone": note.tone if note else "",
        "key": note.key if note and note.tone == "bad" else "",
        "masked": text.startswith("…"),
    }


def _said(tone: str, found: Finding) -> Note:
    key = correction_key(found) if found.column else ""
    return Note(tone, found.column, found.message, suggestions=found.suggestions, key=key)


def _mended(fixed: Fixed) -> Note:
    key = correction_key(fixed)
    return Note("fix", fixed.column, "", fixed.before, fixed.after, fixed.rule, (), key)

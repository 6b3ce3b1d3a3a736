"""A paper as plain text: its lines without the red head and without its sources."""

from __future__ import annotations

from collections.abc import Iterator

from .layout import Line, lines
from .pieces import Paper

INDENT = "　　"
HEAD = {"mark", "number", "upward"}
FLUSH = {"title", "to", "unit", "day", "ends"}
APART = {"title": (False, True), "unit": (True, False)}
"""Before and behind which lines one is left blank."""


def as_text(paper: Paper) -> str:
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    for line in lines(paper):
        if line.role in HEAD:
            continue
        before, behind = APART.get(line.role, (False, False))
        yield from [""] * before
        yield _written(line)
        yield from [""] * behind


def _written(line: Line) -> str:
    beside = INDENT + line.beside if line.beside else ""
    return ("" if line.role in FLUSH else INDENT) + line.text + beside

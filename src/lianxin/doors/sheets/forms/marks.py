"""Marks ``{{户主}}`` in a text, and the pieces that a text with marks falls into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARK = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]{1,40}?)\s*(?:\}\}|｝｝)")


@dataclass(frozen=True)
class Piece:
    """Fixed text, or a slot that is to be filled; ``mark`` is what stood there."""

    text: str = ""
    slot: str = ""
    mark: str = ""


def marks_in(text: str) -> list[str]:
    return [found[1] for found in MARK.finditer(text)]


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each mark begins and ends, and its words."""
    for found in MARK.finditer(text):
        yield found.start(), found.end(), found[1]


def pieces(text: str, marks: dict[str, str | None]) -> list[Piece]:
    """The text's pieces in order; a mark that stays blank, or is not understood, is filled with nothing."""
    found, done = [], 0
    for start, end, words in spans(text):
        if start > done:
            found.append(Piece(text[done:start]))
        found.append(Piece("", marks.get(words) or "", words))
        done = end
    if done < len(text):
        found.append(Piece(text[done:]))
    return found


def assigned(text: str, slot: str) -> list[Piece]:
    """A cell that was picked: what stood in it gives way, but for a label such as 户主："""
    label = text if text.rstrip().endswith(("：", ":")) else ""
    return [Piece(label), Piece("", slot)] if label else [Piece("", slot)]

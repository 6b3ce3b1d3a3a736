"""Marks ``{{户主}}`` in a text, and the pieces that a text with marks falls into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lianxin.kernel.text import fold

from .boxes import around, boxes_at
from .days import blank_in

MARK = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]{1,40}?)\s*(?:\}\}|｝｝)")


@dataclass(frozen=True)
class Piece:
    """Fixed text, or a slot that is to be filled; ``mark`` is what stood there.

    A slot with a text is filled by ticking the boxes, or filling the day's blank, that the text consists of.
    """

    text: str = ""
    slot: str = ""
    mark: str = ""


def marks_in(text: str) -> list[str]:
    return [found[1] for found in MARK.finditer(text)]


def spans(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where each mark begins and ends, its words, and the boxes that follow it and belong to it."""
    for found in MARK.finditer(text):
        boxes = boxes_at(text, found.end())
        yield found.start(), found.end() + len(boxes), found[1], boxes


def pieces(text: str, marks: dict[str, str | None]) -> list[Piece]:
    """The text's pieces in order; a mark that stays blank, or is not understood, is filled with nothing."""
    found, done = [], 0
    for start, end, words, boxes in spans(text):
        if start > done:
            found.append(Piece(text[done:start]))
        found.append(Piece(boxes, marks.get(words) or "", words))
        done = end
    if done < len(text):
        found.append(Piece(text[done:]))
    return found


def assigned(text: str, slot: str) -> list[Piece]:
    """A cell that was picked: what stood in it gives way, but for boxes, a day's blank and 户主："""
    if found := held(text):
        before, boxes, after = found
        return [one for one in (Piece(before), Piece(boxes, slot), Piece(after)) if one.text]
    return [Piece(text), Piece("", slot)] if labelled(text) else [Piece("", slot)]


def held(text: str) -> tuple[str, str, str] | None:
    """The boxes or the day's blank that a text keeps for what is filled in, with what stands around them."""
    return around(text) or blank_in(text)


def counts(head: str) -> bool:
    """Whether a column under this head counts the rows."""
    return fold(head) in {"序号", "编号", "顺序"}


def labelled(text: str) -> bool:
    return text.rstrip().endswith(("：", ":"))

"""What a person says in a paper beside what the figures say: its number, addressee, names, and its text.

Text that was written from figures may be changed. A number that was left as it was keeps its figure, one
that was typed over is a typed number, and the page says which these are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from lianxin.kernel.problem import refuse
from lianxin.kernel.text import prose

from .pieces import Number, Paper, Paragraph, Part, Piece, Text

Said = tuple[str, str]
"""A paragraph of a changed text: "heading" or "body", and its words."""
MOST, LONGEST = 200, 12_000
TYPED = re.compile(r"\d[\d,.]*(?![\d,.]*[年月日])")
COUNTING = re.compile(r"^(（?\d{1,2}）|\d{1,2}[.．])")


@dataclass(frozen=True)
class Wording:
    """Empty fields leave the paper as it wrote itself; ``text`` None leaves its paragraphs."""

    title: str = ""
    to: str = ""
    number: str = ""
    signer: str = ""
    attachments: tuple[str, ...] = ()
    present: tuple[Said, ...] = ()
    copies: str = ""
    text: tuple[Said, ...] | None = None

    def __post_init__(self) -> None:
        said = self.text or ()
        if len(said) > MOST or sum(len(words) for _role, words in said) > LONGEST:
            raise refuse("report.too_long", "line", most=LONGEST)

    def on(self, paper: Paper) -> Paper:
        given = {
            name: value
            for name in ("title", "to", "number", "signer", "attachments", "present", "copies")
            if (value := getattr(self, name))
        }
        worded = replace(paper, **given)
        return worded if self.text is None else replace(worded, parts=rewritten(paper, self.text))


def said(paper: Paper) -> Iterator[Said]:
    """The text of a paper as it is offered to be changed."""
    for role, paragraph in _paragraphs(paper):
        yield role, "".join(map(str, paragraph))


def split(pairs: Iterable[Said]) -> tuple[Said, ...]:
    """Each line of what was typed is a paragraph; empty ones go."""
    found = ((role, prose(line)) for role, words in pairs for line in words.splitlines())
    return tuple((role, line) for role, line in found if line)


def people(text: str) -> tuple[Said, ...]:
    """出席：甲、乙 line by line; a line without a label tells who was present."""
    found = []
    for line in filter(None, map(prose, text.splitlines())):
        label, colon, names = line.replace(":", "：", 1).partition("：")
        found.append((label, names.strip()) if colon else (_("出席"), line))
    return tuple(found)


def rewritten(paper: Paper, text: Sequence[Said]) -> tuple[Part, ...]:
    """The changed text as parts, each number that still stands with its figure."""
    linked = _linked(list(_paragraphs(paper)), [words for _role, words in text])
    parts: list[Part] = [Part("", ())]
    for (role, words), paragraph in zip(text, linked, strict=True):
        if role == "heading":
            parts.append(Part(words, ()))
        else:
            parts[-1] = replace(parts[-1], paragraphs=(*parts[-1].paragraphs, paragraph))
    return tuple(part for part in parts if part.heading or part.paragraphs)


def typed(paper: Paper, before: Paper) -> list[str]:
    """Numbers in the text that a person put there: no figure stands behind them, nor did the paper write
    them itself, as in a project's name; years, days and counting-off are none."""
    return list((Counter(_loose(paper)) - Counter(_loose(before))).elements())


def _loose(paper: Paper) -> Iterator[str]:
    for _role, paragraph in _paragraphs(paper):
        yield from _typed(paragraph)


def _typed(paragraph: Paragraph) -> Iterator[str]:
    for place, piece in enumerate(paragraph):
        if isinstance(piece, Text):
            words = COUNTING.sub("", piece.words) if place == 0 else piece.words
            yield from (found.rstrip(",.") for found in TYPED.findall(words))


def _paragraphs(paper: Paper) -> Iterator[tuple[str, Paragraph]]:
    for part in paper.parts:
        if part.heading:
            yield "heading", (Text(part.heading),)
        for paragraph in part.paragraphs:
            yield "body", paragraph


def _linked(before: Sequence[tuple[str, Paragraph]], after: Sequence[str]) -> list[Paragraph]:
    old, new = "", "\n".join(after)
    spans: list[tuple[int, Number]] = []
    for _role, paragraph in before:
        for piece in paragraph:
            if isinstance(piece, Number):
                spans.append((len(old), piece))
            old += str(piece)
        old += "\n"
    return list(_pieces(after, dict(_standing(spans, old, new))))


def _standing(
    spans: Iterable[tuple[int, Number]], old: str, new: str
) -> Iterator[tuple[int, Number]]:
    """Where in the new text each number stands that was not touched."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    for start, number in spans:
        for block in blocks:
            inside = block.a <= start and start + len(number.shown) <= block.a + block.size
            place = block.b + start - block.a
            if inside and _whole(new, place, place + len(number.shown)):
                yield place, number


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no digit was put before or behind it: 4次 in 14次 is not the 4次 of before."""
    before, last, behind = text[max(start - 1, 0) : start], text[end - 1], text[end : end + 1]
    return not (before.isdigit() or before in {".", ","} or (last.isdigit() and behind.isdigit()))


def _pieces(after: Sequence[str], standing: dict[int, Number]) -> Iterator[Paragraph]:
    begin = 0
    for words in after:
        found: list[Piece] = []
        place = begin
        for start in sorted(one for one in standing if begin <= one < begin + len(words)):
            if start > place:
                found.append(Text(words[place - begin : start - begin]))
            found.append(standing[start])
            place = start + len(standing[start].shown)
        if place < begin + len(words):
            found.append(Text(words[place - begin :]))
        yield tuple(found)
        begin += len(words) + 1

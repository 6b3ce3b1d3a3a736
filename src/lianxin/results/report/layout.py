"""A paper as its lines in the order of GB/T 9704-2012: text, page and Word say the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .pieces import Paper, Paragraph, Text

LEVELS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"\d{1,2}[.．](?!\d)"),
    re.compile(r"（\d{1,2}）"),
)
"""Clause 7.3.3: 一、 then （一） then 1. then （1）."""


@dataclass(frozen=True)
class Line:
    """One paragraph of the printed paper; ``beside`` stands at the right end of the same line."""

    role: str
    pieces: Paragraph
    beside: str = ""

    @property
    def text(self) -> str:
        return "".join(map(str, self.pieces))

    @property
    def level(self) -> int:
        """1 to 4 where the line is, or begins with, a heading of that level; else 0."""
        if self.role not in {"heading", "body"}:
            return 0
        found = (place for place, one in enumerate(LEVELS, 1) if one.match(self.text))
        return next(found, 1 if self.role == "heading" else 0)

    @property
    def lead(self) -> str:
        """What of the line is set as its heading: all of it, or its first sentence."""
        if self.role == "heading":
            return self.text
        first, stop, _rest = self.text.partition("。")
        return first + stop if self.level in {1, 2} and stop else ""


def lines(paper: Paper) -> Iterator[Line]:
    yield from _head(paper)
    yield _line("title", paper.title)
    if paper.to:
        yield _line("to", (paper.to + _("：")).rstrip())
    for part in paper.parts:
        if part.heading:
            yield _line("heading", part.heading)
        for paragraph in part.paragraphs:
            yield Line("body", paragraph)
    for place, name in enumerate(paper.attachments, 1):
        yield _line("attachment", _attached(place, name, len(paper.attachments)))
    for label, names in paper.present:
        yield _line("present", f"{label}{_('：')}{names}")
    if paper.closed:
        if paper.unit:
            yield _line("unit", paper.unit)
        yield _line("day", signed(paper))
    if paper.copies:
        yield _line("copies", _("抄送：{names}").format(names=paper.copies))
        yield Line("printed", (Text(paper.unit),), _("{day}印发").format(day=signed(paper)))


def _head(paper: Paper) -> Iterator[Line]:
    """Minutes carry unit and day where other papers carry number and signer."""
    if not paper.mark:
        return
    yield _line("mark", paper.mark)
    if not paper.closed:
        if paper.number:
            yield _line("number", paper.number)
        yield Line("ends", (Text(paper.unit),), signed(paper))
        return
    if not paper.upward:
        yield _line("number", paper.number)
        return
    signer = _("签发人：{name}").format(name=paper.signer) if paper.signer else ""
    yield Line("upward", (Text(paper.number),), signer)


def _line(role: str, words: str) -> Line:
    return Line(role, (Text(words),))


def _attached(place: int, name: str, count: int) -> str:
    """Clause 7.3.4: several are numbered, no mark stands behind a name."""
    counted = f"{place}. {name}" if count > 1 else name
    return _("附件：{name}").format(name=counted) if place == 1 else counted


def signed(paper: Paper) -> str:
    day = paper.signed
    return _("{y}年{m}月{d}日").format(y=day.year, m=day.month, d=day.day)

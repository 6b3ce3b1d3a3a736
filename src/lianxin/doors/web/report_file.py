"""A report as one file that opens anywhere: the same paper, with its styles inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.doors.sheets.word.breaks import broken
from lianxin.results.report import Line, Number, Paper, Text, lines

from .figures import Told

NO_SOURCES: Mapping[str, Told] = MappingProxyType({})
STYLES = ("tokens.css", "css/results.css")
HEADS = {1: "hei", 2: "kai"}


@dataclass(frozen=True)
class Shown:
    """A line as the page draws it: its pieces with where their rows are, and in which face each is set."""

    line: Line
    pieces: list[tuple[str, str, str]]
    broken: list[str]
    """A title in lines that break between words, as Word has it."""


def as_file(paper: Paper) -> str:
    shown = {"paper": paper, "lines": shown_lines(paper), "sample": sample()}
    return render_to_string("results/report_file.html", {**shown, "styles": _styles()})


def sample() -> str:
    """What stands above a paper of a demonstration."""
    return _("示例") if settings.LIANXIN_DEMO else ""


def shown_lines(paper: Paper, sources: Mapping[str, Told] = NO_SOURCES) -> list[Shown]:
    names = (paper.unit, paper.mark)
    return [
        Shown(
            line,
            list(_pieces(line, sources)),
            broken(line.text, names) if line.role == "title" else [],
        )
        for line in lines(paper)
    ]


def _pieces(line: Line, sources: Mapping[str, Told]) -> Iterator[tuple[str, str, str]]:
    """The heading with which a paragraph begins stands by itself, where it is words alone."""
    pieces, lead = list(line.pieces), line.lead if line.role == "body" else ""
    if lead and isinstance(pieces[0], Text) and pieces[0].words.startswith(lead):
        yield lead, "", HEADS[line.level]
        pieces[0] = Text(pieces[0].words[len(lead) :])
    for piece in pieces:
        yield str(piece), _href(piece, sources), ""


def _href(piece: Text | Number, sources: Mapping[str, Told]) -> str:
    if isinstance(piece, Number) and piece.name in sources:
        return sources[piece.name].href
    return ""


def _styles() -> SafeString:
    """Ours alone, so nothing in it needs escaping."""
    paths = [Path(str(finders.find(name))) for name in STYLES]
    return SafeString("\n".join(path.read_text(encoding="utf-8") for path in paths))

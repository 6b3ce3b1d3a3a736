"""A report as one file that opens anywhere: the same paper, with its styles inside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lianxin.results.report import Number, Paper, Text
from lianxin.results.report.plain import signed

from .figures import Told

NO_SOURCES: Mapping[str, Told] = MappingProxyType({})
STYLES = ("tokens.css", "css/results.css")


def as_file(paper: Paper, number: str = "") -> str:
    shown = {"paper": paper, "signed": signed(paper), "number": number, "parts": parts_of(paper)}
    shown |= {"demo": settings.LIANXIN_DEMO}
    return render_to_string("results/report_file.html", {**shown, "styles": _styles()})


def parts_of(paper: Paper, sources: Mapping[str, Told] = NO_SOURCES) -> list[Any]:
    """Heading and paragraphs of each part; a piece as its words and where its rows are, if told."""
    return [
        (
            part.heading,
            [
                [(str(piece), _href(piece, sources)) for piece in paragraph]
                for paragraph in part.paragraphs
            ],
        )
        for part in paper.parts
    ]


def _href(piece: Text | Number, sources: Mapping[str, Told]) -> str:
    if isinstance(piece, Number) and piece.name in sources:
        return sources[piece.name].href
    return ""


def _styles() -> SafeString:
    """Ours alone, so nothing in it needs escaping."""
    paths = [Path(str(finders.find(name))) for name in STYLES]
    return SafeString("\n".join(path.read_text(encoding="utf-8") for path in paths))

"""A report as plain text: the paper without its red head and without its sources."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .pieces import Paper

INDENT = "　　"


def as_text(paper: Paper) -> str:
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield paper.title
    yield ""
    yield (paper.to + _("：")).rstrip()
    for part in paper.parts:
        if part.heading:
            yield INDENT + part.heading
        for paragraph in part.paragraphs:
            yield INDENT + "".join(map(str, paragraph))
    yield ""
    yield paper.unit
    yield signed(paper)


def signed(paper: Paper) -> str:
    day = paper.signed
    return _("{y}年{m}月{d}日").format(y=day.year, m=day.month, d=day.day)

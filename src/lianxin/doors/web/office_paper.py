"""A document of the unit as an official paper: the same one that reports are printed by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from lianxin.kernel.period import today
from lianxin.office.documents.models import Document, DocumentVersion
from lianxin.results.report.closing import mark
from lianxin.results.report.layout import LEVELS
from lianxin.results.report.pieces import Paper, Part, Text

Kind = Document.Kind


def paper_of(
    row: Document, version: DocumentVersion | None, present: Sequence[tuple[str, str]] = ()
) -> Paper:
    """Each line of the text is a paragraph; a line of its own that begins with 一、 or （一） a heading."""
    minutes = row.kind == Kind.MINUTES
    day = row.issued or today()
    return Paper(
        row.title,
        row.unit.name,
        "",
        tuple(_parts(version.text if version is not None else "")),
        day,
        day,
        mark=_("{unit}会议纪要").format(unit=row.unit.name) if minutes else mark(row.unit.name),
        number=row.numbered,
        present=tuple(present),
        closed=not minutes,
    )


def _parts(text: str) -> Iterator[Part]:
    heading, said = "", list[tuple[Text]]()
    for line in (one for one in text.splitlines() if one):
        if not _heads(line):
            said.append((Text(line),))
            continue
        if heading or said:
            yield Part(heading, tuple(said))
        heading, said = line, list[tuple[Text]]()
    if heading or said:
        yield Part(heading, tuple(said))


def _heads(line: str) -> bool:
    """A heading ends without a full stop; one that goes on is the beginning of its paragraph."""
    return "。" not in line and any(level.match(line) for level in LEVELS[:2])

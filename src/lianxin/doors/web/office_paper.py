"""A document of the unit as an official paper: the same one that reports are printed by."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lianxin.kernel.period import today
from lianxin.office.documents.models import Document, DocumentVersion
from lianxin.results.report.closing import mark
from lianxin.results.report.pieces import Paper, Part, Text

Kind = Document.Kind


def paper_of(
    row: Document, version: DocumentVersion | None, present: Sequence[tuple[str, str]] = ()
) -> Paper:
    """Each line of the text is a paragraph; what begins with 一、 or （一） is set as a heading."""
    text = version.text if version is not None else ""
    paragraphs = tuple((Text(line),) for line in text.splitlines() if line)
    minutes = row.kind == Kind.MINUTES
    day = row.issued or today()
    return Paper(
        row.title,
        row.unit.name,
        "",
        (Part("", paragraphs),),
        day,
        day,
        mark=_("{unit}会议纪要").format(unit=row.unit.name) if minutes else mark(row.unit.name),
        number=row.numbered,
        present=tuple(present),
        closed=not minutes,
    )

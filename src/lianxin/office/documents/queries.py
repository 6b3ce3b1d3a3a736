"""Documents within one's scope, with the version in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force
from lianxin.people.models import Unit

from .models import Document, DocumentVersion
from .search import numbers, words_of

LONG_TITLE = 8
"""So long a title stands in no text by chance."""


class Standing(Enum):
    DRAFT = "draft"
    COMING = "coming"
    NOW = "now"
    ENDED = "ended"


@dataclass
class DocumentLine:
    """``version``: the one in force on the day, or the latest where none is."""

    row: Document
    day: date
    standing: Standing
    version: DocumentVersion | None = None
    versions: list[DocumentVersion] = field(default_factory=list)


def documents_in_sight(actor: Actor, unit: Unit | None = None) -> GuardedQuerySet[Document]:
    rows = Document.objects.visible_to(actor).select_related("unit", "replaces", "author")
    return rows.filter(unit=unit) if unit else rows


def documents(
    actor: Actor, unit: Unit, *, kind: str = "", words: str = "", day: date, standing: str = ""
) -> list[DocumentLine]:
    """Drafts first, then the newest issue; with words, those in which all of them stand."""
    rows = documents_in_sight(actor, unit)
    if kind in Document.Kind.values:
        rows = rows.filter(kind=kind)
    if asked := words_of(words):
        rows = rows.filter(serial__in=numbers(actor, asked))
    if standing == Standing.NOW.value:
        rows = rows.filter(in_force(day), from_day__isnull=False)
    elif standing == Standing.ENDED.value:
        rows = rows.filter(until__lte=day)
    elif standing == Standing.DRAFT.value:
        rows = rows.filter(issued=None)
    found = sorted(rows, key=_place)
    return lines(actor, found, day)


def _place(row: Document) -> tuple[bool, int, int]:
    return row.issued is not None, -(row.issued.toordinal() if row.issued else 0), -row.serial


def document(actor: Actor, pk: UUID | str, day: date) -> DocumentLine:
    (line,) = lines(actor, [documents_in_sight(actor).get_visible(pk=pk)], day)
    return line


def lines(actor: Actor, rows: Iterable[Document], day: date) -> list[DocumentLine]:
    found = [DocumentLine(row, day, standing_on(row, day)) for row in rows]
    by_key = {line.row.pk: line for line in found}
    versions = DocumentVersion.objects.visible_to(actor).filter(document__in=list(by_key))
    for one in versions.select_related("author").order_by("version"):
        by_key[one.document_id].versions.append(one)
    for line in found:
        latest = line.versions[-1] if line.versions else None
        line.version = in_force_on(line.versions, day) or latest
    return found


def in_force_on(versions: Iterable[DocumentVersion], day: date) -> DocumentVersion | None:
    """The latest of those that had begun on the day."""
    begun = [one for one in versions if one.from_day is not None and one.from_day <= day]
    return max(begun, key=lambda one: (one.from_day, one.version), default=None)


def standing_on(row: Document, day: date) -> Standing:
    if row.issued is None or row.from_day is None:
        return Standing.DRAFT
    if row.from_day > day:
        return Standing.COMING
    return Standing.NOW if row.until is None or row.until > day else Standing.ENDED


def issued_documents(actor: Actor, unit: Unit | None = None) -> GuardedQuerySet[Document]:
    """What may be named as a ground: everything that was issued."""
    return documents_in_sight(actor, unit).filter(issued__isnull=False)


def replaced_by(actor: Actor, row: Document) -> GuardedQuerySet[Document]:
    return documents_in_sight(actor).filter(replaces=row)


def named_in(actor: Actor, texts: Iterable[str]) -> dict[str, Document]:
    """For each text that names a document by its number or title, that document."""
    wanted = {text for text in texts if text}
    rows = issued_documents(actor).filter(~Q(title="")) if wanted else []
    found: dict[str, Document] = {}
    for row in rows:
        for text in wanted - found.keys():
            if _names(row, text):
                found[text] = row
    return found


def _names(row: Document, text: str) -> bool:
    """By its number, or by its title, a short one in 《》 or alone; blanks are of no account."""
    said, title = "".join(text.split()), "".join(row.title.split())
    titled = title in said if len(title) >= LONG_TITLE else said in {title, f"《{title}》"}
    return titled or f"《{title}》" in said or bool(row.numbered and row.numbered in said)

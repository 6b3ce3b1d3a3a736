"""The words of documents: over title, number and latest text, the newest first."""

from __future__ import annotations

from collections.abc import Iterator

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.search import Index, Wanted, Word, mark, pairs
from lianxin.kernel.text import fold

from .models import Document

INDEX = Index("lianxin_document_search", "lianxin_document", "serial", "folded")
MOST_WORDS, MOST, MANY = 8, 200, 2000


def folded(row: Document, text: str) -> str:
    return fold(f"{row.title} {row.numbered} {text}")


def words_of(text: str) -> list[str]:
    """The folded words, the longest first."""
    found = dict.fromkeys(word for word in map(fold, text.split()) if word)
    return sorted(found, key=len, reverse=True)[:MOST_WORDS]


def numbers(actor: Actor, words: list[str]) -> list[int]:
    """The newest documents within the actor's sight in which every word stands."""
    rows = Document.objects.visible_to(actor)
    for single in (word for word in words if len(word) < 2):
        rows = rows.filter(folded__contains=single)
    longer = [Word(word) for word in words if len(word) > 1]
    if not longer:
        return list(rows.order_by("-serial").values_list("serial", flat=True)[:MOST])
    units = rows.order_by().values_list("unit__path", flat=True).distinct()
    marks = [mark("u", path) for path in units]
    if not marks:
        return []
    found = INDEX.newest(Wanted(longer, [marks]), MANY)
    return list(
        rows.filter(serial__in=found).order_by("-serial").values_list("serial", flat=True)[:MOST]
    )


def tokens(row: Document) -> list[str]:
    return [*pairs(row.folded), mark("u", row.unit.path), mark("k", row.kind)]


def again(row: Document) -> None:
    """Keeps the words as they read now, in the caller's transaction."""
    INDEX.drop([row.serial])
    INDEX.put([(row.serial, tokens(row))])


def astray() -> Iterator[int]:
    """Numbers at which index and documents differ: held for nothing, not held, or not found again."""
    rows = Document.objects.visible_to(SYSTEM).order_by()
    yield from sorted(INDEX.numbers() ^ set(rows.values_list("serial", flat=True)))
    for row in rows.order_by("-serial").select_related("unit")[:MANY:10]:
        wanted = Wanted([Word(row.folded[:20])], [[mark("u", row.unit.path)]], among=[row.serial])
        if INDEX.newest(wanted, 1) != [row.serial]:
            yield row.serial

"""A paragraph of a Word file: its text over all its runs, and pieces of it replaced where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from .marks import marks_in, spans
from .pens import Part
from .sheet import SPACE, UNWRITABLE

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    return f"{{{NS}}}{name}"


def paragraphs(root: Any) -> Iterator[Any]:
    yield from root.iter(w("p"))


def texts(paragraph: Any) -> list[Any]:
    """The paragraph's own pieces of text, not those of a text box that hangs in it."""
    return [
        one for one in paragraph.iter(w("t")) if next(one.iterancestors(w("p")), None) is paragraph
    ]


def text_of(paragraph: Any) -> str:
    return "".join(one.text or "" for one in texts(paragraph))


def marks_of(paragraph: Any) -> list[str]:
    return marks_in(text_of(paragraph))


def replace(paragraph: Any, filled: Sequence[Part]) -> None:
    """Puts the parts that were marks into the runs in which the marks began, and takes the marks out."""
    holders = texts(paragraph)
    whole = "".join(one.text or "" for one in holders)
    news = [part.text for part in filled if part.mark]
    changes = [(a, b, new) for (a, b, _words, _boxes), new in zip(spans(whole), news, strict=True)]
    start = 0
    for one in holders:
        text = one.text or ""
        end = start + len(text)
        _set(one, _cut(text, start, end, changes))
        start = end


def _cut(text: str, start: int, end: int, changes: list[tuple[int, int, str]]) -> str:
    """What is left of one piece: outside of marks its own text, and the new text where a mark begins."""
    found, at = [], start
    for a, b, new in changes:
        if b <= start or a >= end:
            continue
        if a >= start:
            found += [text[at - start : a - start], new]
        at = min(b, end)
    found.append(text[at - start :])
    return "".join(found)


def write(paragraph: Any, text: str) -> None:
    """The text instead of whatever stood there, in the shape of its first run or of the paragraph."""
    holders = texts(paragraph)
    if holders:
        _set(holders[0], text)
        for one in holders[1:]:
            _set(one, "")
    elif text:
        _set(_new(paragraph), text)


def append(paragraph: Any, text: str) -> None:
    """The text after what stands there: 户主： and then the name."""
    holders = texts(paragraph)
    if holders:
        _set(holders[-1], (holders[-1].text or "") + text)
    elif text:
        _set(_new(paragraph), text)


def _new(paragraph: Any) -> Any:
    run = etree.SubElement(paragraph, w("r"))
    shape = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if shape is not None:
        own = etree.SubElement(run, w("rPr"))
        own.extend([etree.fromstring(etree.tostring(one)) for one in shape])
    return etree.SubElement(run, w("t"))


def _set(holder: Any, text: str) -> None:
    holder.text = UNWRITABLE.sub("", text)
    holder.set(SPACE, "preserve")

"""How sentences are written from figures: a clause stands only where its figures have something to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from string import Formatter
from typing import Any

from .pieces import Number, Paragraph, Piece, Text

Values = Mapping[str, int | float | None]
WAN = 10_000


def clause(words: Any, values: Values, *, zeros: bool = False, **plain: str) -> list[Piece]:
    """Pieces of "…{visits:次}…": a name with how it is counted; nothing where a figure is missing.

    Without ``zeros`` a clause that would tell a zero is left out. ``plain`` fills other gaps with text.
    """
    found: list[Piece] = []
    for text, name, counted, _way in Formatter().parse(str(words)):
        if text:
            found.append(Text(text))
        if name in plain:
            found.append(Text(plain[name]))
        elif name:
            value = values.get(name)
            if value is None or not (value or zeros):
                return []
            found.append(Number(name, value, written(value, counted or "")))
    return found


def written(value: int | float, counted: str) -> str:
    """412份; money without loss: 512.6万元 where that is the whole truth, else 5126345元."""
    if counted.startswith("¥"):
        return _money(value, counted[1:])
    return f"{_plain(value)}{counted}"


def _money(value: int | float, counted: str) -> str:
    wan, _bar, yuan = counted.partition("|")
    if value >= WAN and wan and _plain(value / WAN) == f"{value / WAN:.2f}".rstrip("0").rstrip("."):
        return f"{_plain(value / WAN)}{wan}"
    return f"{_plain(value)}{yuan}"


def _plain(value: int | float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def sentence(lead: str, clauses: Iterable[list[Piece]], *, joined: str, end: str) -> Paragraph:
    """The clauses that have something to say, joined; nothing where none has."""
    said = [pieces for pieces in clauses if pieces]
    if not said:
        return ()
    found: list[Piece] = [Text(lead)] if lead else []
    for place, pieces in enumerate(said):
        found += ([Text(joined)] if place else []) + pieces
    if isinstance(found[0], Text):
        found[0] = Text(found[0].words[:1].upper() + found[0].words[1:])
    return (*found, Text(end))


def counted_off(
    number: Callable[[int], str], clauses: Iterable[list[Piece]], *, joined: str, end: str
) -> Paragraph:
    """一是…；二是…。"""
    said = [pieces for pieces in clauses if pieces]
    single = len(said) == 1
    numbered = [
        pieces if single else [Text(number(place)), *pieces] for place, pieces in enumerate(said, 1)
    ]
    return sentence("", numbered, joined=joined, end=end)


def merged(paragraph: Paragraph) -> Paragraph:
    """Neighbouring texts as one."""
    found: list[Piece] = []
    for piece in paragraph:
        if found and isinstance(piece, Text) and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].words + piece.words)
        else:
            found.append(piece)
    return tuple(found)

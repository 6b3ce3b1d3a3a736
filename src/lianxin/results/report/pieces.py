"""What a report is made of: parts of paragraphs of pieces; a piece is text or a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Text:
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Number:
    """A figure in a sentence: its name, its value as it is told, and how it is written with its unit."""

    name: str
    value: int | float
    shown: str

    def __str__(self) -> str:
        return self.shown


Piece = Text | Number
Paragraph = tuple[Piece, ...]


@dataclass(frozen=True)
class Part:
    """Paragraphs under a heading; the opening and the end have none."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Paper:
    """A paper as it is printed: who writes to whom, what, and when.

    ``mark`` is the red head, "" for a paper that has none; ``signer`` stands beside the number of a
    paper that goes upward; ``present`` are the lines of minutes: label and names.
    """

    title: str
    unit: str
    to: str
    parts: tuple[Part, ...]
    day: date
    signed: date
    mark: str = ""
    number: str = ""
    signer: str = ""
    upward: bool = False
    attachments: tuple[str, ...] = ()
    present: tuple[tuple[str, str], ...] = ()
    copies: str = ""
    closed: bool = True
    """Whether unit and day close the paper; minutes carry them in their head."""

    def numbers(self) -> Iterator[Number]:
        """Every number of the text, in its order; one that stands twice comes twice."""
        for part in self.parts:
            for paragraph in part.paragraphs:
                yield from (piece for piece in paragraph if isinstance(piece, Number))

    @property
    def sources(self) -> list[Number]:
        """Each figure of the text once."""
        return list({number.name: number for number in self.numbers()}.values())

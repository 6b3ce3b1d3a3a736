"""A paper as plain data and back: what is kept of one that was handed in."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from .pieces import Number, Paper, Paragraph, Part, Piece, Text

DAYS = ("day", "signed")


def as_data(paper: Paper) -> dict[str, Any]:
    data = asdict(paper)
    data["parts"] = [
        [part.heading, [[_piece(one) for one in said] for said in part.paragraphs]]
        for part in paper.parts
    ]
    return data | {name: getattr(paper, name).isoformat() for name in DAYS}


def from_data(data: dict[str, Any]) -> Paper:
    parts = tuple(
        Part(heading, tuple(_paragraph(one) for one in said)) for heading, said in data["parts"]
    )
    days = {name: date.fromisoformat(data[name]) for name in DAYS}
    present = tuple((label, names) for label, names in data["present"])
    attachments = tuple(data["attachments"])
    return Paper(**{**data, **days, "parts": parts, "present": present, "attachments": attachments})


def _piece(piece: Piece) -> list[Any]:
    if isinstance(piece, Number):
        return [piece.shown, piece.name, piece.value]
    return [piece.words]


def _paragraph(data: list[list[Any]]) -> Paragraph:
    return tuple(Number(one[1], one[2], one[0]) if len(one) == 3 else Text(one[0]) for one in data)

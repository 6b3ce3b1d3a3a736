"""The words that a person gives a report, read from a form; those of a kept draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from lianxin.kernel.text import prose
from lianxin.results.report import Wording
from lianxin.results.report.wording import Said, people, split

FIELDS = {"to": 60, "number": 60, "signer": 20, "copies": 200}
"""What only the office knows of a paper: to whom, its number 发文字号, who signs, who gets a copy."""
TEXTS = {"title": 120, "attachments": 1000, "present": 1000}
MOST = 200
ROLES = ("heading", "body")


def wording_of(data: QueryDict) -> Wording:
    """A form without text areas leaves the text of the paper as it wrote itself."""
    return wording(data, text_of(data) if "line" in data else None)


def wording(fields: Mapping[str, Any], text: Sequence[Said] | None) -> Wording:
    def told(name: str) -> str:
        return str(fields.get(name, ""))[: (FIELDS | TEXTS)[name]]

    return Wording(
        title=prose(told("title")),
        to=prose(told("to")),
        number=prose(told("number")),
        signer=prose(told("signer")),
        copies=prose(told("copies")),
        attachments=tuple(filter(None, map(prose, told("attachments").splitlines()))),
        present=people(told("present")),
        text=None if text is None else tuple(text),
    )


def text_of(data: QueryDict) -> tuple[Said, ...]:
    """The paragraphs of the form in their order, each with what it is."""
    roles = data.getlist("role")[: MOST + 1]
    pairs = zip(roles, data.getlist("line"), strict=False)
    return split((role if role in ROLES else "body", words) for role, words in pairs)


def kept(data: QueryDict) -> dict[str, Any]:
    """What is put aside of a form."""
    fields = {name: data.get(name, "") for name in (*FIELDS, *TEXTS)}
    return {"fields": fields, "text": [list(one) for one in text_of(data)]}

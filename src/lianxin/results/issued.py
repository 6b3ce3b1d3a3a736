"""Papers kept as they were handed in: written down once, read again, held against today's numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from django.utils import timezone
from django.utils.translation import override

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import seal, unseal
from lianxin.kernel.text import in_english
from lianxin.people.hooks.actions import happened
from lianxin.people.hooks.models import Event
from lianxin.records.diary.reading import words_of

from .figures import FIGURES, extent, kept
from .models import IssuedPaper
from .report import Occasion, Paper
from .report.stored import as_data, from_data
from .titles import title, unit

COLUMN = "issued.content"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
Value = int | float | None


@dataclass(frozen=True)
class Frozen:
    """A number of a kept paper with the definition that it was counted by."""

    name: str
    value: Value
    money: bool
    title: str
    unit: str
    sentence: str


def keep(
    *, actor: Actor, occasion: Occasion, report: str, paper: Paper, typed: list[str]
) -> IssuedPaper:
    """The row of this very paper; one that its unit has handed in before is the same one."""
    content = _written({"paper": as_data(paper), "typed": typed})
    figures = [_defined(one.name, one.value) for one in paper.sources]
    row, new = IssuedPaper.objects.visible_to(SYSTEM).get_or_create(
        unit=occasion.holder,
        digest=digest_of(content, figures),
        defaults={
            "village": occasion.village,
            "report": report,
            "title": words_of(paper.title)[:120],
            "year": occasion.extent.year,
            "day": paper.day,
            "made_at": timezone.now(),
            "made_by": actor.name,
            "content": seal(content, COLUMN),
            "figures": figures,
        },
    )
    if new:
        told = {"paper": str(row.pk), "report": report, "year": row.year, "as_of": str(row.day)}
        happened(Event.PAPER, told, village=occasion.village, unit=occasion.holder)
    return row


def paper_of(row: IssuedPaper) -> tuple[Paper, list[str]]:
    """The paper as it was, and its numbers that no figure stands behind."""
    content = _opened(row)
    if content is None:
        raise refuse("report.altered", title=row.title)
    data = json.loads(content)
    return from_data(data["paper"]), data["typed"]


def frozen(row: IssuedPaper) -> dict[str, Frozen]:
    """Each number with its definition of then, in the reader's language."""
    language = "en" if in_english() else "zh"
    return {one["name"]: _frozen(one, language) for one in row.figures}


def since_then(actor: Actor, row: IssuedPaper) -> dict[str, Value]:
    """What is counted today where that differs: for the same year and day, from what the actor sees."""
    then = {one["name"]: one["value"] for one in row.figures}
    known = tuple(name for name in then if name in FIGURES)
    now = kept(actor, extent(row.village, row.year, row.day), known) if known else {}
    return {name: value for name, value in now.items() if value != then[name]}


def altered() -> Iterator[IssuedPaper]:
    """Papers that are not what was handed in."""
    for row in IssuedPaper.objects.visible_to(SYSTEM).order_by("id").iterator():
        if _opened(row) is None:
            yield row


def digest_of(content: str, figures: list[dict[str, Any]]) -> str:
    return sha256(f"{content}\n{_written(figures)}".encode()).hexdigest()


def _opened(row: IssuedPaper) -> str | None:
    try:
        content = unseal(bytes(row.content), COLUMN)
    except (InvalidTag, ValueError):
        return None
    return content if digest_of(content, row.figures) == row.digest else None


def _defined(name: str, value: Value) -> dict[str, Any]:
    """In both languages, since whoever reads it later may read the other one."""
    figure = FIGURES[name]
    words: dict[str, dict[str, str]] = {}
    for key, language in LANGUAGES.items():
        with override(language):
            words[key] = {
                "title": title(figure),
                "unit": unit(figure),
                "sentence": figure.sentence(language),
            }
    return {"name": name, "value": value, "money": figure.money, **words}


def _frozen(one: dict[str, Any], language: str) -> Frozen:
    words = one[language]
    return Frozen(
        one["name"], one["value"], one["money"], words["title"], words["unit"], words["sentence"]
    )


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

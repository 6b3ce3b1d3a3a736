"""A signed assessment frozen: its definitions, values, steps and the keys of its evidence, with one hash."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.utils import timezone, translation

from lianxin.kernel.actor import SYSTEM

from ..figures import FIGURES
from .computing import Span
from .evidence import Whose, rows_of
from .models import FrozenAssessment, SchemeItem
from .sheet import Line, Result
from .standing import Standing
from .subjects import Assessed

VERSION = 1
Formula = SchemeItem.Formula


def freeze(held: Standing) -> FrozenAssessment:
    """Written once: the table takes no change."""
    content = text_of(content_of(held))
    return FrozenAssessment.objects.create(
        assessment=held.row, content=content, digest=digest_of(content), at=timezone.now()
    )


def text_of(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str) -> str:
    return sha256(content.encode()).hexdigest()


def intact(frozen: FrozenAssessment) -> bool:
    return digest_of(frozen.content) == frozen.digest


def content_of(held: Standing) -> dict[str, Any]:
    """In Chinese, whoever signs: plain values only."""
    row, result = held.row, held.result
    with translation.override("zh-hans"):
        return {
            "version": VERSION,
            "subject": row.subject,
            "name": str(row.village or row.officer or row.unit.name),
            "unit": row.unit.name,
            "year": row.year,
            "half": row.half,
            "number": row.number,
            "last_day": str(row.last_day),
            "scheme": _scheme(held),
            "items": _items(held),
            "off": [
                {"title": one.title, "rows": one.rows, "marks": one.marks} for one in held.sheet.off
            ],
            "half_total": held.sheet.half,
            "total": result.total,
            "grade": result.grade.name if result.grade else None,
            "barred": _barred(result),
            "households": held.sheet.homes,
            "steps": [_step(one) for one in held.steps],
            "corrects": _corrected(held),
            "reason": row.reason,
        }


def _scheme(held: Standing) -> dict[str, Any]:
    it = held.scheme.scheme
    return {
        "name": it.name,
        "source": it.source,
        "from_day": str(it.from_day),
        "half_weight": it.half_weight,
        "objection_days": it.objection_days,
        "best_quota": it.best_quota,
        "grades": [[one.name, one.least] for one in held.scheme.grades],
        "bars": [[one.item, one.below, one.effect] for one in held.scheme.bars],
        "deductions": [
            [one.title, one.figure, one.each, one.most] for one in held.scheme.deductions
        ],
    }


def _items(held: Standing) -> list[dict[str, Any]]:
    span = Span(held.row.year, held.row.half, held.row.last_day)
    theirs = Assessed.row(held.row).whose(span)
    return [_item(held, line, theirs, span) for line in held.sheet.lines]


def _item(held: Standing, line: Line, theirs: Whose, span: Span) -> dict[str, Any]:
    item, told = line.item, line.told
    return {
        "code": item.code,
        "part": item.part,
        "title": item.title,
        "standard": item.standard,
        "formula": item.formula,
        "limits": item.limits,
        "figures": {
            name: FIGURES[name].zh for name in (item.figure, item.whole) if name in FIGURES
        },
        "full": item.full,
        "computed": line.marks,
        "confirmed": held.confirmed[item.code],
        "share": [told.part, told.of],
        "done": told.done,
        "whole": told.whole,
        "against": list(told.against),
        "evidence": _evidence(item, span, theirs),
    }


def _evidence(item: SchemeItem, span: Span, theirs: Whose) -> Any:
    """Keys of rows; of what households said without their name only how many and their hash."""
    rows = rows_of(item, span, theirs).order_by().values_list("pk", flat=True)
    keys = sorted(str(key) for key in rows)
    if item.formula == Formula.AVERAGE:
        return {"rows": len(keys), "digest": sha256(" ".join(keys).encode()).hexdigest()}
    return keys


def _barred(result: Result) -> list[list[Any]]:
    return [[one.item, one.below, one.effect] for one in result.barred]


def _step(one: Any) -> dict[str, Any]:
    return {
        "what": one.what,
        "item": one.item,
        "marks": one.marks,
        "words": one.words,
        "grade": one.grade,
        "by": one.author_name,
        "at": one.at.isoformat(),
    }


def _corrected(held: Standing) -> dict[str, str] | None:
    before = held.row.corrects
    if before is None:
        return None
    frozen = FrozenAssessment.objects.visible_to(SYSTEM).get(assessment=before)
    return {"assessment": str(before.pk), "digest": frozen.digest}

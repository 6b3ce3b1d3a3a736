"""One's own year as it was assessed and sent: every item with its working, and what may be said to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from lianxin.results.assessment import wording
from lianxin.results.assessment.models import Assessment, AssessmentStep, SchemeItem, Subject
from lianxin.results.assessment.queries import assessments as seen
from lianxin.results.assessment.sheet import Line
from lianxin.results.assessment.standing import Objection, Standing, standings

from .scope import Doc, Scope

What = AssessmentStep.What
BACK = timedelta(days=400)
"""So long after it was sent it stays on the phone: until the next year's has come."""


def assessments(scope: Scope) -> dict[UUID, Doc]:
    """Of each year and half-year the latest that was sent and not taken back."""
    if scope.actor.sees(Assessment) is None:
        return {}
    rows = seen(scope.actor).filter(subject=Subject.OFFICER, officer=scope.officer)
    sent = {"steps__what": What.SEND, "steps__at__date__gte": scope.day - BACK}
    rows = rows.filter(**sent).order_by("number")
    found = {
        (one.row.year, one.row.half): one
        for one in standings(rows, scope.day)
        if one.last(What.WITHDRAW) is None
    }
    return {one.row.pk: Doc(1, _told(scope, one)) for one in found.values()}


def _told(scope: Scope, held: Standing) -> dict[str, Any]:
    result, row = held.result, held.row
    may = scope.actor.allowed({"assessment.object", "assessment.agree"}, row)
    open_ = held.open_to_objection and bool(may)
    titles = {item.code: item.told_title for item in held.scheme.items}
    return {
        "year": row.year,
        "half": row.half,
        "corrects": row.corrects_id is not None,
        "reason": row.reason,
        "state": held.state.value,
        "told": held.told,
        "read": held.last(What.READ) is not None,
        "agreed": held.last(What.AGREE) is not None,
        "until": held.until.isoformat() if open_ and held.until else None,
        "total": wording.told_marks(result.total),
        "full": wording.told_marks(held.scheme.full),
        "grade": result.grade.told if result.grade else "",
        "bars": [wording.bar_told(bar, titles.get(bar.item, bar.item)) for bar in result.barred],
        "off": [
            {"title": one.title, "n": one.rows, "marks": wording.told_marks(one.marks)}
            for one in held.sheet.off
            if one.rows
        ],
        "parts": _parts(held),
        "objections": [_objection(one, titles) for one in held.objections],
        "given": _given(held),
        "sealed": held.frozen.digest[:12] if held.frozen else "",
    }


def _given(held: Standing) -> str:
    """Why the leading group gave another grade than the computed one."""
    signed = held.last(What.SIGN)
    return signed.words if signed and signed.grade else ""


def _parts(held: Standing) -> list[dict[str, Any]]:
    parts = dict.fromkeys(line.item.part for line in held.sheet.lines)
    return [
        {
            "title": str(SchemeItem.Part(part).label),
            "items": [_item(held, line) for line in held.sheet.lines if line.item.part == part],
        }
        for part in parts
    ]


def _item(held: Standing, line: Line) -> dict[str, Any]:
    code, set_to = line.item.code, held.changed.get(line.item.code)
    return {
        "code": code,
        "title": line.item.told_title,
        "standard": wording.standard(line),
        "done": wording.done(line),
        "full": wording.told_marks(line.item.full),
        "marks": wording.told_marks(held.confirmed[code]),
        "computed": wording.told_marks(line.marks),
        "short": line.marks is None or line.marks < line.item.full,
        "working": wording.working(line),
        "set": f"{set_to.author_name}：{set_to.words}" if set_to else "",
    }


def _objection(one: Objection, titles: dict[str, str]) -> dict[str, Any]:
    answer = one.answer
    return {
        "item": one.step.item,
        "title": titles.get(one.step.item, one.step.item),
        "words": one.step.words,
        "answer": answer.words if answer else "",
        "by": answer.author_name if answer else "",
        "marks": wording.told_marks(answer.marks) if answer and answer.marks is not None else "",
    }

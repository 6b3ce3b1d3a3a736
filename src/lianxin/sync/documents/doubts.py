"""What is asked of the officer about entries: to explain, to write anew, or, once left out, to object."""

from __future__ import annotations

from typing import Any

from lianxin.review.actions import objects
from lianxin.review.models import WITH_OFFICER, Doubt, DoubtStep, State
from lianxin.review.queries import Line, last_words, lines, mine

from .scope import Scope


def asked(scope: Scope) -> list[dict[str, Any]]:
    """The longest waiting first; what was left out only as long as an objection is still heard."""
    if scope.actor.sees(Doubt) is None:
        return []
    rows = mine(scope.actor, scope.officer).filter(state__in=(*WITH_OFFICER, State.EXCLUDED))
    until = {row.pk: None if row.state in WITH_OFFICER else objects(row) for row in rows}
    shown = [row for row in rows if row.state in WITH_OFFICER or until[row.pk]]
    if not shown:
        return []
    words = last_words(scope.actor, shown)
    return [
        _told(line, words.get(line.doubt.pk), until[line.doubt.pk])
        for line in lines(scope.actor, shown)
    ]


def _told(line: Line, step: DoubtStep | None, until: Any) -> dict[str, Any]:
    row = line.doubt
    return {
        "id": str(row.pk),
        "entry": str(row.entry_id) if row.entry_id else None,
        "day": row.day.isoformat(),
        "state": row.state,
        "where": row.village.name,
        "heads": line.heads,
        "points": [
            {"title": one.title, "fact": one.fact, "innocent": one.innocent} for one in line.points
        ],
        "said": step.words if step else "",
        "by": step.author_name if step else "",
        "last": until.isoformat() if until else None,
    }

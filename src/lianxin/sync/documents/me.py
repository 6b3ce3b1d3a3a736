"""The officer's own page: what is asked of the year, what is due, and the lists that writing needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.people.models import Area
from lianxin.plans.commitments.models import Commitment
from lianxin.plans.commitments.queries import waiting
from lianxin.plans.commitments.wording import is_heading, title_of
from lianxin.plans.models import Measure
from lianxin.records.diary.phrases import COME_ALONG, phrases
from lianxin.records.needs.models import Need
from lianxin.register.queries import every_code
from lianxin.visits.batches.queries import Line as BatchLine
from lianxin.visits.batches.queries import lines as batch_lines
from lianxin.visits.batches.queries import of_officer
from lianxin.visits.lines import Line, State
from lianxin.visits.progress import Progress, progress

from .. import fields
from ..proposals import decider_of
from .doubts import asked
from .scope import Doc, Scope

SEEN_AHEAD = timedelta(days=120)
AHEAD = timedelta(days=14)
"""So far before its day something is told as due."""


def documents(scope: Scope) -> dict[UUID, Doc]:
    account = scope.actor.account
    found = progress(scope.actor, None, scope.day.year, scope.day)
    villages = _villages(scope)
    decider = decider_of(villages[0]) if villages else None
    data = {
        "name": account.name,
        "login": account.login,
        "officer": str(scope.officer.pk),
        "unit": str(scope.officer.unit),
        "language": account.language,
        "text_size": account.text_size,
        "demo": settings.LIANXIN_DEMO,
        "today": scope.day.isoformat(),
        "days_left": (date(scope.day.year, 12, 31) - scope.day).days,
        "villages": [{"id": str(one.pk), "name": one.name} for one in villages],
        "requirements": [_requirement(line) for line in _lines(scope, found)],
        "due": sorted(_due(scope, found), key=_order),
        "batches": [_batch(scope, line) for line in _batches(scope)],
        "pledges": [_pledge(row) for row in waiting(scope.actor, scope.officer.pk)],
        "doubts": asked(scope),
        "phrases": [{"id": str(one.pk), "text": one.text} for one in phrases(scope.actor)],
        "ready_phrases": list(COME_ALONG),
        "need_kinds": _codes("need"),
        "need_results": _codes("need_result"),
        "fields": [
            {"name": one.name, "label": str(one.label), "kind": one.kind}
            for one in fields.ALL.values()
        ],
        "choices": {name: _codes(name) for name, one in fields.ALL.items() if one.kind == "choice"},
        "decider": decider.name if decider else "",
    }
    return {account.pk: Doc(1, data)}


def _pledge(row: Commitment) -> dict[str, Any]:
    """A commitment that waits to be accepted, as it is written."""
    return {
        "id": str(row.pk),
        "year": row.year,
        "title": title_of(row.year),
        "lines": [{"head": is_heading(one), "text": one} for one in row.text.splitlines()],
    }


def _batches(scope: Scope) -> list[BatchLine]:
    """The trips on which one goes, from today on; on the phone the nearest few months are enough."""
    ahead = scope.day + SEEN_AHEAD
    return batch_lines(scope.actor, of_officer(scope.actor, scope.officer, scope.day, ahead))


def _batch(scope: Scope, line: BatchLine) -> dict[str, Any]:
    row = line.batch
    mine = [one for one in line.visits if one.officer.pk == scope.officer.pk]
    return {
        "id": str(row.pk),
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "village": row.village.name,
        "what": row.told,
        "lecture": row.lecture,
        "car": row.car,
        "note": row.note,
        "with": [one.name for one in line.officers if one.pk != scope.officer.pk],
        "homes": [
            {
                "id": str(one.household.pk),
                "name": one.head,
                "place": scope.place_of(one.household.pk),
            }
            for one in mine
            if one.household.pk in scope.homes
        ],
    }


def _villages(scope: Scope) -> list[Area]:
    """Those of one's households, the one with the most of them first."""
    held: dict[UUID, tuple[int, Area]] = {}
    for home in scope.homes.values():
        village = home.household.village
        held[village.pk] = (held.get(village.pk, (0, village))[0] + 1, village)
    return [area for _n, area in sorted(held.values(), key=lambda one: (-one[0], one[1].path))]


def _codes(name: str) -> list[dict[str, str]]:
    rows = [row for row in every_code().values() if row.list == name and row.until is None]
    rows.sort(key=lambda row: row.position)
    return [{"name": row.name, "label": row.told} for row in rows]


def _lines(scope: Scope, found: Progress) -> tuple[Line, ...]:
    own = (one for one in found.officers if one.officer.pk == scope.officer.pk)
    return next((one.lines for one in own), ())


def _requirement(line: Line) -> dict[str, Any]:
    return {
        "figure": line.requirement.figure,
        "name": line.name,
        "done": line.done,
        "target": line.target,
        "amount": line.amount,
        "state": line.state.value,
        "words": line.words,
        "by_home": line.by_home,
    }


def _order(one: dict[str, Any]) -> tuple[bool, str, str]:
    return one["state"] != "late", one["day"] or "9", one["title"]


def _due(scope: Scope, found: Progress) -> Iterator[dict[str, Any]]:
    yield from _needs(scope)
    yield from _measures(scope)
    for home in found.unvisited:
        if home.household.pk in scope.homes:
            words = _("今年还没去过")
            yield _told(scope, "visit", home.household.pk, None, words, None)
    for line in _lines(scope, found):
        if line.state is State.BEHIND and not line.by_home:
            row = _told(scope, "period", None, None, line.words, None)
            yield {**row, "title": line.name, "figure": line.requirement.figure}


def _needs(scope: Scope) -> Iterator[dict[str, Any]]:
    rows = Need.objects.visible_to(scope.actor).filter(closed=None, due__lte=scope.day + AHEAD)
    for row in rows.filter(officer=scope.officer):
        yield _told(scope, "need", row.household_id, row.pk, row.text, row.due)


def _measures(scope: Scope) -> Iterator[dict[str, Any]]:
    rows = Measure.objects.visible_to(scope.actor).filter(
        done=None, dropped=None, due__lte=scope.day + AHEAD, household__in=scope.keys
    )
    for row in rows:
        words = _("%(text)s，做到 %(percent)s%%") % {"text": row.text, "percent": row.percent}
        yield _told(scope, "measure", row.household_id, row.pk, words, row.due)


def _told(
    scope: Scope, kind: str, home: UUID | None, subject: UUID | None, words: str, due: date | None
) -> dict[str, Any]:
    late = due is not None and due < scope.day
    return {
        "kind": kind,
        "household": str(home) if home in scope.homes else None,
        "subject": str(subject) if subject else None,
        "title": scope.name_of(home) or (_("全村") if kind != "period" else ""),
        "place": scope.place_of(home),
        "words": words,
        "day": due.isoformat() if due else None,
        "state": "late" if late else "soon",
        "told": _when(scope, due),
    }


def _when(scope: Scope, due: date | None) -> str:
    if due is None:
        return ""
    left = (due - scope.day).days
    if left < 0:
        return ngettext("拖了 %(n)s 天", "拖了 %(n)s 天", -left) % {"n": -left}
    if left == 0:
        return _("今天到期")
    return ngettext("还有 %(n)s 天", "还有 %(n)s 天", left) % {"n": left}

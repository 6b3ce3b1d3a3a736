"""走访安排: the year's batches month by month, and one batch with what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.records.diary.models import Entry
from lianxin.visits.batches import queries
from lianxin.visits.batches.models import Batch
from lianxin.visits.batches.queries import Line, Seen, State
from lianxin.visits.batches.troubles import troubles

from .asking import must_see
from .form import may
from .menu import address_of
from .need_page import only_officer
from .requests import Acted
from .yearly import years_of

LOOKS = {
    State.PLANNED: ("blue", "calendar-event"),
    State.NOW: ("amber", "walk"),
    State.HELD: ("", "circle-check"),
    State.UNWRITTEN: ("amber", "alert-triangle"),
    State.CANCELLED: ("line", "ban"),
}
MARKS = {
    Seen.COMING: ("mute", "clock"),
    Seen.SEEN: ("ok", "circle-check"),
    Seen.OUT: ("warn", "home-off"),
    Seen.NOT: ("warn", "alert-triangle"),
}


def state_of(line: Line) -> dict[str, str]:
    words = {
        State.PLANNED: _("还没去"),
        State.NOW: _("正在村里"),
        State.HELD: _("去过了"),
        State.UNWRITTEN: _("过了，没有日记"),
        State.CANCELLED: _("取消了"),
    }
    tone, icon = LOOKS[line.state]
    ahead = "1" if line.state in {State.PLANNED, State.NOW} else ""
    return {"tone": tone, "icon": icon, "words": words[line.state], "ahead": ahead}


def seen_of(seen: Seen) -> dict[str, str]:
    words = {
        Seen.COMING: _("还没去"),
        Seen.SEEN: _("见到了"),
        Seen.OUT: _("家里没人"),
        Seen.NOT: _("没走到"),
    }
    tone, icon = MARKS[seen]
    return {"tone": tone, "icon": icon, "words": words[seen]}


@require_GET
def batches(request: Acted) -> HttpResponse:
    must_see(request, Batch)
    village = scope_of(request)
    if village is None and not only_officer(request.actor):
        return render(request, "aid/no_village.html", {"title": _("走访安排")})
    years = years_of(request, queries.batches_in_sight(request.actor, village))
    cancelled = request.GET.get("state") == "cancelled"
    found = queries.batches(request.actor, village, years.chosen, cancelled=cancelled)
    shown: dict[str, Any] = {
        "years": years,
        "months": list(_in_order(found)),
        "found": found,
        "cancelled": cancelled,
        "mine": only_officer(request.actor),
        "sums": _sums(found),
        "next_year": today().year + 1,
    }
    return render(request, "visits/batches.html", shown | able(request))


def scope_of(request: Acted) -> Area | None:
    """An officer is shown their own batches, wherever they go."""
    return None if only_officer(request.actor) else request.village


def able(request: Acted) -> dict[str, Any]:
    names = {"make": "batch.make", "propose": "schedule.ask", "block": "blocked.set"}
    return {"may": may(request.actor, **names)}


def _in_order(found: list[Line]) -> Iterable[tuple[date, Any, Any]]:
    """What is to come first, the nearest before the others; then what was, the latest first."""
    ahead = [line for line in found if line.state in {State.PLANNED, State.NOW}]
    yield from _months(ahead)
    yield from _months(reversed([line for line in found if line not in ahead]))


def _months(found: Iterable[Line]) -> Iterable[tuple[date, Any, Any]]:
    """Each month with its weeks, Monday to Friday, and its batches."""
    for month, rows in groupby(found, lambda line: line.batch.first.replace(day=1)):
        yield month, list(_weeks(month)), [(line, state_of(line)) for line in rows]


def _weeks(month: date) -> Iterable[tuple[date, date]]:
    monday = month - timedelta(days=month.weekday() - 7 * (month.weekday() > 4))
    while monday.replace(day=1) <= month:
        yield monday, monday + timedelta(days=4)
        monday += timedelta(days=7)


def _sums(found: list[Line]) -> dict[str, int]:
    homes = {one.household.pk for line in found for one in line.visits}
    return {
        "batches": len(found),
        "held": sum(line.state is State.HELD for line in found),
        "ahead": sum(line.state in {State.PLANNED, State.NOW} for line in found),
        "homes": len(homes),
    }


@require_GET
def batch(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.batch(request.actor, pk)
    diary = request.actor.sees(Entry) is not None
    ahead = line.state in {State.PLANNED, State.NOW}
    changes = {"change": "batch.change", "cancel": "batch.cancel"}
    shown = {
        "line": line,
        "row": line.batch,
        "state": state_of(line),
        "visits": [
            (one, seen_of(one.seen), address_of("entry", one.entry) if one.entry and diary else "")
            for one in line.visits
        ],
        "again": queries.again(request.actor, line) if not ahead and line.missed else [],
        "troubles": troubles(line),
        "ahead": ahead,
        "wanted": _wanted(request, line),
        "can": may(request.actor, line.batch, **changes),
        "write": address_of("diary-write") if request.actor.allows("diary.write") else "",
    }
    return render(request, "visits/batch.html", shown | able(request))


def _wanted(request: Acted, line: Line) -> str:
    """The day to move to: where the batch was dropped, else where it stands."""
    text = request.GET.get("first", "")
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return line.batch.first.isoformat()


urlpatterns: list[URLPattern | URLResolver] = [
    path("batches/", batches, name="batches"),
    path("batches/<uuid:pk>/", batch, name="batch"),
]

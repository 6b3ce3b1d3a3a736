"""A draft on its way in: found, read once for all its pages, waited for where it is large."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.doors.sheets import reading
from lianxin.doors.sheets.review import Review, look
from lianxin.kernel.period import today
from lianxin.records.intake.models import RosterImport
from lianxin.records.intake.queries import days_left

from .requests import Acted

LARGE = (
    40_000  # bytes from which a file is read in the background, with progress where it takes long
)


def told(roster: RosterImport) -> RosterImport:
    """With what a list shows of it: a tone, and the days in which it may be taken back."""
    tones = {"read": "amber", "written": "jade", "working": "blue"}
    roster.tone = tones.get(roster.state, "")  # type: ignore[attr-defined]
    roster.left = days_left(roster)  # type: ignore[attr-defined]
    return roster


def roster_of(request: Acted, pk: UUID) -> RosterImport:
    rows = RosterImport.objects.visible_to(request.actor).select_related("village__parent")
    return told(rows.get_visible(pk=pk))


def review_of(request: Acted, roster: RosterImport) -> reading.Job[Review]:
    actor, day = request.actor, today()
    mark = sha256(bytes(roster.corrections or b"")).hexdigest()[:16]
    key = f"look {roster.pk} {actor.id} {mark} {roster.kind} {day}"
    return reading.job(
        key,
        lambda tell: look(actor=actor, roster=roster, day=day, tell=tell),
        aside=len(roster.content or b"") > LARGE,
    )


def waiting_page(request: Acted, roster: RosterImport, heading: str, percent: int) -> HttpResponse:
    context = {"roster": roster, "heading": heading, "percent": percent}
    return render(request, "intake/waiting.html", context)

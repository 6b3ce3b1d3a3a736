"""年度考核: the list of a year, the sheet of one officer with the rows behind each item, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Absence, Officer
from lianxin.register.queries import memberships
from lianxin.results.assessment import wording
from lianxin.results.assessment.actions import (
    Set,
    assessment_adjust,
    assessment_confirm,
    assessment_send,
)
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.evidence import whose
from lianxin.results.assessment.freezing import intact
from lianxin.results.assessment.models import Assessment
from lianxin.results.assessment.queries import (
    OfficerLine,
    history,
    officer_lines,
    officer_seen,
    quota_of,
    sees,
)
from lianxin.results.assessment.standing import current

from . import assessment_page as pages
from .assessment_rows import panel_of
from .attempt import attempted
from .requests import Acted

FIRST = 2012
YEARS = 4


@require_GET
def listed(request: Acted) -> HttpResponse:
    """Everybody within sight by unit and name; whoever sees only their own is led there."""
    if not sees(request.actor):
        raise refuse("action.absent")
    if not _leads(request):
        return redirect("assessment-mine")
    span = Span.of(_year(request), _half(request))
    lines = officer_lines(request.actor, span)
    shown = {
        "span": span,
        "lines": [_listed(one) for one in lines],
        "quota": quota_of(lines),
        "years": _years(span.year),
        "over": _over(span),
    }
    return render(request, "assessment/list.html", shown)


def _leads(request: Acted) -> bool:
    """More than one's own: whoever sees absences sees a unit's officers."""
    return request.actor.sees(Absence) is not None


def _listed(one: OfficerLine) -> dict[str, Any]:
    result = one.result
    return {
        "officer": one.officer,
        "homes": one.sheet.homes,
        "total": wording.told_marks(result.total),
        "grade": result.grade.told if result.grade else "",
        "best": bool(one.sheet.scheme.grades) and result.grade == one.sheet.scheme.grades[0],
        "standing": one.standing,
        "undecided": one.computed.undecided,
        "untold": sum(line.marks is None for line in one.sheet.lines),
    }


@require_GET
def mine(request: Acted) -> HttpResponse:
    """One's own: the latest that the office has confirmed, else this year's as it stands."""
    officer = request.actor.account.officer
    if officer is None or not sees(request.actor):
        raise refuse("action.absent")
    kept = history(request.actor, officer=officer)
    year = kept[0].row.year if kept else today().year
    return redirect("assessment", pk=officer.pk, year=year)


@require_GET
def one(request: Acted, pk: UUID, year: int) -> HttpResponse:
    return page(request, officer_seen(request.actor, pk), _span(request, year))


def page(
    request: Acted, officer: Officer, span: Span, status: int = 200, **more: Any
) -> HttpResponse:
    """The sheet: as it was confirmed where the office has, else as it is computed now."""
    kept = [
        held
        for held in history(request.actor, officer=officer, year=span.year)
        if held.row.half == span.half
    ]
    held = current(kept)
    line = next(iter(officer_lines(request.actor, span, [officer.pk])), None)
    if line is None and held is None:
        return _nothing(request, officer, span)
    at = Span(span.year, span.half, held.row.last_day) if held else span
    sheet = held.sheet if held else line.computed  # type: ignore[union-attr]
    it = pages.shown_of(sheet, held, at)
    shown = {
        "officer": officer,
        "it": it,
        "span": at,
        "held": held,
        "kept": kept,
        "names": _names(request, officer, at),
        "signs": pages.signs(it, today()),
        "steps": pages.told_steps(held) if held else [],
        "intact": held is None or held.frozen is None or intact(held.frozen),
        "may": pages.may_of(request.actor, officer, held, _over(span)),
        "over": _over(span),
        "years": _years(span.year),
        **_beside(request, officer, span),
        **_chosen(request, officer, it, at),
    }
    return render(request, "assessment/one.html", shown | more, status=status)


def _nothing(request: Acted, officer: Officer, span: Span) -> HttpResponse:
    shown = {"officer": officer, "span": span, "years": _years(span.year)}
    return render(request, "assessment/nothing.html", shown)


def _chosen(request: Acted, officer: Officer, it: pages.Shown, span: Span) -> dict[str, Any]:
    """The item whose rows stand beside the sheet."""
    row = it.row(request.GET.get("item", "")[:8]) or it.first
    if row is None:
        return {}
    every = request.GET.get("all") == "1"
    theirs = whose(span, [officer.pk])
    panel = panel_of(request.actor, row.item, span, theirs, every=every)
    return {"row": row, "panel": panel, "working": wording.working(row.line), "cells": _cells(row)}


def _cells(row: pages.Row) -> list[bool]:
    """A countable quota, one cell a time; nothing where there are too many to count by eye."""
    told = row.line.told
    whole = told.whole if row.item.formula != "average" else 0
    done = told.homes if told.by_home else told.done
    if row.item.figure == "stay_days":
        whole, done = (whole + 1) // 2, done // 2
    whole = max(whole, done)
    return [place < done for place in range(whole)] if 0 < whole <= 40 else []


def _names(request: Acted, officer: Officer, span: Span) -> list[str]:
    """The heads of the households that the officer held, as far as they may be seen."""
    homes = whose(span, [officer.pk]).homes
    rows = memberships(request.actor).filter(household__in=homes, is_head=True)
    return list(rows.order_by("household__number").values_list("person__name", flat=True)[:12])


def _beside(request: Acted, officer: Officer, span: Span) -> dict[str, Any]:
    """Who stands before and after in the list, by unit and name."""
    if not _leads(request):
        return {}
    found = [one.officer for one in officer_lines(request.actor, span)]
    place = next((n for n, other in enumerate(found) if other.pk == officer.pk), None)
    if place is None:
        return {}
    return {
        "before": found[place - 1] if place else None,
        "after": found[place + 1] if place + 1 < len(found) else None,
    }


@require_POST
def confirm(request: Acted, pk: UUID, year: int) -> HttpResponse:
    """Confirmed as it is computed, where it is not yet, and sent to the officer."""
    officer, span = officer_seen(request.actor, pk), _span(request, year)

    def change() -> None:
        held = _current(request, officer, span)
        row = held or assessment_confirm(
            actor=request.actor, officer=officer, year=span.year, half=span.half
        )
        assessment_send(actor=request.actor, assessment=row)

    return done(
        request, officer, span, change, _("核定了，送 %(name)s 看") % {"name": officer.name}
    )


@require_POST
def adjust(request: Acted, pk: UUID, year: int) -> HttpResponse:
    """Marks of one item with a reason; what is not confirmed yet is confirmed with them."""
    officer, span = officer_seen(request.actor, pk), _span(request, year)
    code = request.POST.get("item", "")[:8]
    changes = {code: Set(tenths_of(request.POST.get("marks", "")), request.POST.get("words", ""))}

    def change() -> None:
        row = _current(request, officer, span)
        if row is None:
            assessment_confirm(
                actor=request.actor,
                officer=officer,
                year=span.year,
                half=span.half,
                changes=changes,
            )
        else:
            assessment_adjust(actor=request.actor, assessment=row, changes=changes)

    return done(request, officer, span, change, _("改好了，算出来的分还在旁边"), item=code)


def tenths_of(text: str) -> int | None:
    """Marks as people type them, with one decimal at the most; None where they cannot be read."""
    whole, _dot, rest = text.strip().partition(".")
    if not (whole.isascii() and whole.isdecimal() and len(whole) <= 3):
        return None
    if rest and not (len(rest) == 1 and rest.isascii() and rest.isdecimal()):
        return None
    return int(whole) * 10 + int(rest or 0)


def done(
    request: Acted,
    officer: Officer,
    span: Span,
    change: Callable[[], object],
    said: str,
    item: str = "",
) -> HttpResponse:
    """Back on the sheet with what was done, or what stands against it."""

    def try_it() -> HttpResponse:
        change()
        messages.success(request, said)
        return redirect(address(officer.pk, span, item))

    answer, problems, status = attempted(request, try_it)
    if answer is not None:
        return answer
    return page(request, officer, span, status, problems=problems, form=request.POST)


def address(officer: UUID, span: Span, item: str = "") -> str:
    asked = [*([f"half={span.half}"] if span.half else ()), *([f"item={item}"] if item else ())]
    found = reverse("assessment", args=[officer, span.year])
    return f"{found}?{'&'.join(asked)}" if asked else found


def _current(request: Acted, officer: Officer, span: Span) -> Assessment | None:
    kept = history(request.actor, officer=officer, year=span.year)
    held = current(one for one in kept if one.row.half == span.half)
    return held.row if held else None


def _span(request: Acted, year: int) -> Span:
    if not FIRST <= year <= today().year:
        raise refuse("action.absent")
    return Span.of(year, _half(request))


def _half(request: Acted) -> int:
    data = request.POST if request.method == "POST" else request.GET
    return 1 if data.get("half") == "1" else 0


def _year(request: Acted) -> int:
    """The year asked for; without one the last that is over."""
    text = request.GET.get("year", "")
    if text.isascii() and text.isdecimal() and FIRST <= int(text[:4]) <= today().year:
        return int(text[:4])
    return today().year - 1


def _years(year: int) -> Sequence[int]:
    last = today().year
    return sorted({*range(last - YEARS + 1, last + 1), year})


def _over(span: Span) -> bool:
    return today() > Span.of(span.year, span.half, date.max).last


urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/", listed, name="assessments"),
    path("assessments/mine/", mine, name="assessment-mine"),
    path("assessments/officers/<uuid:pk>/<int:year>/", one, name="assessment"),
    path("assessments/officers/<uuid:pk>/<int:year>/confirm/", confirm, name="assessment-confirm"),
    path("assessments/officers/<uuid:pk>/<int:year>/adjust/", adjust, name="assessment-adjust"),
]

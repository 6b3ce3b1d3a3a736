"""The sheet of one officer, unit or village with the rows behind each item; confirming and setting marks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.register.queries import memberships
from lianxin.results.assessment import quota, wording
from lianxin.results.assessment.actions import (
    Set,
    assessment_adjust,
    assessment_confirm,
    assessment_send,
)
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.freezing import intact
from lianxin.results.assessment.models import Assessment, SchemeItem, Subject
from lianxin.results.assessment.queries import history, officers_listed
from lianxin.results.assessment.standing import Standing, current
from lianxin.results.assessment.subjects import Assessed, seen

from . import assessment_page as pages
from .assessment_rows import panel_of
from .assessments import address, half_of, leads, over, year_of, years_of
from .attempt import attempted
from .requests import Acted

NAMED, MOST_CELLS = 12, 40


def _one(request: Acted, pk: UUID, kind: Subject) -> HttpResponse:
    return page(request, seen(request.actor, kind, pk), _span(request))


@require_GET
def mine(request: Acted) -> HttpResponse:
    """One's own: the latest that the office has confirmed, else this year's as it stands."""
    own = request.actor.account.officer
    if own is None or request.actor.sees(Assessment) is None:
        raise refuse("action.absent")
    kept = history(request.actor, officer=own)
    year, half = (kept[0].row.year, kept[0].row.half) if kept else (today().year, 0)
    return page(request, Assessed.of(own), Span.of(year, half))


@require_GET
def officer(request: Acted, pk: UUID) -> HttpResponse:
    return _one(request, pk, Subject.OFFICER)


@require_GET
def unit(request: Acted, pk: UUID) -> HttpResponse:
    return _one(request, pk, Subject.UNIT)


@require_GET
def village(request: Acted, pk: UUID) -> HttpResponse:
    return _one(request, pk, Subject.VILLAGE)


def page(request: Acted, of: Assessed, span: Span, status: int = 200, **more: Any) -> HttpResponse:
    """The sheet: as it was confirmed where the office has, else as it is computed now."""
    kept = _kept(request, of, span)
    held = current(kept)
    sheet = held.sheet if held else of.sheet_or_none(span)
    shown: dict[str, Any] = {
        "of": of,
        "page": address(of, span).partition("?")[0],
        "list_tab": of.kind,
        "span": span,
        "years": years_of(span.year),
    }
    if sheet is None:
        return render(request, "assessment/nothing.html", shown)
    at = Span(span.year, span.half, held.row.last_day) if held else span
    it = pages.shown_of(sheet, held, at)
    shown |= {
        "it": it,
        "span": at,
        "held": held,
        "kept": kept,
        "signs": pages.signs(it, today()),
        "steps": pages.told_steps(held) if held else [],
        "intact": held is None or held.frozen is None or intact(held.frozen),
        "may": pages.may_of(request.actor, of, held, over(span)),
        "over": over(span),
        **_signing(request, held),
        **_around(request, of, at),
        **_chosen(request, of, it, at),
    }
    return render(request, "assessment/one.html", shown | more, status=status)


def _signing(request: Acted, held: Standing | None) -> dict[str, Any]:
    """The grades that may be given, and whether one more of the best is beyond the quota."""
    if held is None or not held.may_sign or not request.actor.allows("assessment.sign", held.row):
        return {}
    return {"grades": quota.open_to(held), "full": quota.over(request.actor, held)}


def _kept(request: Acted, of: Assessed, span: Span) -> list[Standing]:
    rows = history(request.actor, year=span.year, **of.which)
    return [one for one in rows if one.row.half == span.half]


def _around(request: Acted, of: Assessed, span: Span) -> dict[str, Any]:
    """The heads of an officer's households, and who stands before and after by unit and name."""
    if of.officer is None:
        return {}
    homes = of.whose(span).homes
    heads = memberships(request.actor).filter(household__in=homes, is_head=True)
    names = heads.order_by("household__number").values_list("person__name", flat=True)
    found: dict[str, Any] = {"names": list(names[:NAMED])}
    if leads(request):
        people = officers_listed(request.actor, span)
        place = next((n for n, one in enumerate(people) if one.pk == of.officer.pk), None)
        if place is not None:
            found["before"] = _link(people, place - 1, span)
            found["after"] = _link(people, place + 1, span)
    return found


def _link(people: list[Any], place: int, span: Span) -> str:
    if not 0 <= place < len(people):
        return ""
    return address(Assessed.of(people[place]), span)


def _chosen(request: Acted, of: Assessed, it: pages.Shown, span: Span) -> dict[str, Any]:
    """The item whose rows stand beside the sheet."""
    row = it.row(request.GET.get("item", "")[:8]) or it.first
    if row is None:
        return {}
    every = request.GET.get("all") == "1"
    panel = panel_of(request.actor, row.item, span, of.whose(span), every=every)
    return {
        "row": row,
        "panel": panel,
        "working": wording.working(row.line),
        "definitions": wording.definitions(row.line),
        "cells": _cells(row),
    }


def _cells(row: pages.Row) -> list[bool]:
    """A countable quota, one cell a time; nothing where there are too many to count by eye."""
    told = row.line.told
    if row.item.formula in {SchemeItem.Formula.AVERAGE, SchemeItem.Formula.GROWTH}:
        return []
    whole, done = told.whole, told.homes if told.by_home else told.done
    if row.item.figure == "stay_days":
        whole, done = (whole + 1) // 2, done // 2
    whole = max(whole, done)
    return [place < done for place in range(whole)] if 0 < whole <= MOST_CELLS else []


def _confirm(request: Acted, pk: UUID, kind: Subject) -> HttpResponse:
    """Confirmed as it is computed, where it is not yet, and sent to whom it is about."""
    of, span = seen(request.actor, kind, pk), _span(request)

    def change() -> None:
        row = _current(request, of, span) or assessment_confirm(
            actor=request.actor, of=of.it, year=span.year, half=span.half
        )
        if kind != Subject.UNIT:
            assessment_send(actor=request.actor, assessment=row)

    said = _("核定了") if kind == Subject.UNIT else _("核定了，送 %(name)s 看") % {"name": of.name}
    return done(request, of, span, change, said)


def _adjust(request: Acted, pk: UUID, kind: Subject) -> HttpResponse:
    """Marks of one item with a reason; what is not confirmed yet is confirmed with them."""
    of, span = seen(request.actor, kind, pk), _span(request)
    code = request.POST.get("item", "")[:8]
    changes = {code: Set(tenths_of(request.POST.get("marks", "")), request.POST.get("words", ""))}

    def change() -> None:
        row = _current(request, of, span)
        if row is None:
            assessment_confirm(
                actor=request.actor, of=of.it, year=span.year, half=span.half, changes=changes
            )
        else:
            assessment_adjust(actor=request.actor, assessment=row, changes=changes)

    return done(request, of, span, change, _("改好了，算出来的分还在旁边"), item=code)


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
    of: Assessed,
    span: Span,
    change: Callable[[], object],
    said: str,
    item: str = "",
) -> HttpResponse:
    """Back on the sheet with what was done, or what stands against it."""

    def try_it() -> HttpResponse:
        change()
        messages.success(request, said)
        return redirect(address(of, span, item))

    answer, problems, status = attempted(request, try_it)
    if answer is not None:
        return answer
    return page(request, of, span, status, problems=problems, form=request.POST)


def _current(request: Acted, of: Assessed, span: Span) -> Assessment | None:
    held = current(_kept(request, of, span))
    return held.row if held else None


def _span(request: Acted) -> Span:
    return Span.of(year_of(request), half_of(request))


def _addresses(kind: Subject, place: str, name: str, view: Any) -> list[URLPattern]:
    confirm, adjust = partial(_confirm, kind=kind), partial(_adjust, kind=kind)
    return [
        path(f"assessments/{place}/<uuid:pk>/", view, name=name),
        path(
            f"assessments/{place}/<uuid:pk>/confirm/", require_POST(confirm), name=f"{name}-confirm"
        ),
        path(f"assessments/{place}/<uuid:pk>/adjust/", require_POST(adjust), name=f"{name}-adjust"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/mine/", mine, name="assessment-mine"),
    *_addresses(Subject.OFFICER, "officers", "assessment", officer),
    *_addresses(Subject.UNIT, "units", "assessment-unit", unit),
    *_addresses(Subject.VILLAGE, "villages", "assessment-village", village),
]

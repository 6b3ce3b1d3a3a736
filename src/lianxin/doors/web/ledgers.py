"""Ledgers: the list of all, and one page for each of them with filters, totals, print and download."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.problem import refuse
from lianxin.register.queries import looks_like_id
from lianxin.results.ledgers import visible_ledgers

from .ledger import without_id
from .ledger_of import LedgerOf
from .requests import Acted
from .rows_table import drawn
from .sheet_answer import ledger_answer

OWN_PAGE = {"households": "ledger"}
"""Ledgers with a page of their own, with views, columns and bulk actions."""


@require_GET
def ledgers(request: Acted) -> HttpResponse:
    listed = visible_ledgers(request.actor)
    if not listed:
        raise refuse("action.absent")
    shown = {
        "ledgers": [(one, OWN_PAGE.get(one.name, "")) for one in listed],
        "may_export": request.actor.allows("register.export"),
    }
    return render(request, "results/ledgers.html", shown)


@require_GET
def ledger_of(request: Acted, name: str) -> HttpResponse:
    if looks_like_id(request.GET.get("q", "")):
        return without_id(request, "ledgers")
    page = LedgerOf(request, name, request.GET)
    if name in OWN_PAGE:
        return redirect(OWN_PAGE[name])
    sheet, rows = page.rows(request.GET.get("page", "")[:6])
    shown = {"page": page, "sheet": sheet, "rows": rows}
    return render(request, "results/ledger.html", shown)


@require_GET
def ledger_of_print(request: Acted, name: str) -> HttpResponse:
    page = LedgerOf(request, name, request.GET)
    shown = {
        "page": page,
        "rows": drawn(page.columns, page.read()) if page.fits else [],
        "whole": True,
    }
    return render(request, "results/ledger.html", shown)


@require_POST
def ledger_of_take(request: Acted, name: str) -> HttpResponseBase:
    """The sheet of what the page shows: POST, since it leaves a trace."""
    query = request.POST.get("query", "")
    page = LedgerOf(request, name, QueryDict(query))
    return ledger_answer(
        request,
        name,
        page.found.count(),
        query,
        village=page.place.village,
        day=page.place.day,
        conditions=page.asked,
        told=page.told,
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("ledgers/", ledgers, name="ledgers"),
    path("ledgers/<slug:name>/", ledger_of, name="ledger-of"),
    path("ledgers/<slug:name>/print/", ledger_of_print, name="ledger-of-print"),
    path("ledgers/<slug:name>/take/", ledger_of_take, name="ledger-of-take"),
]

"""Reports that write themselves: the list, the printed page with its sources, the file."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.results.actions import report_make
from lianxin.results.figures import FIGURES
from lianxin.results.report import REPORTS, Paper, occasion, report_named
from lianxin.results.report.plain import as_text, signed

from .extents import ALL, Place, place_of
from .figures import Told, told
from .report_file import as_file, parts_of
from .requests import Acted

FIELDS = ("to", "number")
"""What only the office knows: to whom the paper goes, and its number 发文字号."""


@require_GET
def reports(request: Acted) -> HttpResponse:
    _may(request)
    return render(request, "results/reports.html", {"reports": REPORTS.values()})


@require_GET
def report(request: Acted, name: str) -> HttpResponse:
    _may(request)
    it, place = report_named(name), place_of(request)
    fields = {field: request.GET.get(field, "").strip()[:60] for field in FIELDS}
    village = _village(place)
    whom = occasion(request.actor, village, place.year, place.as_of, fields["to"])
    paper = it.write(request.actor, whom)
    behind, marked = sources(paper, place), request.GET.get("sources") != "0"
    shown = {"it": it, "place": place, "paper": paper, "signed": signed(paper), **fields}
    shown |= {"sources": behind.values(), "marked": marked, "count": len(list(paper.numbers()))}
    shown |= {"parts": parts_of(paper, behind if marked else {})}
    return render(request, "results/report.html", shown | _kept(request, place))


@require_POST
def report_take(request: Acted, name: str) -> HttpResponse:
    """The report as a file: POST, since it leaves a trace."""
    place, form = place_of(request), "text" if request.POST.get("form") == "text" else "html"
    to, number = (request.POST.get(field, "").strip()[:60] for field in FIELDS)
    paper = report_make(
        actor=request.actor,
        report=name,
        village=_village(place),
        year=place.year,
        day=place.as_of,
        to=to,
        form=form,
    )
    content = as_text(paper) if form == "text" else as_file(paper, number)
    kind = "text/plain" if form == "text" else "text/html"
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    file = quote(f"{paper.title}.{'txt' if form == 'text' else 'html'}", safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{file}"
    response.headers["Cache-Control"] = "no-store"
    return response


def sources(paper: Paper, place: Place) -> dict[str, Told]:
    """Each figure of the text with its sentence and the address of its rows."""
    found: dict[str, Told] = {}
    for number in paper.sources:
        figure: Any = FIGURES[number.name]
        found[number.name] = told(figure, number.value, place)
    return found


def _kept(request: Acted, place: Place) -> dict[str, Any]:
    """What the page's links and forms carry along."""
    fields = [(name, request.GET.get(name, "").strip()[:60]) for name in FIELDS]
    where = [("village", place.village_key), ("year", place.year), ("as_of", place.as_of or "")]
    pairs = [(name, value) for name, value in [*where, *fields] if value]
    villages = [pair for pair in place.choices if pair[0] != ALL]
    return {"hidden": pairs, "query": urlencode(pairs), "villages": villages}


def _may(request: Acted) -> None:
    if not request.actor.allows("report.make"):
        raise refuse("action.not_allowed", action="report.make")


def _village(place: Place) -> Area:
    """A report speaks of one village."""
    village = place.village or next(iter(place.villages), None)
    if village is None:
        raise refuse("report.no_village")
    return village


urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", reports, name="reports"),
    path("reports/<slug:name>/", report, name="report"),
    path("reports/<slug:name>/take/", report_take, name="report-take"),
]

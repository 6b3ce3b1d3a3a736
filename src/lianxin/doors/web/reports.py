"""Reports that write themselves: the list, the printed page with its sources, the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.results.actions import report_make
from lianxin.results.figures import FIGURES
from lianxin.results.report import REPORTS, Paper, occasion, report_named

from .extents import ALL, Place, place_of
from .figures import Told, told
from .report_answer import form_of, paper_answer
from .report_file import sample, shown_lines
from .report_words import FIELDS, wording_of
from .reports_issued import issued_papers
from .requests import Acted


@require_GET
def reports(request: Acted) -> HttpResponse:
    may_report(request)
    shown = {"reports": REPORTS.values(), "issued": issued_papers(request)}
    return render(request, "results/reports.html", shown)


@require_GET
def report(request: Acted, name: str) -> HttpResponse:
    may_report(request)
    it, place = report_named(name), place_of(request)
    wording = wording_of(request.GET)
    paper = wording.on(written(request, name, place, wording.to))
    behind, marked = sources(paper, place), request.GET.get("sources") != "0"
    shown = {"it": it, "place": replace(place, as_of=paper.day), "paper": paper, "asked": place}
    shown |= {"sources": behind.values(), "marked": marked, "count": len(list(paper.numbers()))}
    shown |= {"lines": shown_lines(paper, behind if marked else {}), "sample": sample()}
    shown |= {field: request.GET.get(field, "").strip()[:most] for field, most in FIELDS.items()}
    return render(request, "results/report.html", shown | carried(place, request.GET))


@require_POST
def report_take(request: Acted, name: str) -> HttpResponse:
    """The report is made and kept as it is: POST, since it leaves a trace; as a file, or to be read."""
    place, form = place_of(request), form_of(request.POST)
    wording, reading = wording_of(request.POST), request.POST.get("form") == "page"
    paper, row = report_make(
        actor=request.actor,
        report=name,
        village=village_of(place),
        year=place.year,
        day=place.as_of,
        to=wording.to,
        form="page" if reading else form,
        wording=wording,
    )
    return redirect("report-issued", row.pk) if reading else paper_answer(paper, form)


def written(request: Acted, name: str, place: Place, to: str = "") -> Paper:
    """The paper as it writes itself, for this reader."""
    whom = occasion(request.actor, village_of(place), place.year, place.as_of, to)
    return report_named(name).write(request.actor, whom)


def sources(paper: Paper, place: Place) -> dict[str, Told]:
    """Each figure of the text with its sentence and the address of its rows on the paper's day."""
    found: dict[str, Told] = {}
    then = place if place.day == paper.day else replace(place, as_of=paper.day)
    for number in paper.sources:
        figure: Any = FIGURES[number.name]
        found[number.name] = told(figure, number.value, then)
    return found


def carried(place: Place, data: Any) -> dict[str, Any]:
    """What the page's links and forms carry along."""
    fields = [(name, data.get(name, "").strip()[:most]) for name, most in FIELDS.items()]
    where = [("village", place.village_key), ("year", place.year), ("as_of", place.as_of or "")]
    pairs = [(name, value) for name, value in [*where, *fields] if value]
    villages = [pair for pair in place.choices if pair[0] != ALL]
    return {"hidden": pairs, "query": urlencode(pairs), "villages": villages}


def may_report(request: Acted) -> None:
    if not request.actor.allows("report.make"):
        raise refuse("action.not_allowed", action="report.make")


def village_of(place: Place) -> Area:
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

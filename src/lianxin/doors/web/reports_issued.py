"""Papers as they were handed in: their numbers and definitions of then, and what is counted today."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.views.decorators.http import require_GET, require_POST

from lianxin.results.actions import report_take
from lianxin.results.figures import FIGURES
from lianxin.results.issued import Frozen, Value, frozen, paper_of, since_then
from lianxin.results.models import IssuedPaper

from .figures import Told, number_of
from .report_answer import form_of, paper_answer
from .report_file import sample, shown_lines
from .requests import Acted

PAGE = 20


@dataclass(frozen=True)
class Source:
    """A number of then as the page shows it; ``now`` is told where today's differs."""

    then: Told
    now: str


def issued_papers(request: Acted) -> Page[IssuedPaper]:
    rows = IssuedPaper.objects.visible_to(request.actor).select_related("village")
    return Paginator(rows, PAGE).get_page(request.GET.get("page", "")[:6])


@require_GET
def report_issued(request: Acted, pk: str) -> HttpResponse:
    row, marked = _kept(request, pk), request.GET.get("sources") != "0"
    paper, by_hand = paper_of(row)
    behind = _sources(request, row)
    links = {name: one.then for name, one in behind.items() if one.then.href} if marked else {}
    shown = {"it": row, "paper": paper, "lines": shown_lines(paper, links), "sample": sample()}
    shown |= {"marked": marked, "sources": behind.values(), "count": len(list(paper.numbers()))}
    shown |= {"typed": by_hand, "may_take": request.actor.allows("report.take", row)}
    return render(request, "results/report_issued.html", shown)


@require_POST
def report_issued_take(request: Acted, pk: str) -> HttpResponse:
    """Once more as a file: POST, since it leaves a trace."""
    form = form_of(request.POST)
    paper = report_take(actor=request.actor, kept=_kept(request, pk), form=form)
    return paper_answer(paper, form)


def _kept(request: Acted, pk: str) -> IssuedPaper:
    rows = IssuedPaper.objects.visible_to(request.actor).select_related("village")
    row: IssuedPaper = rows.get_visible(pk=pk)
    return row


def _sources(request: Acted, row: IssuedPaper) -> dict[str, Source]:
    """Rows open, and today's numbers are told, only of a village that is still in reach."""
    near = any(one.pk == row.village_id for one in request.villages)
    now = since_then(request.actor, row) if near else {}
    return {
        name: Source(_told(request, row, one, near=near), _now(one, now))
        for name, one in frozen(row).items()
    }


def _now(one: Frozen, now: dict[str, Value]) -> str:
    return number_of(one, now[one.name]) if one.name in now else ""


def _told(request: Acted, row: IssuedPaper, one: Frozen, *, near: bool) -> Told:
    figure = FIGURES.get(one.name)
    href = ""
    if near and figure is not None and figure.told_to(request.actor):
        asked = {"village": row.village.code, "year": row.year, "as_of": row.day}
        href = f"{reverse('figure', args=[one.name])}?{urlencode(asked)}"
    return Told(one.name, one.title, number_of(one, one.value), one.unit, one.sentence, href)


urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/issued/<uuid:pk>/", report_issued, name="report-issued"),
    path("reports/issued/<uuid:pk>/take/", report_issued_take, name="report-issued-take"),
]

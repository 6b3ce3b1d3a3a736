"""Every figure of a village and year, and the rows behind each."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.figure import Figure
from lianxin.kernel.money import yuan
from lianxin.kernel.problem import refuse
from lianxin.results import behind
from lianxin.results.actions import figure_export
from lianxin.results.figures import kept, visible_figure, visible_figures
from lianxin.results.issued import Frozen
from lianxin.results.lines import lines
from lianxin.results.titles import grouped, title, unit

from .extents import Place, place_of
from .requests import Acted
from .rows_table import drawn
from .sheet_answer import sheet_answer

PAGE = 50
Number = int | float | None


@dataclass(frozen=True)
class Told:
    """A figure as a page shows it: its title, number, unit, sentence, and where its rows are."""

    name: str
    title: str
    number: str
    unit: str
    sentence: str
    href: str


def told(figure: Figure, value: Number, place: Place) -> Told:
    address = reverse("figure", args=[figure.name])
    return Told(
        figure.name,
        title(figure),
        number_of(figure, value),
        unit(figure),
        figure.sentence(get_language() or "zh"),
        f"{address}?{place.query}",
    )


def number_of(figure: Figure | Frozen, value: Number) -> str:
    if value is None:
        return "—"
    return yuan(round(value * 100)) if figure.money else f"{value:,}"


@require_GET
def figures(request: Acted) -> HttpResponse:
    place, listed = place_of(request), visible_figures(request.actor)
    if not listed:
        raise refuse("action.absent")
    values = kept(request.actor, place.extent)
    groups = [
        (seal, name, [told(one, values[one.name], place) for one in found])
        for seal, name, found in grouped(listed)
    ]
    shown = {"place": place, "groups": groups, "may_report": request.actor.allows("report.make")}
    return render(request, "results/figures.html", shown)


@require_GET
def figure(request: Acted, name: str) -> HttpResponse:
    it, place = visible_figure(request.actor, name), place_of(request)
    rows = behind.rows(it, request.actor, place.extent)
    sheet = Paginator(rows, PAGE).get_page(request.GET.get("page", "")[:6])
    every = behind.shown(it, request.actor)
    columns = [one for one in every if one.name != "village" or place.village is None]
    listed = drawn(columns, lines(request.actor, sheet.object_list, place.day))
    shown = {
        "place": place,
        "it": told(it, it.told(request.actor, place.extent), place),
        "sheet": sheet,
        "columns": columns,
        "rows": listed,
        "pager_query": f"{place.query}&",
        "may_export": request.actor.allows("register.export"),
    }
    return render(request, "results/figure.html", shown)


@require_POST
def figure_take(request: Acted, name: str) -> HttpResponseBase:
    """The rows behind a figure as a sheet: POST, since it leaves a trace."""
    place = place_of(request)
    form = "csv" if request.POST.get("form") == "csv" else "xlsx"
    export = figure_export(
        actor=request.actor,
        figure=name,
        year=place.year,
        village=place.village,
        day=place.as_of,
        told=place.told,
        form=form,
    )
    return sheet_answer(export, form)


urlpatterns: list[URLPattern | URLResolver] = [
    path("figures/", figures, name="figures"),
    path("figures/<slug:name>/", figure, name="figure"),
    path("figures/<slug:name>/take/", figure_take, name="figure-take"),
]

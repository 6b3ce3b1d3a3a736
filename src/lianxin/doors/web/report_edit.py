"""The text of a report changed by hand: paragraph by paragraph, with what is still linked to a figure."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.kernel.problem import Problem, Refused
from lianxin.records.diary.drafts import draft_drop, draft_keep, draft_of
from lianxin.results.report import Paper, report_named
from lianxin.results.report.wording import Said, said, typed

from .extents import Place, place_of
from .report_file import sample, shown_lines
from .report_words import FIELDS, TEXTS, kept, text_of, wording
from .reports import carried, may_report, sources, village_of, written
from .requests import Acted


@require_http_methods(["GET", "POST"])
def report_edit(request: Acted, name: str) -> HttpResponse:
    """POST shows the paper with the changed text, or puts the text aside; files come from elsewhere."""
    may_report(request)
    it, place = report_named(name), place_of(request)
    do = request.POST.get("do", "")
    if do in {"keep", "drop"}:
        return _aside(request, name, place, do)
    paper = written(request, name, place)
    problems: tuple[Problem, ...] = ()
    fields, text = _first(request, name, place, paper)
    worded = paper
    if request.method == "POST":
        fields = {one: request.POST.get(one, "") for one in (*FIELDS, *TEXTS)}
        text = list(text_of(request.POST))
    try:
        worded = wording(fields, text).on(paper)
    except Refused as error:
        problems = error.problems
    behind = sources(worded, place)
    shown = {"it": it, "place": place, "paper": worded, "lines": shown_lines(worded, behind)}
    shown |= {"sample": sample(), "fields": fields, "text": text, "problems": problems}
    shown |= {"linked": len(list(worded.numbers())), "typed": typed(worded, paper)}
    shown |= {"minutes": not paper.closed, "upward": paper.upward}
    return render(request, "results/report_edit.html", shown | carried(place, {}))


def _first(
    request: Acted, name: str, place: Place, paper: Paper
) -> tuple[dict[str, str], list[Said]]:
    """The text put aside for this place and year, else the paper's own."""
    draft = draft_of(request.actor, _form(name))
    if draft and draft.get("place") == _key(place):
        found = {one: str(draft["fields"].get(one, "")) for one in (*FIELDS, *TEXTS)}
        return found, [(role, words) for role, words in draft["text"]]
    fields = {one: request.GET.get(one, "")[:most] for one, most in FIELDS.items()}
    fields["to"] = fields["to"] or paper.to
    return {**dict.fromkeys(TEXTS, ""), **fields, "title": paper.title}, list(said(paper))


def _aside(request: Acted, name: str, place: Place, do: str) -> HttpResponse:
    if do == "keep":
        content = kept(request.POST) | {"place": _key(place)}
        draft_keep(actor=request.actor, form=_form(name), content=content)
        messages.success(request, _("留着了，下次打开还是这些文字。"))
    else:
        draft_drop(actor=request.actor, form=_form(name))
        messages.success(request, _("改过的文字不要了，回到自己写成的文字。"))
    where = [("village", place.village_key), ("year", place.year), ("as_of", place.as_of or "")]
    query = urlencode([(one, value) for one, value in where if value])
    return redirect(f"{reverse('report-edit', args=[name])}?{query}")


def _key(place: Place) -> str:
    return f"{village_of(place).code} {place.year} {place.as_of or ''}"


def _form(name: str) -> str:
    return f"report {name}"


urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/<slug:name>/edit/", report_edit, name="report-edit"),
]

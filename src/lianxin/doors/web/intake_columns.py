"""What a file is and what its columns are, said by hand and remembered; empty sheets to be filled in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.doors.sheets.kinds import HELD, KINDS, columns_of, held_book, template_book
from lianxin.doors.sheets.ledger import XLSX
from lianxin.doors.sheets.review import MAPPING, Review
from lianxin.doors.sheets.roster import load_vocabulary, sample_workbook
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.records.intake.actions import roster_correct
from lianxin.records.intake.models import ColumnMapping, RosterImport, SheetKind
from lianxin.records.intake.sheets import (
    columns_remember,
    mapping_forget,
    mappings,
    sheet_sort,
)
from lianxin.results.actions import sheet_take

from .attachment import file_answer
from .intake_draft import review_of, roster_of, waiting_page
from .requests import Acted


def columns(request: Acted, pk: UUID) -> HttpResponse:
    roster = roster_of(request, pk)
    job = review_of(request, roster)
    if not job.done.is_set():
        return waiting_page(request, roster, _("正在读表"), job.percent)
    review = job.take()
    if request.method == "POST":
        _map(request, roster, review)
        return redirect("import", roster.pk)
    context = {"roster": roster, "review": review, **mapping_of(request, roster, review)}
    return render(request, "intake/columns.html", context)


def _map(request: Acted, roster: RosterImport, review: Review) -> None:
    """What is said holds for this file; what differs from what the headers say is remembered."""
    said = {
        name.removeprefix("column-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("column-")
    }
    known = columns_of(review.kind, today())
    remembered: dict[str, str | None] = {}
    for one in review.understood.columns:
        chosen = said.get(str(one.index), one.field)
        if chosen != one.field:
            match = known.match(one.header)
            remembered[one.header] = None if match and match.column.field == chosen else chosen
    roster_correct(actor=request.actor, roster=roster, corrections={MAPPING: said})
    if remembered:
        columns_remember(actor=request.actor, roster=roster, kind=review.kind, said=remembered)
        messages.success(request, _("记住了，下次同样的列名就照这样对。"))


def mapping_of(request: Acted, roster: RosterImport, review: Review) -> dict[str, Any]:
    """The columns of the sheet that is mapped, each with what it was taken for, above its first rows."""
    understood = review.understood
    sheet = understood.columns[0].sheet if understood.columns else ""
    heads = [one for one in understood.columns if one.sheet == sheet]
    known = columns_of(review.kind, today())
    fields = known.choices()
    return {
        "heads": heads,
        "first_rows": [
            (row.number, [row.cells.get(one.index, "") for one in heads])
            for row in understood.first
        ],
        "fields": fields,
        "kinds": SheetKind.choices,
        "kind": review.kind,
        "problems": [one.problem for one in understood.problems if not one.column],
        "remembered": [
            (one, dict(fields).get(one.field, "")) for one in mappings(request.actor, review.kind)
        ],
    }


@require_POST
def kind(request: Acted, pk: UUID) -> HttpResponse:
    """Another kind of sheet than the headers made of it; columns said for the former are forgotten."""
    roster = roster_of(request, pk)
    sheet_sort(actor=request.actor, roster=roster, kind=request.POST.get("kind", ""))
    roster_correct(actor=request.actor, roster=roster, corrections={MAPPING: None})
    return redirect("import", roster.pk)


@require_POST
def forget(request: Acted, pk: UUID) -> HttpResponse:
    row = ColumnMapping.objects.visible_to(request.actor).get_visible(pk=pk)
    mapping_forget(actor=request.actor, mapping=row)
    messages.success(request, _("忘掉了，下次照列名本身认。"))
    return redirect("imports")


def sample(request: Acted) -> HttpResponse:
    village = getattr(request.village, "name", "")
    return file_answer(
        sample_workbook(load_vocabulary(today()), village), _("联系户花名册样表.xlsx"), XLSX
    )


def template(request: Acted, name: str) -> HttpResponse:
    if name not in KINDS:
        raise refuse("action.absent")
    title = _("{kind}空表.xlsx").format(kind=SheetKind(name).label)
    return file_answer(template_book(name, today()), title, XLSX)


@require_POST
def held(request: Acted, name: str) -> HttpResponse:
    """What the records hold of the village: POST, since it leaves a trace."""
    if name not in HELD or request.village is None:
        raise refuse("action.absent")
    actor, village, day = request.actor, request.village, today()
    content, rows = held_book(name, actor, village, day)
    sheet_take(actor=actor, village=village, kind=name, rows=rows)
    title = f"{village.name}-{SheetKind(name).label}-{day:%Y%m%d}.xlsx"
    return file_answer(content, title, XLSX)


urlpatterns: list[URLPattern | URLResolver] = [
    path("import/sample.xlsx", sample, name="import-sample"),
    path("import/template/<slug:name>.xlsx", template, name="import-template"),
    path("import/held/<slug:name>.xlsx", held, name="import-held"),
    path("import/<uuid:pk>/columns/", columns, name="import-columns"),
    path("import/<uuid:pk>/kind/", kind, name="import-kind"),
    path("import/columns/<uuid:pk>/forget/", forget, name="import-forget"),
]

"""A sheet as the answer to a request: at once where it is short, in the background where it is long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect

from lianxin.doors.sheets.exporting import begin
from lianxin.doors.sheets.ledger import FORMS, MEDIA, as_parquet, as_xlsx, csv_lines
from lianxin.results.actions import Export, ledger_export
from lianxin.results.exports import export_ask

from .attachment import attach
from .requests import Acted

LONG = 5_000
"""Rows from which a sheet is made in the background."""


def form_of(data: Mapping[str, Any]) -> str:
    form = str(data.get("form", ""))
    return form if form in FORMS else "xlsx"


def ledger_answer(
    request: Acted, ledger: str, total: int, query: str, **asked: Any
) -> HttpResponseBase:
    """``asked`` is what ``ledger_export`` takes besides who, which and in which form."""
    form, masked = form_of(request.POST), request.POST.get("masked") == "1"
    purpose = "" if masked else request.POST.get("purpose", "").strip()
    reading = {"ledger": ledger, "form": form, "masked": masked, "purpose": purpose, **asked}
    actor = request.actor
    if total <= LONG:
        return sheet_answer(ledger_export(actor=actor, **reading), form)
    kept = {"query": query, "masked": masked, "whole": bool(purpose)}
    job = export_ask(
        actor=actor, ledger=ledger, form=form, asked=kept, total=total, purpose=purpose
    )
    begin(job.pk, form, lambda: ledger_export(actor=actor, **reading))
    return redirect("exports")


def sheet_answer(export: Export, form: str) -> HttpResponseBase:
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(export), content_type=MEDIA[form])
    else:
        content = as_parquet(export) if form == "parquet" else as_xlsx(export)
        response = HttpResponse(content, content_type=MEDIA[form])
    parts = (export.village, export.title, export.view, f"{export.at:%Y%m%d-%H%M}")
    attach(response, "-".join(part for part in parts if part) + f".{form}")
    return response

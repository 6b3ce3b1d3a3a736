"""A sheet as the answer to a request: named, never kept by a browser; CSV line by line."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from lianxin.doors.sheets.ledger import XLSX, as_xlsx, csv_lines
from lianxin.results.actions import Export

from .attachment import attach


def sheet_answer(export: Export, form: str, *, masked: bool = False) -> HttpResponseBase:
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(
            csv_lines(export, masked=masked), content_type="text/csv; charset=utf-8"
        )
    else:
        response = HttpResponse(as_xlsx(export, masked=masked), content_type=XLSX)
    parts = (export.village, export.title, export.view, f"{export.at:%Y%m%d-%H%M}")
    attach(response, "-".join(part for part in parts if part) + f".{form}")
    return response

"""The public page of a list: no sign-in, no script needed; after its time it says only that it is over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.views.decorators.http import require_http_methods

from lianxin.kernel.problem import Refused
from lianxin.people.accounts import client_address
from lianxin.results.publicity.models import Publicity, State
from lianxin.results.publicity.objections import objection_send
from lianxin.results.publicity.queries import posted
from lianxin.results.publicity.wall import COLUMNS

from .report_file import sample


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    row = posted(code)
    if request.method == "POST":
        return _sent(request, row)
    return _shown(request, row, sent=request.GET.get("sent") == "1")


def _sent(request: HttpRequest, row: Publicity) -> HttpResponse:
    try:
        objection_send(
            row=row,
            text=request.POST.get("text", ""),
            contact=request.POST.get("contact", ""),
            address=client_address(request, settings.LIANXIN_PROXIES),
        )
    except Refused as error:
        return _shown(request, row, error.status, problems=error.problems, v=request.POST)
    return redirect(f"{reverse('posted', args=[row.code])}?sent=1")


def _shown(request: HttpRequest, row: Publicity, status: int = 200, **more: Any) -> HttpResponse:
    running = row.state is State.RUNNING
    shown: dict[str, Any] = {"state": row.state.value, "from_day": row.from_day}
    if running:
        shown |= {"row": row, "rows": row.rows, "sample": sample(), **more}
        shown["columns"] = [(n, title) for n, title in COLUMNS.items() if n in row.columns]
    response = render(request, "publicity/posted.html", shown, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin"  # the form is sent with its origin
    return response


urlpatterns: list[URLPattern | URLResolver] = [path("gs/<slug:code>/", page, name="posted")]

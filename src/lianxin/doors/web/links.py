"""Links for spreadsheets and calendars: made on a page, shown there once, and what they open."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lianxin.doors.sheets.ics import ICS, as_ics
from lianxin.doors.sheets.ledger import json_lines
from lianxin.kernel.problem import refuse
from lianxin.people.accounts import client_address
from lianxin.people.policy import AccountActor
from lianxin.results.calendar import events
from lianxin.results.links.actions import (
    calendar_make,
    link_end,
    link_make,
    link_opened,
    link_read,
)
from lianxin.results.links.models import DataLink
from lianxin.results.links.queries import links

from .attempt import attempted
from .ledger_of import LedgerOf
from .requests import Acted
from .sheet_answer import sheet_answer

Kind = DataLink.Kind
DAYS = (30, 90, 180, 365)


@never_cache
def ledger_links(request: Acted, name: str) -> HttpResponse:
    """Answers with the link itself: this page is the only place where it is ever shown."""
    asked = QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET
    page = LedgerOf(request, name, asked)
    if not request.actor.allows("link.make"):
        raise refuse("action.not_allowed", action="link.make")
    made: list[str] = []
    done, problems, status = attempted(request, lambda: _make(request, page, made))
    shown: dict[str, Any] = {
        "page": page,
        "made": made[0] if made else "",
        "problems": problems,
        "links": links(request.actor, Kind.LEDGER, name),
        "days": DAYS,
        "v": request.POST,
    }
    return render(request, "results/links.html", shown, status=status if done is None else 200)


def _make(request: Acted, page: LedgerOf, made: list[str]) -> HttpResponse:
    days = request.POST.get("days", "")
    _row, text = link_make(
        actor=request.actor,
        account=request.actor.account,
        ledger=page.ledger.name,
        name=request.POST.get("name", ""),
        village=page.place.village,
        query=urlencode(page.asked.pairs()),
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,
    )
    made.append(request.build_absolute_uri(reverse("data", args=[text, page.ledger.name])))
    return HttpResponse()


@never_cache
@require_POST
def calendar_new(request: Acted) -> HttpResponse:
    """Answers with the address itself, once."""
    _row, text = calendar_make(actor=request.actor, account=request.actor.account)
    address = request.build_absolute_uri(reverse("calendar", args=[text]))
    shown = {"address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
    return render(request, "results/calendar.html", shown)


@require_POST
def end(request: Acted, pk: UUID) -> HttpResponse:
    row: DataLink = DataLink.objects.visible_to(request.actor).get_visible(pk=pk)
    link_end(actor=request.actor, row=row)
    messages.success(request, _("“%(name)s”停用了，拿着它的人再也读不到。") % {"name": row.name})
    if row.kind == Kind.CALENDAR:
        return redirect(f"{reverse('me')}#calendar")
    return redirect("ledger-links", row.ledger)


@login_not_required
@require_GET
def data(request: HttpRequest, token: str, name: str, form: str = "csv") -> HttpResponseBase:
    """One ledger for a sheet that asks by itself; the token opens this one alone."""
    address = client_address(request, settings.LIANXIN_PROXIES)
    row = link_opened(Kind.LEDGER, token, address)
    if row.ledger != name:
        raise refuse("action.absent")
    export = link_read(row, address, form)
    if form == "csv":
        return _private(sheet_answer(export, form))
    return _private(StreamingHttpResponse(json_lines(export), content_type="application/json"))


@login_not_required
@require_GET
def calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    address = client_address(request, settings.LIANXIN_PROXIES)
    row = link_opened(Kind.CALENDAR, token, address)
    actor, officer = AccountActor.of(row.account, door="link", address=address), row.account.officer
    if officer is None:
        raise refuse("action.absent")
    text = as_ics(
        _("连心：%(name)s") % {"name": officer.name}, events(actor, officer), timezone.now()
    )
    return _private(HttpResponse(text, content_type=ICS))


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


urlpatterns: list[URLPattern | URLResolver] = [
    path("ledgers/<slug:name>/links/", ledger_links, name="ledger-links"),
    path("links/<uuid:pk>/end/", end, name="link-end"),
    path("me/calendar/", calendar_new, name="calendar-new"),
    path("data/<slug:token>/<slug:name>.csv", data, name="data"),
    path("data/<slug:token>/<slug:name>.json", data, {"form": "json"}, name="data-json"),
    path("cal/<slug:token>.ics", calendar, name="calendar"),
]
